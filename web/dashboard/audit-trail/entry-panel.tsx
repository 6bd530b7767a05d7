import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../ui/data-table.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Stack } from '../../ui/stack.tsx';
import { DateTime } from '../../ui/values.tsx';
import type { AuditEntry } from './entry-table.tsx';
import { useActionText } from './use-action-text.ts';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  code: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
});

/** One entry: everything that the trail keeps of it. */
export function EntryPanel({
  entry: { entryId, at, actor, actorKind, action, subject, changes, from, hash },
  onClose,
}: {
  readonly entry: AuditEntry;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('audit-trail');
  const ui = useTranslation('ui');
  const actionText = useActionText();
  return (
    <OverlayDrawer open position="end" size="medium" onOpenChange={(_, { open }) => !open && onClose()}>
      <DrawerHeader>
        <DrawerHeaderTitle
          action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={ui.t('close')} onClick={onClose} />}
        >
          {actionText(action)}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <Stack gap="l">
          <Facts
            facts={[
              { label: t('column.at'), value: <DateTime instant={at} /> },
              {
                label: t('column.actor'),
                value: actorKind === 'system' ? t('actor.system') : `${actor} (${t(`actor.${actorKind}`)})`,
              },
              { label: t('entry.from'), value: from ?? '–' },
              { label: t('entry.subject'), value: subject ?? '–' },
              { label: t('entry.number'), value: entryId },
              { label: t('entry.operation'), value: <span className={styles.code}>{action}</span> },
            ]}
          />
          {changes.length > 0 && (
            <Stack gap="s">
              <h3 className={styles.title}>{t('entry.changes')}</h3>
              <DataTable
                label={t('entry.changes')}
                rows={changes}
                rowKey={({ field }) => field}
                columns={[
                  { id: 'field', header: t('entry.field'), cell: ({ field }) => field },
                  { id: 'before', header: t('entry.before'), cell: ({ before }) => before ?? '–' },
                  { id: 'after', header: t('entry.after'), cell: ({ after }) => after ?? '–' },
                ]}
              />
            </Stack>
          )}
          <Facts facts={[{ label: t('entry.hash'), value: <span className={styles.code}>{hash}</span> }]} />
        </Stack>
      </DrawerBody>
    </OverlayDrawer>
  );
}
