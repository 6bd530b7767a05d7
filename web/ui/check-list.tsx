import { Checkbox, makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalM,
    margin: 0,
    padding: 0,
    border: 'none',
    minWidth: 0,
  },
});

/** A few things of which any may be chosen. */
export function CheckList({
  label,
  options,
  chosen,
  onChange,
  disabled = false,
}: {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly disabled?: boolean;
}) {
  const styles = useStyles();
  return (
    <fieldset className={styles.list} aria-label={label} disabled={disabled}>
      {options.map(({ id, text }) => (
        <Checkbox
          key={id}
          label={text}
          checked={chosen.includes(id)}
          disabled={disabled}
          onChange={(_, { checked }) => onChange(checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
        />
      ))}
    </fieldset>
  );
}
