import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useToast } from '../../../ui/toasts.tsx';
import { call, invalidate } from '../../api/api.ts';
import type { FieldProblem, Problem } from '../../api/problem.ts';
import { useTenant } from '../../api/session.ts';
import { freeSlug } from '../../collections/slug.ts';
import { rulesOf, type SyncForm, syncOf } from '../form/sync-form.ts';

/** How a new sync begins: paused, with a look at what it would do, or with its first run. */
export type Begin = 'look' | 'run';

interface Created {
  readonly syncId: string;
  readonly begin: Begin;
  /** Of the plan or run that it began with. */
  readonly startedId: string;
}

/** Makes a sync, and begins as the person wants. */
export function useCreate({
  etag,
  takenAudiences,
  onFaults,
}: {
  readonly etag: string;
  readonly takenAudiences: readonly string[];
  readonly onFaults: (faults: readonly FieldProblem[]) => void;
}) {
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const navigate = useNavigate();
  const toast = useToast();
  const queryClient = useQueryClient();
  const create = useMutation<Created, Problem, { readonly form: SyncForm; readonly begin: Begin }>({
    mutationFn: async ({ form, begin }) => {
      const audienceId = freeSlug(form.name, takenAudiences);
      const { syncId: _, ...sync } = syncOf(form, { syncId: '', audienceId, paused: begin === 'look' });
      const body = { sync, audience: { audienceId, ...rulesOf(form.audience) } };
      const { data } = await call('createSync', { params: { tenantId }, body, ifMatch: etag });
      const params = { tenantId, syncId: data.syncId };
      const startedId =
        begin === 'look' ? (await call('startPlan', { params })).planId : (await call('startRun', { params })).runId;
      return { syncId: data.syncId, begin, startedId };
    },
    onSuccess: async ({ syncId, begin, startedId }) => {
      toast({ intent: 'success', title: t('wizard.created') });
      if (begin === 'look') {
        await navigate({
          to: '/t/$tenantId/syncs/$syncId/plans/$planId',
          params: { tenantId, syncId, planId: startedId },
        });
      } else {
        await navigate({ to: '/t/$tenantId/runs/$runId', params: { tenantId, runId: startedId } });
      }
    },
    onError: ({ fields }) => onFaults(fields),
    onSettled: () => invalidate(queryClient),
  });
  return {
    run: (form: SyncForm, begin: Begin) => create.mutate({ form, begin }),
    isPending: create.isPending,
    error: create.error,
  };
}
