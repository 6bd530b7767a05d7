import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CallFilled } from '@fluentui/react-icons/svg/call';
import { CallEndFilled } from '@fluentui/react-icons/svg/call-end';
import { useTranslation } from 'react-i18next';
import type { PhoneLook } from './phone-look.ts';

const useStyles = makeStyles({
  round: { display: 'flex', justifyContent: 'space-between', alignSelf: 'stretch', padding: '0 14px' },
  choice: { display: 'flex', flexDirection: 'column', alignItems: 'center', gap: '8px', fontSize: '13px' },
  button: {
    display: 'grid',
    placeItems: 'center',
    width: '68px',
    height: '68px',
    borderRadius: tokens.borderRadiusCircular,
    color: tokens.colorNeutralForegroundOnBrand,
    fontSize: '32px',
  },
  accept: { backgroundColor: tokens.colorPaletteGreenBackground3 },
  decline: { backgroundColor: tokens.colorPaletteRedBackground3 },
  plain: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto minmax(0, 1fr)',
    alignItems: 'center',
    alignSelf: 'stretch',
    height: '76px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground1,
    textAlign: 'center',
    fontSize: '13px',
    fontWeight: tokens.fontWeightSemibold,
  },
  handle: { width: '58px', height: '58px' },
});

/** How a call is taken or not: drawn, nothing to press. */
export function CallButtons({ design }: Pick<PhoneLook, 'design'>) {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  if (design === 'plain') {
    return (
      <div className={styles.plain} aria-hidden>
        {t('call.decline')}
        <span className={mergeClasses(styles.button, styles.handle, styles.accept)}>
          <CallFilled />
        </span>
        {t('call.accept')}
      </div>
    );
  }
  return (
    <div className={styles.round} aria-hidden>
      <span className={styles.choice}>
        <span className={mergeClasses(styles.button, styles.decline)}>
          <CallEndFilled />
        </span>
        {t('call.decline')}
      </span>
      <span className={styles.choice}>
        <span className={mergeClasses(styles.button, styles.accept)}>
          <CallFilled />
        </span>
        {t('call.accept')}
      </span>
    </div>
  );
}
