import { createHash } from 'node:crypto';
import type { RememberedAnswer, RememberedAnswers } from '../../tenants/remembered-answers.ts';
import { Problem } from './problem.ts';

const keyForm = /^[\x21-\x7e]{1,200}$/;

/** Does the work once per key; without a key every time. @throws {Problem} `key-reused`, `in-progress`, `invalid-input` */
export async function once(
  answers: RememberedAnswers,
  caller: string,
  key: string | undefined,
  request: readonly string[],
  work: () => Promise<RememberedAnswer>,
): Promise<RememberedAnswer> {
  if (key === undefined) return work();
  if (!keyForm.test(key)) {
    const message = 'must be 1 to 200 visible ASCII characters';
    throw new Problem('invalid-input', { fields: [{ path: 'header.Idempotency-Key', message }] });
  }
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  const begun = await answers.begin(caller, key, hash);
  switch (begun.kind) {
    case 'answered':
      return begun.answer;
    case 'running':
      throw new Problem('in-progress');
    case 'other-request':
      throw new Problem('key-reused');
    case 'new':
      break;
  }
  try {
    const answer = await work();
    await answers.end(caller, key, answer);
    return answer;
  } catch (error) {
    await answers.forget(caller, key);
    throw error;
  }
}
