import type { Handler } from '../../endpoint/handler.ts';
import { leavingAnswer } from './leaving-answer.ts';

export const getLeaving: Handler<'getLeaving'> = async ({ params: { tenantId } }, { privacy }) => {
  return leavingAnswer(await privacy.leavings.state(tenantId));
};
