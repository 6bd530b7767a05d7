import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { narrow } from './media-query.ts';

export interface DataColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end';
  /** Of the actions of a row: no label stands before it on a card. */
  readonly bare?: boolean;
}

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', [`@media ${narrow}`]: { display: 'block' } },
  block: { [`@media ${narrow}`]: { display: 'block' } },
  head: {
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS}`,
    textAlign: 'start',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { paddingInlineStart: 0 },
    ':last-child': { paddingInlineEnd: 0 },
  },
  heads: {
    [`@media ${narrow}`]: {
      position: 'absolute',
      width: '1px',
      height: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    },
  },
  row: {
    [`@media ${narrow}`]: {
      display: 'block',
      padding: `${tokens.spacingVerticalM} 0`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    },
  },
  cell: {
    padding: `${tokens.spacingVerticalMNudge} ${tokens.spacingHorizontalM}`,
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
    verticalAlign: 'middle',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'break-word',
    ':first-child': { paddingInlineStart: 0, overflowWrap: 'anywhere' },
    ':last-child': { paddingInlineEnd: 0 },
    [`@media ${narrow}`]: {
      display: 'flex',
      gap: tokens.spacingHorizontalM,
      padding: `${tokens.spacingVerticalXXS} 0`,
      borderBottomStyle: 'none',
      overflowWrap: 'anywhere',
    },
  },
  value: { minWidth: 0 },
  end: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', [`@media ${narrow}`]: { textAlign: 'start' } },
  label: {
    display: 'none',
    flex: '0 0 112px',
    color: tokens.colorNeutralForeground3,
    [`@media ${narrow}`]: { display: 'block' },
  },
});

/** A table of a few rows, all in the document. Where there is room for one column only, each row is a card. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
}: {
  readonly label: string;
  /** The first one names the row. */
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}) {
  const styles = useStyles();
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: a table that is laid out otherwise is none for screen readers
    <table role="table" aria-label={label} className={styles.table}>
      <thead role="rowgroup" className={styles.heads}>
        <tr role="row">
          {columns.map(({ id, header, align }) => (
            <th
              key={id}
              role="columnheader"
              scope="col"
              className={mergeClasses(styles.head, align === 'end' && styles.end)}
            >
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className={styles.block}>
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" className={styles.row}>
            {columns.map(({ id, header, cell, align, bare }, at) => {
              const className = mergeClasses(styles.cell, align === 'end' && styles.end);
              const content = (
                <>
                  {at > 0 && !bare && (
                    <span className={styles.label} aria-hidden>
                      {header}
                    </span>
                  )}
                  <div className={styles.value}>{cell(row)}</div>
                </>
              );
              return at === 0 ? (
                <th key={id} role="rowheader" scope="row" className={className}>
                  {content}
                </th>
              ) : (
                <td key={id} role="cell" className={className}>
                  {content}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: a table that is laid out otherwise is none for screen readers
  );
}
