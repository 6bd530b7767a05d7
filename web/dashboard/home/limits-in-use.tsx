import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import { Stack } from '../../ui/stack.tsx';
import { Count, DateTime, useFormats } from '../../ui/values.tsx';
import type { Home } from './home.ts';

const useStyles = makeStyles({
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  bar: {
    height: '8px',
    marginTop: tokens.spacingVerticalXS,
    borderRadius: tokens.borderRadiusCircular,
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground6,
    forcedColorAdjust: 'none',
  },
  used: { height: '100%', backgroundColor: tokens.colorCompoundBrandBackground },
});

/** How much of what Microsoft 365 lets through is used. */
export function LimitsInUse({ limits }: Pick<Home, 'limits'>) {
  const styles = useStyles();
  const { t } = useTranslation('home');
  const { number } = useFormats();
  if (limits === null) {
    return (
      <Section title={t('limits.title')}>
        <p className={styles.text}>{t('limits.none')}</p>
      </Section>
    );
  }
  const { inFlight, ceiling, throttled, requests, since } = limits;
  return (
    <Section title={t('limits.title')}>
      <Stack>
        <p className={styles.text}>{throttled === 0 ? t('limits.calm') : t('limits.slowed')}</p>
        <div>
          {t('limits.atOnce', { inFlight: number(inFlight), ceiling: number(ceiling) })}
          <div className={styles.bar} aria-hidden>
            <div className={styles.used} style={{ width: `${(100 * inFlight) / Math.max(1, ceiling)}%` }} />
          </div>
        </div>
        <Facts
          facts={[
            { label: t('limits.throttled'), value: t('limits.times', { count: throttled }) },
            { label: t('limits.requests'), value: <Count value={requests} /> },
            { label: t('limits.since'), value: <DateTime instant={since} /> },
          ]}
        />
      </Stack>
    </Section>
  );
}
