import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { PhoneLook } from './phone-look.ts';

const useStyles = makeStyles({
  bar: {
    position: 'absolute',
    zIndex: 1,
    top: 0,
    insetInlineStart: 0,
    insetInlineEnd: 0,
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    height: '46px',
    fontSize: '14px',
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    color: tokens.colorNeutralForeground1,
  },
  round: { padding: '0 32px' },
  plain: { height: '36px', padding: '0 22px', fontSize: '13px' },
  camera: {
    position: 'absolute',
    top: '12px',
    insetInlineStart: 'calc(50% - 42px)',
    width: '84px',
    height: '24px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackgroundStatic,
  },
  hole: {
    top: '11px',
    insetInlineStart: 'calc(50% - 8px)',
    width: '16px',
    height: '16px',
  },
  signs: { display: 'flex', alignItems: 'center', gap: '5px' },
});

/** Time, reception and battery: scenery. */
export function StatusBar({ design }: Pick<PhoneLook, 'design'>) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.bar, styles[design])} aria-hidden>
      <span>10:08</span>
      <span className={mergeClasses(styles.camera, design === 'plain' && styles.hole)} />
      <span className={styles.signs}>
        <svg width="17" height="11" viewBox="0 0 17 11" fill="currentColor" focusable="false">
          <title>4/4</title>
          <rect x="0" y="7" width="3" height="4" rx="1" />
          <rect x="4.6" y="5" width="3" height="6" rx="1" />
          <rect x="9.2" y="2.5" width="3" height="8.5" rx="1" />
          <rect x="13.8" y="0" width="3" height="11" rx="1" />
        </svg>
        <svg width="25" height="12" viewBox="0 0 25 12" fill="none" stroke="currentColor" focusable="false">
          <title>80 %</title>
          <rect x="0.5" y="0.5" width="21" height="11" rx="3.5" opacity="0.5" />
          <rect x="2" y="2" width="15" height="8" rx="2" fill="currentColor" stroke="none" />
          <path d="M23 4v4c1-.3 1.6-1 1.6-2S24 4.300 23 4Z" fill="currentColor" stroke="none" opacity="0.5" />
        </svg>
      </span>
    </div>
  );
}
