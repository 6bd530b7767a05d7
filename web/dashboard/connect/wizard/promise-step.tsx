import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { ShieldCheckmarkRegular } from '@fluentui/react-icons/svg/shield-checkmark';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../../ui/stack.tsx';

const does = ['list', 'folder', 'keeps', 'asks'] as const;
const doesNot = ['own', 'password', 'mail', 'cache'] as const;

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(280px, 100%), 1fr))',
    gap: tokens.spacingHorizontalL,
  },
  card: {
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
  },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  entry: { display: 'grid', gridTemplateColumns: '28px minmax(0, 1fr)' },
  icon: { marginTop: '1px', fontSize: '18px', color: tokens.colorCompoundBrandForeground1 },
});

/** What Ringbook does, and what it never does. */
export function PromiseStep({ onNext }: { readonly onNext: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation('connect');
  return (
    <Stack>
      <div className={styles.columns}>
        <div className={styles.card}>
          <h3 className={styles.title}>{t('promise.does')}</h3>
          <ul className={styles.list}>
            {does.map((one) => (
              <li key={one} className={styles.entry}>
                <CheckmarkCircleRegular className={styles.icon} aria-hidden />
                <span>{t(`promise.${one}`)}</span>
              </li>
            ))}
          </ul>
        </div>
        <div className={styles.card}>
          <h3 className={styles.title}>{t('promise.doesNot')}</h3>
          <ul className={styles.list}>
            {doesNot.map((one) => (
              <li key={one} className={styles.entry}>
                <ShieldCheckmarkRegular className={styles.icon} aria-hidden />
                <span>{t(`promise.${one}`)}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <div>
        <Button appearance="primary" onClick={onNext}>
          {t('next')}
        </Button>
      </div>
    </Stack>
  );
}
