import { makeStyles, mergeClasses, shorthands, tokens } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';

export interface Segment<Id extends string> {
  readonly id: Id;
  readonly text: string;
  readonly icon?: ReactNode;
  /** Only its icon is shown; the text is its name. */
  readonly iconOnly?: boolean;
}

const useStyles = makeStyles({
  group: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXXS,
    margin: 0,
    padding: tokens.spacingHorizontalXXS,
    minWidth: 0,
    border: 'none',
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground4,
  },
  option: {
    position: 'relative',
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    gap: tokens.spacingHorizontalXS,
    minHeight: '30px',
    minWidth: '32px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    color: tokens.colorNeutralForeground2,
    cursor: 'pointer',
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':has(:focus-visible)': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  iconOnly: { padding: 0 },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    ...shorthands.borderColor(tokens.colorNeutralStroke1),
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  input: { position: 'absolute', inset: 0, margin: 0, opacity: 0, cursor: 'pointer' },
  icon: { display: 'grid', fontSize: '18px' },
});

/** A few things of which one is shown. */
export function Segmented<Id extends string>({
  label,
  segments,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly segments: readonly Segment<Id>[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
}) {
  const styles = useStyles();
  const name = useId();
  return (
    <fieldset className={styles.group} aria-label={label}>
      {segments.map(({ id, text, icon, iconOnly = false }) => (
        <label
          key={id}
          className={mergeClasses(styles.option, iconOnly && styles.iconOnly, id === chosen && styles.chosen)}
          title={iconOnly ? text : undefined}
        >
          <input
            className={styles.input}
            type="radio"
            name={name}
            checked={id === chosen}
            aria-label={iconOnly ? text : undefined}
            onChange={() => onChoose(id)}
          />
          {icon !== undefined && (
            <span className={styles.icon} aria-hidden>
              {icon}
            </span>
          )}
          {!iconOnly && text}
        </label>
      ))}
    </fieldset>
  );
}
