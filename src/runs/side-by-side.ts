/**
 * Does two things at the same time. If one fails, the other is broken off, and the first failure is thrown when both have
 * ended.
 */
export async function sideBySide<One, Other>(
  signal: AbortSignal,
  one: (signal: AbortSignal) => Promise<One>,
  other: (signal: AbortSignal) => Promise<Other>,
): Promise<readonly [One, Other]> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const failures: unknown[] = [];
  const run = <Result>(work: (signal: AbortSignal) => Promise<Result>) =>
    work(either).catch((error: unknown) => {
      failures.push(error);
      stop.abort();
      throw error;
    });
  const [first, second] = await Promise.allSettled([run(one), run(other)]);
  if (first.status === 'rejected' || second.status === 'rejected') throw failures[0];
  return [first.value, second.value];
}
