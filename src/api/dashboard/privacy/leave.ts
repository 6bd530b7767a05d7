import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { leavingAnswer } from './leaving-answer.ts';

export const leave: Handler<'leave'> = async ({ params: { tenantId }, body, work, language, signal }, { privacy }) => {
  if (body.confirm.trim() !== work.tenant.name.trim()) {
    throw new Problem('invalid-input', { fields: [{ path: 'body.confirm', message: notTheName[language] }] });
  }
  const leaving = await privacy.leavings.begin(tenantId, body.uninstall);
  // It begins when this call is over: the entry of the audit trail that follows must not outlive the tenant.
  signal.addEventListener('abort', () => privacy.wakeLeaving(), { once: true });
  return leavingAnswer(leaving);
};

const notTheName = { en: "must be the tenant's name", de: 'muss der Name des Mandanten sein' } as const;
