import { FluentProvider, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { darkTheme, lightTheme } from '../../shell/theme.ts';
import type { PhoneLook } from './phone-look.ts';
import { StatusBar } from './status-bar.tsx';

/** On a low window the whole phone is seen at once. */
const low = '(min-width: 900px) and (max-height: 1000px)';

const useStyles = makeStyles({
  figure: {
    width: '336px',
    maxWidth: '100%',
    margin: 0,
    minWidth: 0,
    [`@media ${low}`]: { width: '306px' },
  },
  phone: {
    position: 'relative',
    height: '676px',
    [`@media ${low}`]: { height: '590px' },
    padding: '9px',
    backgroundColor: tokens.colorNeutralBackgroundStatic,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    boxShadow: tokens.shadow28,
    // A drawing keeps its colours.
    forcedColorAdjust: 'none',
    '& svg': { forcedColorAdjust: 'none' },
  },
  round: { borderRadius: '54px' },
  plain: { borderRadius: '34px' },
  provider: { height: '100%', '& > div': { height: '100%', backgroundColor: 'transparent' } },
  screen: {
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
  },
  roundScreen: { borderRadius: '45px' },
  plainScreen: { borderRadius: '26px' },
  content: { flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column' },
  bar: {
    position: 'absolute',
    bottom: '8px',
    insetInlineStart: 'calc(50% - 56px)',
    width: '112px',
    height: '4px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralForeground1,
    opacity: 0.7,
  },
  caption: {
    marginBottom: tokens.spacingVerticalS,
    textAlign: 'center',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
});

/** A phone, and what it shows. */
export function PhoneFrame({
  caption,
  look: { design, theme },
  children,
}: {
  readonly caption: string;
  readonly look: PhoneLook;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  const id = useId();
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <figcaption id={id} className={styles.caption}>
        {caption}
      </figcaption>
      <div className={mergeClasses(styles.phone, styles[design])}>
        <div className={styles.provider}>
          <FluentProvider theme={theme === 'dark' ? darkTheme : lightTheme}>
            <div className={mergeClasses(styles.screen, design === 'round' ? styles.roundScreen : styles.plainScreen)}>
              <StatusBar design={design} />
              <div className={styles.content}>{children}</div>
              <span className={styles.bar} aria-hidden />
            </div>
          </FluentProvider>
        </div>
      </div>
    </figure>
  );
}
