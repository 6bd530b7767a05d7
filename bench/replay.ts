import type { Recording } from './recording.ts';
import type { SendSigned } from './sign-in.ts';

/**
 * Sends recorded requests again as a bare loop: the same bodies in the same order, by the same client, as many at a
 * time, and nothing else.
 */
export async function replay(recording: Recording, send: SendSigned): Promise<void> {
  const { requests, inFlight } = recording;
  const answered: Promise<void>[] = [];
  const rest = requests.entries();
  const lane = async () => {
    for (const [index, request] of rest) {
      const { method, path, headers, after } = request;
      const sendOne = async () => {
        const body = await recording.body(request);
        for (const earlier of after) await answered[earlier];
        const { status } = await send({ method, path, headers, ...(body === undefined ? {} : { body }) });
        if (status !== 200) throw new Error(`a replayed request answered ${status}`);
      };
      const sent = sendOne();
      answered[index] = sent;
      await sent;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}
