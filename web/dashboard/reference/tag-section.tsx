import { makeStyles, tokens } from '@fluentui/react-components';
import type { Operation } from './openapi.ts';
import { OperationItem } from './operation-item.tsx';

const useStyles = makeStyles({
  section: { minWidth: 0 },
  title: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    scrollMarginTop: '72px',
  },
  list: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
});

/** The operations about one thing. */
export function TagSection({ tag, operations }: { readonly tag: string; readonly operations: readonly Operation[] }) {
  const styles = useStyles();
  return (
    <section className={styles.section} aria-labelledby={tag}>
      <h2 id={tag} className={styles.title}>
        {tag}
      </h2>
      <ul className={styles.list}>
        {operations.map((operation) => (
          <OperationItem key={operation.id} operation={operation} />
        ))}
      </ul>
    </section>
  );
}
