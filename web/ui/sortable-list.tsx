import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { ReOrderDotsVerticalRegular } from '@fluentui/react-icons/svg/re-order-dots-vertical';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { narrow } from './media-query.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  entry: {
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr) auto',
    alignItems: 'start',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    [`@media ${narrow}`]: { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  fixed: { gridTemplateColumns: 'minmax(0, 1fr)' },
  dragged: { opacity: 0.5 },
  target: { outline: `2px solid ${tokens.colorCompoundBrandStroke}`, outlineOffset: '1px' },
  handle: {
    display: 'grid',
    placeItems: 'center',
    minHeight: '32px',
    color: tokens.colorNeutralForeground3,
    fontSize: '20px',
    cursor: 'grab',
    [`@media ${narrow}`]: { display: 'none' },
  },
  content: { alignSelf: 'center', minWidth: 0 },
  below: { gridColumn: '1 / -1', minWidth: 0 },
  buttons: { display: 'flex' },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

/** Things whose order counts: moved by dragging, or by buttons with the keyboard. Where it is now is told. */
export function SortableList<Entry>({
  label,
  entries,
  keyOf,
  nameOf,
  onMove,
  actions,
  head,
  children,
}: {
  readonly label: string;
  readonly entries: readonly Entry[];
  readonly keyOf: (entry: Entry) => string;
  readonly nameOf: (entry: Entry, index: number) => string;
  /** Without: the order can't be changed. */
  readonly onMove?: (from: number, to: number) => void;
  /** Buttons behind those that move. */
  readonly actions?: (entry: Entry, index: number) => ReactNode;
  /** What stands beside the buttons; the rest then has the whole width below. */
  readonly head?: (entry: Entry, index: number) => ReactNode;
  readonly children: (entry: Entry, index: number) => ReactNode;
}) {
  const styles = useStyles();
  const { t } = useTranslation('ui');
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  const canMove = onMove !== undefined && entries.length > 1;

  const move = (from: number, to: number) => {
    const entry = entries[from];
    if (onMove === undefined || entry === undefined || to < 0 || to >= entries.length || to === from) return;
    onMove(from, to);
    setSaid(t('sort.moved', { name: nameOf(entry, from), place: to + 1, of: entries.length }));
  };
  const end = () => {
    setDragged(null);
    setOver(null);
  };

  return (
    <>
      <ol className={styles.list} aria-label={label}>
        {entries.map((entry, index) => (
          <li
            key={keyOf(entry)}
            className={mergeClasses(
              styles.entry,
              !canMove && actions === undefined && styles.fixed,
              dragged === index && styles.dragged,
              over === index && dragged !== null && dragged !== index && styles.target,
            )}
            onDragOver={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              setOver(index);
            }}
            onDrop={(event) => {
              if (dragged === null) return;
              event.preventDefault();
              move(dragged, index);
              end();
            }}
          >
            {(canMove || actions !== undefined) && (
              <span
                className={styles.handle}
                draggable={canMove}
                aria-hidden
                onDragStart={(event) => {
                  event.dataTransfer.effectAllowed = 'move';
                  const item = event.currentTarget.closest('li');
                  if (item) event.dataTransfer.setDragImage(item, 0, 0);
                  setDragged(index);
                }}
                onDragEnd={end}
              >
                {canMove && <ReOrderDotsVerticalRegular />}
              </span>
            )}
            <div className={styles.content}>{head === undefined ? children(entry, index) : head(entry, index)}</div>
            {(canMove || actions !== undefined) && (
              <div className={styles.buttons}>
                {canMove && (
                  <>
                    <Button
                      appearance="subtle"
                      icon={<ArrowUpRegular />}
                      aria-label={t('sort.up', { name: nameOf(entry, index) })}
                      disabledFocusable={index === 0}
                      onClick={() => move(index, index - 1)}
                    />
                    <Button
                      appearance="subtle"
                      icon={<ArrowDownRegular />}
                      aria-label={t('sort.down', { name: nameOf(entry, index) })}
                      disabledFocusable={index === entries.length - 1}
                      onClick={() => move(index, index + 1)}
                    />
                  </>
                )}
                {actions?.(entry, index)}
              </div>
            )}
            {head !== undefined && <div className={styles.below}>{children(entry, index)}</div>}
          </li>
        ))}
      </ol>
      <span className={styles.hidden} role="status">
        {said}
      </span>
    </>
  );
}
