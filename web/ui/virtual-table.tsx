import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { narrow, useMediaQuery } from './media-query.ts';
import { moveRow } from './move-row.ts';
import type { Sort } from './sort.ts';
import { TableHeader } from './table-header.tsx';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Track of a CSS grid, e.g. `minmax(160px, 2fr)`; without: one share. */
  readonly width?: string;
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
}

export interface VirtualTableProps<Row> {
  /** Names the table for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Of all rows, also of those that aren't read yet; without: unknown. */
  readonly totalCount?: number;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  /** Click or Enter. A row that leads to a page also needs a link in its first cell. */
  readonly onOpen?: (row: Row) => void;
  /** The end of what is there is near: read on. */
  readonly onEnd?: () => void;
  /** What stands in place of no rows. */
  readonly empty?: ReactNode;
}

const rowHeightPx = 48;
const cardHeightPx = 132;

const useStyles = makeStyles({
  table: {
    maxHeight: 'max(360px, calc(100dvh - 260px))',
    overflow: 'auto',
    overscrollBehavior: 'contain',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  body: { position: 'relative', minWidth: 'max-content', [`@media ${narrow}`]: { minWidth: 0 } },
  row: {
    position: 'absolute',
    top: 0,
    insetInlineStart: 0,
    width: '100%',
    display: 'grid',
    alignItems: 'center',
    minHeight: `${rowHeightPx}px`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    [`@media ${narrow}`]: { display: 'block', padding: tokens.spacingHorizontalL },
  },
  opens: { cursor: 'pointer' },
  active: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    outline: `2px solid ${tokens.colorStrokeFocus2}`,
    outlineOffset: '-2px',
  },
  cell: {
    minWidth: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    [`@media ${narrow}`]: {
      display: 'flex',
      gap: tokens.spacingHorizontalM,
      padding: `${tokens.spacingVerticalXXS} 0`,
      overflowWrap: 'anywhere',
    },
  },
  end: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', [`@media ${narrow}`]: { textAlign: 'start' } },
  first: { [`@media ${narrow}`]: { fontWeight: tokens.fontWeightSemibold } },
  label: { flex: '0 0 112px', color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
});

/**
 * A table of up to hundreds of thousands of rows, of which only those in sight are in the document. Arrow keys, Page
 * Up and Down, Home and End move; Enter opens. Where there is room for one column only, each row is a card.
 */
export function VirtualTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  totalCount,
  sort,
  onSort,
  onOpen,
  onEnd,
  empty,
}: VirtualTableProps<Row>) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useMediaQuery(narrow);
  const [active, setActive] = useState<number | null>(null);
  const [hasFocus, setFocus] = useState(false);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? cardHeightPx : rowHeightPx),
    getItemKey: (index) => keyAt(rows, index, rowKey),
    overscan: 12,
    // The header covers what would be scrolled to its place.
    scrollPaddingStart: isNarrow ? 0 : rowHeightPx,
  });
  const shown = virtualizer.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? -1;

  const readOn = useEffectEvent(() => onEnd?.());
  useEffect(() => {
    if (lastShown >= rows.length - 20) readOn();
  }, [lastShown, rows.length]);

  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;

  const current = active === null ? null : Math.min(active, rows.length - 1);
  const pageRows = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeightPx) - 2);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    const row = current === null ? undefined : rows[current];
    if (event.key === 'Enter' && row !== undefined) return onOpen?.(row);
    const next = moveRow(event.key, current, rows.length, pageRows);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    virtualizer.scrollToIndex(next);
  };
  const gridTemplateColumns = columns.map(({ width }) => width ?? 'minmax(120px, 1fr)').join(' ');
  const activeIsShown = current !== null && shown.some(({ index }) => index === current);

  return (
    // biome-ignore lint/a11y/useSemanticElements: as below
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-description={t('keys')}
      aria-rowcount={(totalCount ?? -1) < 0 ? (onEnd ? -1 : rows.length + 1) : (totalCount ?? 0) + 1}
      aria-colcount={columns.length}
      aria-activedescendant={hasFocus && activeIsShown ? `${id}-${current}` : undefined}
      tabIndex={0}
      className={styles.table}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target !== event.currentTarget) return;
        setFocus(true);
        setActive((index) => index ?? 0);
      }}
      onBlur={() => setFocus(false)}
    >
      <TableHeader
        columns={columns}
        gridTemplateColumns={gridTemplateColumns}
        isHidden={isNarrow}
        sort={sort}
        onSort={onSort}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which a tbody doesn't allow */}
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid listens to the keyboard
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              id={`${id}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={hasFocus && index === current}
              className={mergeClasses(
                styles.row,
                onOpen && styles.opens,
                hasFocus && index === current && styles.active,
              )}
              style={{ transform: `translateY(${start}px)`, ...(isNarrow ? {} : { gridTemplateColumns }) }}
              onClick={(event) => {
                const inner = event.target instanceof Element && event.target.closest('a, button, input, label');
                if (!inner) onOpen?.(row);
              }}
            >
              {columns.map((column, at) => (
                // biome-ignore lint/a11y/useSemanticElements: as above
                // biome-ignore lint/a11y/useFocusableInteractive: as above
                <div
                  key={column.id}
                  role="gridcell"
                  aria-colindex={at + 1}
                  className={mergeClasses(styles.cell, column.align === 'end' && styles.end, at === 0 && styles.first)}
                >
                  {isNarrow && at > 0 && (
                    <span className={styles.label} aria-hidden>
                      {column.header}
                    </span>
                  )}
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function keyAt<Row>(rows: readonly Row[], index: number, rowKey: (row: Row) => string): string | number {
  const row = rows[index];
  return row === undefined ? index : rowKey(row);
}
