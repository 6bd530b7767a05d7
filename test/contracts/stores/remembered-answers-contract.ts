import { describe, expect, test } from 'vitest';
import type { OpenStores } from './open-stores.ts';

const answer = { status: 200, body: '{"runId":"ä"}' };

/** What every RememberedAnswers keeps. */
export function rememberedAnswersContract(name: string, open: OpenStores): void {
  describe(`remembered answers in ${name}`, () => {
    test('a key is new, then running, then answered', async () => {
      const { answers } = await open();
      expect(await answers.begin('ada', 'key', 'request')).toEqual({ kind: 'new' });
      expect(await answers.begin('ada', 'key', 'request')).toEqual({ kind: 'running' });
      await answers.end('ada', 'key', answer);
      expect(await answers.begin('ada', 'key', 'request')).toEqual({ kind: 'answered', answer });
    });

    test('no content is an answer, too', async () => {
      const { answers } = await open();
      await answers.begin('ada', 'key', 'request');
      await answers.end('ada', 'key', { status: 204, body: null });
      expect(await answers.begin('ada', 'key', 'request')).toMatchObject({ answer: { status: 204, body: null } });
    });

    test('the same key with another request is told, running or answered', async () => {
      const { answers } = await open();
      await answers.begin('ada', 'key', 'request');
      expect(await answers.begin('ada', 'key', 'other')).toEqual({ kind: 'other-request' });
      await answers.end('ada', 'key', answer);
      expect(await answers.begin('ada', 'key', 'other')).toEqual({ kind: 'other-request' });
    });

    test('callers and keys are apart', async () => {
      const { answers } = await open();
      await answers.begin('ada', 'key', 'request');
      expect(await answers.begin('bea', 'key', 'request')).toEqual({ kind: 'new' });
      expect(await answers.begin('ada', 'key-2', 'request')).toEqual({ kind: 'new' });
    });

    test('what failed may be tried again', async () => {
      const { answers } = await open();
      await answers.begin('ada', 'key', 'request');
      await answers.forget('ada', 'key');
      expect(await answers.begin('ada', 'key', 'other')).toEqual({ kind: 'new' });
    });

    test('of many who begin at once, one is the first', async () => {
      const { answers } = await open();
      const begun = await Promise.all(Array.from({ length: 5 }, () => answers.begin('ada', 'key', 'request')));
      expect(begun.filter(({ kind }) => kind === 'new')).toHaveLength(1);
    });

    test('an answer is kept for a day, a claim that nobody ended for ten minutes', async () => {
      const { answers, setNow } = await open();
      await answers.begin('ada', 'answered', 'request');
      await answers.end('ada', 'answered', answer);
      await answers.begin('ada', 'running', 'request');
      setNow('2026-03-01T00:09:59.999Z');
      expect(await answers.begin('ada', 'running', 'request')).toEqual({ kind: 'running' });
      setNow('2026-03-01T00:10:00.000Z');
      expect(await answers.begin('ada', 'running', 'request')).toEqual({ kind: 'new' });
      setNow('2026-03-01T23:59:59.999Z');
      await answers.removeOldAnswers();
      expect(await answers.begin('ada', 'answered', 'request')).toEqual({ kind: 'answered', answer });
      setNow('2026-03-02T00:00:00.001Z');
      await answers.removeOldAnswers();
      expect(await answers.begin('ada', 'answered', 'request')).toEqual({ kind: 'new' });
    });
  });
}
