import { z } from 'zod';
import type { Vault } from '../../tenants/ports.ts';
import {
  forgottenBefore,
  judgeRequest,
  type RememberedAnswer,
  type RememberedAnswerStore,
} from '../../tenants/remembered-answers.ts';
import { hashOf } from '../../tenants/sessions.ts';
import { readStored } from '../stored-json.ts';
import { param, type SqliteDatabase } from './database.ts';
import { installation } from './installation-key.ts';
import { openText, type Place, sealText } from './sealed-text.ts';

const answerRow = z.object({
  request: z.string(),
  begunAt: z.string(),
  sealed: z.instanceof(Uint8Array).nullable(),
});
const answerSchema: z.ZodType<RememberedAnswer> = z.strictObject({ status: z.number(), body: z.string().nullable() });

export function createRememberedAnswers(
  database: SqliteDatabase,
  vault: Vault,
  now: () => string,
): RememberedAnswerStore {
  const statements = prepareAnswers(database);
  const idsOf = (caller: string, key: string) => ({ callerHash: hashOf(caller), keyHash: hashOf(key) });
  const placeOf = ({ callerHash, keyHash }: ReturnType<typeof idsOf>): Place => [
    'remembered_answers.answer',
    callerHash,
    keyHash,
  ];

  return {
    async begin(caller, key, request) {
      const ids = idsOf(caller, key);
      const sealing = await vault.forTenant(installation);
      return database.transaction(() => {
        const [row] = statements.one(ids);
        const answer =
          row === undefined || row.sealed === null
            ? null
            : readStored(answerSchema, openText(sealing, placeOf(ids), row.sealed));
        const judged = judgeRequest(row === undefined ? null : { ...row, answer }, request, now());
        if (judged.kind === 'new') statements.claim({ ...ids, request, begunAt: now() });
        return judged;
      });
    },
    async end(caller, key, answer) {
      const ids = idsOf(caller, key);
      const sealed = sealText(await vault.forTenant(installation), placeOf(ids), JSON.stringify(answer));
      statements.answer({ ...ids, sealed });
    },
    async forget(caller, key) {
      statements.remove(idsOf(caller, key));
    },
    async removeOldAnswers() {
      statements.purge({ before: forgottenBefore(now()) });
    },
  };
}

function prepareAnswers(database: SqliteDatabase) {
  const { query } = database;
  const [callerHash, keyHash] = [param<string>('callerHash'), param<string>('keyHash')];
  return {
    one: database.rows(
      query
        .selectFrom('remembered_answers')
        .select(['request_hash as request', 'begun_at as begunAt', 'answer_sealed as sealed'])
        .where('caller_hash', '=', callerHash)
        .where('key_hash', '=', keyHash),
      answerRow,
    ),
    claim: database.change(
      query
        .insertInto('remembered_answers')
        .values({
          caller_hash: callerHash,
          key_hash: keyHash,
          request_hash: param('request'),
          begun_at: param('begunAt'),
          answer_sealed: null,
        })
        .onConflict((conflict) =>
          conflict.columns(['caller_hash', 'key_hash']).doUpdateSet((row) => ({
            request_hash: row.ref('excluded.request_hash'),
            begun_at: row.ref('excluded.begun_at'),
            answer_sealed: null,
          })),
        ),
    ),
    answer: database.change(
      query
        .updateTable('remembered_answers')
        .set({ answer_sealed: param('sealed') })
        .where('caller_hash', '=', callerHash)
        .where('key_hash', '=', keyHash),
    ),
    remove: database.change(
      query.deleteFrom('remembered_answers').where('caller_hash', '=', callerHash).where('key_hash', '=', keyHash),
    ),
    purge: database.change(query.deleteFrom('remembered_answers').where('begun_at', '<', param<string>('before'))),
  };
}
