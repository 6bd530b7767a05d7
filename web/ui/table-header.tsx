import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import type { Sort } from './sort.ts';

interface HeaderColumn {
  readonly id: string;
  readonly header: string;
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
}

const useStyles = makeStyles({
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    // The least that its columns need: as wide as its longest words it would not stand above the rows.
    minWidth: 'min-content',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  row: { display: 'grid', alignItems: 'center', minHeight: '44px' },
  cell: {
    minWidth: 0,
    padding: `0 ${tokens.spacingHorizontalL}`,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
  end: { textAlign: 'end' },
  button: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minHeight: '32px',
    padding: 0,
    border: 'none',
    background: 'none',
    color: 'inherit',
    font: 'inherit',
    cursor: 'pointer',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    minWidth: 0,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
});

/** Header row of a table; for screen readers only where rows are cards. */
export function TableHeader({
  columns,
  gridTemplateColumns,
  isHidden,
  sort,
  onSort,
}: {
  readonly columns: readonly HeaderColumn[];
  readonly gridTemplateColumns: string;
  readonly isHidden: boolean;
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
}) {
  const styles = useStyles();
  return (
    // biome-ignore-start lint/a11y/useSemanticElements: part of a grid that is no table element
    // biome-ignore-start lint/a11y/useFocusableInteractive: the grid has the focus
    <div role="rowgroup" className={mergeClasses(styles.header, isHidden && styles.hidden)}>
      <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns }}>
        {columns.map(({ id, header, align, sortable }, at) => {
          const direction = sort?.columnId === id ? sort.direction : undefined;
          return (
            <div
              key={id}
              role="columnheader"
              aria-colindex={at + 1}
              aria-sort={sortable && !isHidden ? (direction ?? 'none') : undefined}
              className={mergeClasses(styles.cell, align === 'end' && styles.end)}
            >
              {sortable && onSort && !isHidden ? (
                <button
                  type="button"
                  className={styles.button}
                  onClick={() =>
                    onSort({ columnId: id, direction: direction === 'ascending' ? 'descending' : 'ascending' })
                  }
                >
                  {header}
                  {direction === 'ascending' && <ArrowUpRegular aria-hidden />}
                  {direction === 'descending' && <ArrowDownRegular aria-hidden />}
                </button>
              ) : (
                header
              )}
            </div>
          );
        })}
      </div>
    </div>
    // biome-ignore-end lint/a11y/useFocusableInteractive: the grid has the focus
    // biome-ignore-end lint/a11y/useSemanticElements: part of a grid that is no table element
  );
}
