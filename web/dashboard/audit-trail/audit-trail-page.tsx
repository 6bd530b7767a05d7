import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageSkeleton } from '../../ui/page-skeleton.tsx';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { useApiPages } from '../api/api.ts';
import { useTenant } from '../api/session.ts';
import { SettingsFrame } from '../settings/settings-frame.tsx';
import { AuditFilter } from './audit-filter.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { type AuditEntry, EntryTable } from './entry-table.tsx';
import { ExportButton } from './export-button.tsx';
import { noFilter, queryOf } from './filter.ts';
import { TrailCheck } from './trail-check.tsx';

/** Who changed what, newest first. */
export function AuditTrailPage() {
  const { t } = useTranslation('audit-trail');
  const { can } = useTenant();
  return (
    <SettingsFrame wide title={t('title')} lead={t('lead')} actions={can('own') && <ExportButton />}>
      {can('own') ? (
        <Trail />
      ) : (
        <MessageBar>
          <MessageBarBody>{t('ownersOnly')}</MessageBarBody>
        </MessageBar>
      )}
    </SettingsFrame>
  );
}

function Trail() {
  const { t } = useTranslation('audit-trail');
  const { tenantId } = useTenant();
  const [filter, setFilter] = useState(noFilter);
  const [shown, setShown] = useState<AuditEntry | null>(null);
  const query = useMemo(() => queryOf(filter), [filter]);
  const entries = useApiPages('listAuditEntries', { params: { tenantId }, query });
  return (
    <>
      <TrailCheck />
      <AuditFilter filter={filter} onChange={setFilter} />
      {entries.query.error && (
        <ProblemMessage problem={entries.query.error} onRetry={() => void entries.query.refetch()} />
      )}
      {entries.query.isPending ? (
        <PageSkeleton label={t('loading')} />
      ) : (
        <EntryTable entries={entries.items} isFiltered={filter !== noFilter} onOpen={setShown} onEnd={entries.readOn} />
      )}
      {shown && <EntryPanel entry={shown} onClose={() => setShown(null)} />}
    </>
  );
}
