import { makeStyles, tokens } from '@fluentui/react-components';
import type { FormEventHandler, ReactNode } from 'react';
import { narrow } from './media-query.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 420px) auto',
    justifyContent: 'start',
    alignItems: 'start',
    gap: tokens.spacingHorizontalS,
    [`@media ${narrow}`]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  // As high as the label of the field beside it.
  button: { paddingTop: '26px', [`@media ${narrow}`]: { paddingTop: 0 } },
});

/** A form of one field, and the button that does something with it. */
export function InputRow({
  onSubmit,
  field,
  button,
}: {
  readonly onSubmit: FormEventHandler;
  readonly field: ReactNode;
  readonly button: ReactNode;
}) {
  const styles = useStyles();
  return (
    <form className={styles.row} onSubmit={onSubmit} noValidate>
      {field}
      <div className={styles.button}>{button}</div>
    </form>
  );
}
