import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { Stack } from '../../../ui/stack.tsx';
import { useToast } from '../../../ui/toasts.tsx';
import { useApi, useApiMutation } from '../../api/api.ts';
import type { FieldProblem } from '../../api/problem.ts';
import { useTenant } from '../../api/session.ts';
import { EffectList } from '../../effects/effect-list.tsx';
import type { Audience, Sync } from '../definition.ts';
import { audienceOf, type SyncForm, syncOf } from '../form/sync-form.ts';

const useStyles = makeStyles({
  count: { margin: 0, fontSize: tokens.fontSizeBase400, fontVariantNumeric: 'tabular-nums' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
});

/** Says what saving does, in numbers, and saves. */
export function SaveDialog({
  sync,
  audience,
  form,
  etag,
  isOutdated,
  onSaved,
  onClose,
  onFaults,
}: {
  readonly sync: Sync;
  readonly audience: Audience;
  readonly form: SyncForm;
  readonly etag: string;
  /** Somebody else saved it since the form began: that is to be looked at first. */
  readonly isOutdated: boolean;
  readonly onSaved: () => void;
  readonly onClose: () => void;
  readonly onFaults: (faults: readonly FieldProblem[]) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const toast = useToast();
  const params = { tenantId };
  const next = { sync: syncOf(form, sync), audience: audienceOf(form.audience, audience) };
  const definitions = useApi('getDefinitions', { params });
  const all = definitions.data?.data.definitions;
  const check = useApi(
    'checkDefinitions',
    {
      params,
      body: {
        definitions: {
          ...all,
          syncs: all?.syncs.map((one) => (one.syncId === sync.syncId ? next.sync : one)),
          audiences: all?.audiences.map((one) => (one.audienceId === audience.audienceId ? next.audience : one)),
        },
      },
    },
    { enabled: all !== undefined },
  );
  const countOf = ({ include, exclude }: Audience) => ({
    params,
    body: { connectionId: sync.connectionId, include: [...include], exclude: [...exclude] },
  });
  const before = useApi('previewAudience', countOf(audience)).data?.in;
  const after = useApi('previewAudience', countOf(next.audience)).data?.in;
  const save = useApiMutation('putSync');
  const faults = check.data?.faults ?? [];
  const error = definitions.error ?? check.error;

  const confirm = () =>
    save.mutate(
      { params: { tenantId, syncId: sync.syncId }, body: next, ifMatch: etag },
      {
        onSuccess: () => {
          toast({ intent: 'success', title: t('save.done'), body: t('save.doneText') });
          onSaved();
        },
        onError: ({ fields }) => onFaults(fields),
      },
    );

  return (
    <ConfirmDialog
      open
      title={t('save.title')}
      confirm={t('save.confirm')}
      busy={save.isPending}
      disabled={!check.data || faults.length > 0 || isOutdated}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Stack>
        {!check.data && !error && (
          <Skeleton aria-label={t('save.checking')}>
            <Stack gap="s">
              <SkeletonItem size={24} />
              <SkeletonItem size={16} />
              <SkeletonItem size={16} />
            </Stack>
          </Skeleton>
        )}
        {error && <ProblemMessage problem={error} onRetry={() => void check.refetch()} />}
        {faults.length > 0 && (
          <div role="alert">
            <h3 className={styles.heading}>{t('save.faults')}</h3>
            <ul className={styles.list}>
              {faults.map(({ path, message }) => (
                <li key={path.join('.') + message}>{message}</li>
              ))}
            </ul>
          </div>
        )}
        {check.data && faults.length === 0 && (
          <>
            {before !== undefined && after !== undefined && (
              <p className={styles.count}>
                {before === after ? t('save.countSame', { count: after }) : t('save.count', { count: after, before })}
              </p>
            )}
            <h3 className={styles.heading}>{t('save.effects')}</h3>
            <EffectList effects={check.data.effects} />
            <p className={styles.quiet}>{t('save.own')}</p>
          </>
        )}
        {save.error && save.error.code !== 'changed-meanwhile' && <ProblemMessage problem={save.error} />}
        {(isOutdated || save.error?.code === 'changed-meanwhile') && (
          <p role="alert">
            {t('save.meanwhileTitle')}. {t('save.meanwhileClose')}
          </p>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
