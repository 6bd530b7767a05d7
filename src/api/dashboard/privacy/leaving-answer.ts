import type { Leaving } from '../../../tenants/leaving/leaving.ts';
import type { Api } from '../../contract/contract.ts';

export function leavingAnswer(leaving: Leaving | null): Api['getLeaving']['answer'] {
  const nothing = { state: 'not-leaving', mailboxes: 0, mailboxesDone: 0, reason: null, certificateId: null } as const;
  return leaving ?? nothing;
}
