import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { useTranslation } from 'react-i18next';
import { narrow } from '../../ui/media-query.ts';
import type { Progress } from './run.ts';

const phases = ['reading', 'audience', 'replicating'] as const;
const order: readonly Progress['phase'][] = ['waiting', ...phases, 'ended'];

const useStyles = makeStyles({
  list: {
    display: 'flex',
    gap: tokens.spacingHorizontalXXL,
    margin: 0,
    padding: 0,
    listStyle: 'none',
    [`@media ${narrow}`]: { flexDirection: 'column', gap: tokens.spacingVerticalS },
  },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground3,
  },
  mark: {
    display: 'grid',
    placeItems: 'center',
    width: '24px',
    height: '24px',
    borderRadius: tokens.borderRadiusCircular,
    border: `2px solid ${tokens.colorNeutralStroke1}`,
    fontSize: tokens.fontSizeBase200,
  },
  done: {
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    border: `2px solid ${tokens.colorBrandBackground}`,
  },
  current: { border: `2px solid ${tokens.colorCompoundBrandStroke}` },
  isCurrent: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** The three steps that every run goes through. */
export function RunSteps({ phase }: { readonly phase: Progress['phase'] }) {
  const styles = useStyles();
  const { t } = useTranslation('runs');
  const at = order.indexOf(phase) - 1;
  return (
    <ol className={styles.list} aria-label={t('live.steps')}>
      {phases.map((one, index) => (
        <li
          key={one}
          className={mergeClasses(styles.step, index === at && styles.isCurrent)}
          aria-current={index === at ? 'step' : undefined}
        >
          <span
            className={mergeClasses(styles.mark, index < at && styles.done, index === at && styles.current)}
            aria-hidden
          >
            {index < at ? <CheckmarkRegular /> : index + 1}
          </span>
          {t(`live.phase.${one}`)}
        </li>
      ))}
    </ol>
  );
}
