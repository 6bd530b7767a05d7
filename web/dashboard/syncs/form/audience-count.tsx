import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ProblemMessage } from '../../../ui/problem-message.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { useFormats } from '../../../ui/values.tsx';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { useDebounced } from '../../collections/use-debounced.ts';
import { useSyncForm } from './form-context.ts';
import { reasonName } from './out-reason.ts';
import { rulesOf } from './sync-form.ts';
import { useRuleName } from './use-rule-name.ts';

const useStyles = makeStyles({
  box: {
    display: 'grid',
    gap: tokens.spacingVerticalS,
    minHeight: '176px',
    alignContent: 'start',
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  old: { opacity: 0.6 },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  big: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
  },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL, color: tokens.colorNeutralForeground2 },
  text: { margin: 0, color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/** How many mailboxes the audience of the form means, and why the others are out: anew with each change. */
export function AudienceCount({ sharedWith }: { readonly sharedWith: readonly string[] }) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const { tenantId } = useTenant();
  const { number, list } = useFormats();
  const ruleName = useRuleName();
  const { form } = useSyncForm();
  const { connectionId } = form;
  const rules = useDebounced(rulesOf(form.audience));
  const isAsked = connectionId !== '' && rules.include.length > 0;
  const { data, error, isFetching, refetch } = useApi(
    'previewAudience',
    { params: { tenantId }, body: { connectionId, include: [...rules.include], exclude: [...rules.exclude] } },
    { enabled: isAsked },
  );
  const outCount = data?.out.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <section className={styles.box} aria-label={t('audience.count')}>
      <h3 className={styles.title}>{t('audience.count')}</h3>
      {!isAsked && <p className={styles.text}>{t('audience.choose')}</p>}
      {isAsked && error && <ProblemMessage problem={error} onRetry={() => void refetch()} />}
      {isAsked && !error && (
        <>
          <p className={mergeClasses(styles.big, isFetching && styles.old)} role="status">
            {data ? t('audience.in', { count: data.in }) : t('audience.counting')}
          </p>
          {data && rules.include.length > 1 && (
            <ul className={styles.list}>
              {rules.include.map((rule, index) => (
                <li key={JSON.stringify(rule)}>
                  {t('audience.perRule', { rule: ruleName(rule), count: data.perRule[index] ?? 0 })}
                </li>
              ))}
            </ul>
          )}
          {data && data.sample.length > 0 && (
            <p className={styles.text}>
              {t('audience.sample', {
                list: list(data.sample.slice(0, 3).map(({ address, mailboxId }) => address ?? mailboxId)),
              })}
            </p>
          )}
          {data && outCount > 0 && (
            <>
              <p className={styles.text}>{t('audience.outCount', { count: outCount })}:</p>
              <ul className={styles.list}>
                {data.out.map(({ kind, reason, rule, count }) => (
                  <li key={`${kind} ${reason} ${rule}`}>
                    {number(count)} {t(`audience.reason.${reasonName(kind, reason)}`)}
                    {kind === 'excluded' && rule !== null ? ` (${ruleName(rules.exclude[rule])})` : ''}
                  </li>
                ))}
              </ul>
            </>
          )}
          {data && data.missing.length > 0 && (
            <div role="alert">
              <StatusBadge tone="bad">{t('audience.missing', { list: list(data.missing.slice(0, 5)) })}</StatusBadge>
              <p className={styles.text}>{t('audience.missingHint')}</p>
            </div>
          )}
        </>
      )}
      {sharedWith.length > 0 && <p className={styles.text}>{t('audience.shared', { list: list(sharedWith) })}</p>}
    </section>
  );
}
