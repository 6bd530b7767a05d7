import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useToast } from '../../../ui/toasts.tsx';
import { useFormats } from '../../../ui/values.tsx';
import { EffectList } from '../../effects/effect-list.tsx';
import { type Draft, isOutdated } from './draft.ts';
import { useDraft } from './draft-context.tsx';
import { FaultList } from './fault-list.tsx';
import { useEffects } from './use-effects.ts';
import { useSave } from './use-save.ts';

const useStyles = makeStyles({
  counts: { margin: 0, fontSize: tokens.fontSizeBase400, fontVariantNumeric: 'tabular-nums' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** Says what saving does, in numbers, and saves. */
export function SaveDialog({
  draft,
  onSaved,
  onClose,
}: {
  readonly draft: Draft;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  const toast = useToast();
  const { saved, summary } = useDraft();
  const { list } = useFormats();
  const { check, before, after, unread, numberOf, mailboxes } = useEffects(draft);
  const save = useSave(draft);
  const faults = check.data?.faults ?? [];

  const confirm = () =>
    save.mutate(undefined, {
      onSuccess: () => {
        toast({ intent: 'success', title: t('save.done'), body: t('save.doneText') });
        onSaved();
      },
    });

  return (
    <ConfirmDialog
      open
      title={t('save.title')}
      confirm={t('save.confirm')}
      busy={save.isPending}
      disabled={!check.data || faults.length > 0 || check.isFetching || isOutdated(draft, saved)}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack>
        {check.isPending && (
          <Skeleton aria-label={t('loading')}>
            <Stack gap="s">
              <SkeletonItem size={24} />
              <SkeletonItem size={16} />
              <SkeletonItem size={16} />
            </Stack>
          </Skeleton>
        )}
        {check.error && <ProblemMessage problem={check.error} onRetry={() => void check.refetch()} />}
        {faults.length > 0 && (
          <FaultList faults={faults.map(({ path, message }) => ({ path: path.join('.'), message }))} />
        )}
        {check.data && faults.length === 0 && (
          <>
            {before !== null && after !== null && (
              <p className={styles.counts}>
                {before === after
                  ? t('save.sameCount', { count: after })
                  : t('save.counts', { before, after, count: after })}
              </p>
            )}
            {unread.length > 0 && <p className={styles.quiet}>{t('unread', { sources: list(unread) })}</p>}
            <EffectList effects={check.data.effects} numberOf={numberOf} />
            <p className={styles.quiet}>
              {summary.usedBySyncs.length === 0
                ? t('save.unused')
                : mailboxes === null
                  ? `${t('save.later')} ${t('ownStay')}`
                  : `${t('save.nextSync', { mailboxes: t('inMailboxes', { count: mailboxes }) })} ${t('ownStay')}`}
            </p>
          </>
        )}
        {save.error && <ProblemMessage problem={save.error} />}
        {save.error?.code === 'changed-meanwhile' && <p className={styles.quiet}>{t('save.meanwhile')}</p>}
      </Stack>
    </ConfirmDialog>
  );
}
