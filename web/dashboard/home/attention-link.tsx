import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useLinkStyle } from '../../ui/link-style.ts';
import { useTenant } from '../api/session.ts';
import type { Attention } from './home.ts';

/** Where something is put right. */
export function AttentionLink({ attention: { code, syncId, runId } }: { readonly attention: Attention }) {
  const className = useLinkStyle();
  const { t } = useTranslation('home');
  const { tenantId } = useTenant();
  const params = { tenantId };
  const text = t(`attention.${code}.action`);
  switch (code) {
    case 'not-connected':
    case 'consent-withdrawn':
    case 'permission-missing':
      return (
        <Link to="/t/$tenantId/connect" params={params} className={className}>
          {text}
        </Link>
      );
    case 'run-held':
    case 'run-failed':
    case 'issues':
      return (
        <Link to="/t/$tenantId/runs/$runId" params={{ tenantId, runId: runId ?? '' }} className={className}>
          {text}
        </Link>
      );
    case 'mailboxes-unavailable':
    case 'replicas-behind':
      return (
        <Link to="/t/$tenantId/mailboxes" params={params} className={className}>
          {text}
        </Link>
      );
    case 'no-sync':
      return (
        <Link to="/t/$tenantId/syncs" params={params} className={className}>
          {text}
        </Link>
      );
    case 'paused':
    case 'never-read':
      return (
        <Link to="/t/$tenantId/syncs/$syncId" params={{ tenantId, syncId: syncId ?? '' }} className={className}>
          {text}
        </Link>
      );
  }
}
