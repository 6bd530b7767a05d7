import { useNavigate } from '@tanstack/react-router';
import { useToast } from '../../../ui/toasts.tsx';
import { useApiMutation } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';

/** Begins a preview of what a sync would do, and leads to it. */
export function usePlan(syncId: string) {
  const { tenantId } = useTenant();
  const navigate = useNavigate();
  const toast = useToast();
  const plan = useApiMutation('startPlan', { invalidates: [] });
  const look = () =>
    plan.mutate(
      { params: { tenantId, syncId } },
      {
        onSuccess: ({ planId }) =>
          void navigate({ to: '/t/$tenantId/syncs/$syncId/plans/$planId', params: { tenantId, syncId, planId } }),
        onError: ({ title, detail, remedy }) => toast({ intent: 'error', title, body: detail ?? remedy ?? '' }),
      },
    );
  return { look, isStarting: plan.isPending };
}
