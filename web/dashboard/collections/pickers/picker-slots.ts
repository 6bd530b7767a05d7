import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  box: { minWidth: 0, width: '100%', maxWidth: '100%' },
  narrow: { minWidth: 0, width: '320px', maxWidth: '100%' },
  input: { minWidth: 0, width: '100%' },
  icon: { display: 'grid', placeItems: 'center', width: '24px', height: '24px' },
});

/** What every box to pick from has: it gets as narrow as its place, and its button is large enough to touch. */
export function usePickerSlots(width: 'full' | 'narrow' = 'full') {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  return {
    className: width === 'full' ? styles.box : styles.narrow,
    input: { className: styles.input },
    expandIcon: { className: styles.icon, 'aria-label': t('open') },
  };
}
