import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useButtonLinkStyle } from '../../ui/button-link-style.ts';
import { narrow } from '../../ui/media-query.ts';
import { useTenant } from '../api/session.ts';

const steps = ['connect', 'list', 'phones'] as const;
const promises = ['own', 'password', 'undo'] as const;

const useStyles = makeStyles({
  welcome: {
    padding: '48px',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    background: `linear-gradient(160deg, ${tokens.colorBrandBackground2}, ${tokens.colorNeutralBackground1} 60%)`,
    [`@media ${narrow}`]: { padding: tokens.spacingHorizontalL },
  },
  title: {
    margin: 0,
    maxWidth: '32ch',
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: {
    margin: `${tokens.spacingVerticalM} 0 0`,
    maxWidth: '64ch',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    color: tokens.colorNeutralForeground2,
  },
  steps: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: tokens.spacingHorizontalXXL,
    listStyle: 'none',
    margin: `${tokens.spacingVerticalXXXL} 0`,
    padding: 0,
  },
  number: {
    display: 'grid',
    placeItems: 'center',
    width: '36px',
    height: '36px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontWeight: tokens.fontWeightSemibold,
  },
  stepTitle: {
    margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXXS}`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  stepText: { margin: 0, color: tokens.colorNeutralForeground2 },
  promises: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL}`,
    listStyle: 'none',
    margin: `${tokens.spacingVerticalXXL} 0 0`,
    padding: 0,
    color: tokens.colorNeutralForeground2,
  },
  promise: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalSNudge },
  sign: { flexShrink: 0, fontSize: '20px', color: tokens.colorStatusSuccessForeground1 },
  button: { '& a': { minHeight: '44px', paddingInline: '24px', fontSize: tokens.fontSizeBase400 } },
});

/** A tenant that is not connected yet: what happens next, and the way there. */
export function Welcome() {
  const styles = useStyles();
  const { t } = useTranslation('home');
  const button = useButtonLinkStyle();
  const { tenantId, can } = useTenant();
  return (
    <section className={styles.welcome}>
      <h2 className={styles.title}>{t('welcome.title')}</h2>
      <p className={styles.text}>{t('welcome.text')}</p>
      <ol className={styles.steps}>
        {steps.map((step, at) => (
          <li key={step}>
            <span className={styles.number} aria-hidden>
              {at + 1}
            </span>
            <h3 className={styles.stepTitle}>{t(`welcome.${step}.title`)}</h3>
            <p className={styles.stepText}>{t(`welcome.${step}.text`)}</p>
          </li>
        ))}
      </ol>
      {can('change') ? (
        <div className={styles.button}>
          <Link to="/t/$tenantId/connect" params={{ tenantId }} className={button}>
            {t('welcome.start')}
          </Link>
        </div>
      ) : (
        <p className={styles.text}>{t('welcome.askAdmin')}</p>
      )}
      <ul className={styles.promises}>
        {promises.map((promise) => (
          <li key={promise} className={styles.promise}>
            <CheckmarkCircleRegular className={styles.sign} aria-hidden />
            {t(`welcome.promise.${promise}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}
