import { makeStyles, tokens } from '@fluentui/react-components';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  screen: {
    flexGrow: 1,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '12px',
    padding: '32px',
    textAlign: 'center',
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  icon: { display: 'grid', fontSize: '40px', color: tokens.colorNeutralForeground3 },
});

/** Nobody can call: the card has no number. */
export function NoCallScreen() {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  return (
    <div className={styles.screen}>
      <span className={styles.icon} aria-hidden>
        <CallRegular />
      </span>
      {t('call.nobody')}
    </div>
  );
}
