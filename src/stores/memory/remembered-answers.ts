import {
  forgottenBefore,
  judgeRequest,
  type RememberedAnswer,
  type RememberedAnswerStore,
} from '../../tenants/remembered-answers.ts';

export function createRememberedAnswers(now: () => string): RememberedAnswerStore {
  const known = new Map<
    string,
    { readonly request: string; readonly begunAt: string; readonly answer: RememberedAnswer | null }
  >();
  const idOf = (caller: string, key: string) => JSON.stringify([caller, key]);

  return {
    async begin(caller, key, request) {
      const judged = judgeRequest(known.get(idOf(caller, key)) ?? null, request, now());
      if (judged.kind === 'new') known.set(idOf(caller, key), { request, begunAt: now(), answer: null });
      return judged;
    },
    async end(caller, key, answer) {
      const begun = known.get(idOf(caller, key));
      if (begun !== undefined) known.set(idOf(caller, key), { ...begun, answer });
    },
    async forget(caller, key) {
      known.delete(idOf(caller, key));
    },
    async removeOldAnswers() {
      const before = forgottenBefore(now());
      for (const [id, { begunAt }] of [...known]) if (begunAt < before) known.delete(id);
    },
  };
}
