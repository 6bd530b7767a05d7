import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  s: { gap: tokens.spacingVerticalS },
  m: { gap: tokens.spacingVerticalL },
  l: { gap: tokens.spacingVerticalXXL },
});

/** Things below each other. */
export function Stack({
  gap = 'm',
  className,
  children,
}: {
  readonly gap?: 's' | 'm' | 'l';
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.stack, styles[gap], className)}>{children}</div>;
}
