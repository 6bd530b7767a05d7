import { makeStyles, mergeClasses, shorthands, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface Step {
  readonly id: string;
  readonly title: string;
  readonly state: 'done' | 'current' | 'next' | 'failed';
  readonly content?: ReactNode;
}

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  step: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '32px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    paddingBottom: tokens.spacingVerticalXXL,
    ':not(:last-child)::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: '15px',
      top: '36px',
      bottom: '4px',
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke2,
    },
  },
  mark: {
    display: 'grid',
    placeItems: 'center',
    width: '32px',
    height: '32px',
    borderRadius: tokens.borderRadiusCircular,
    border: `2px solid ${tokens.colorNeutralStroke1}`,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  done: {
    ...shorthands.borderColor(tokens.colorBrandBackground),
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
  },
  current: { ...shorthands.borderColor(tokens.colorCompoundBrandStroke), color: tokens.colorBrandForeground1 },
  failed: { ...shorthands.borderColor(tokens.colorStatusDangerBorder2), color: tokens.colorStatusDangerForeground1 },
  next: {},
  title: {
    margin: 0,
    paddingTop: '4px',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  quiet: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  content: { marginTop: tokens.spacingVerticalM },
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** The steps of a wizard below each other: which are done, and the content of those that show one. */
export function StepList({ label, steps }: { readonly label: string; readonly steps: readonly Step[] }) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  return (
    <ol className={styles.list} aria-label={label}>
      {steps.map(({ id, title, state, content }, index) => (
        <li key={id} className={styles.step} aria-current={state === 'current' ? 'step' : undefined}>
          <span className={mergeClasses(styles.mark, styles[state])} aria-hidden>
            {state === 'done' ? <CheckmarkRegular /> : state === 'failed' ? <DismissRegular /> : index + 1}
          </span>
          <div>
            <h2 className={mergeClasses(styles.title, state === 'next' && styles.quiet)}>
              {title}
              <span className={styles.hidden}> ({t(`step.${state}`)})</span>
            </h2>
            {content !== undefined && <div className={styles.content}>{content}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
