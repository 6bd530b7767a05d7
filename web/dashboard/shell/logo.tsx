import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import mark from '../../ringbook.svg';

const useStyles = makeStyles({
  logo: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    fontSize: tokens.fontSizeBase400,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
  },
});

export function Logo() {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <span className={styles.logo}>
      <img src={mark} alt="" width={28} height={28} />
      {t('product')}
    </span>
  );
}
