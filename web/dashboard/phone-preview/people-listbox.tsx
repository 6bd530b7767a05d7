import { Avatar, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type Ref, useEffect, useEffectEvent, useId, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { moveRow } from '../../ui/move-row.ts';
import type { Person } from './preview.ts';

const rowHeightPx = 52;

const useStyles = makeStyles({
  list: {
    height: '100%',
    overflow: 'auto',
    overscrollBehavior: 'contain',
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  rows: { position: 'relative' },
  person: {
    position: 'absolute',
    top: 0,
    insetInlineStart: 0,
    width: '100%',
    height: `${rowHeightPx}px`,
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalM}`,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
    fontWeight: tokens.fontWeightSemibold,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
  },
  texts: { minWidth: 0 },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  note: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightRegular,
  },
});

/** People of a list, of whom one is shown: arrow keys go on to the next. */
export function PeopleListbox({
  label,
  people,
  total,
  chosenId,
  onChoose,
  onEnd,
  ref,
}: {
  readonly label: string;
  readonly people: readonly Person[];
  /** Also those that aren't read yet. */
  readonly total: number;
  readonly chosenId: string | null;
  readonly onChoose: (itemId: string) => void;
  readonly onEnd: () => void;
  readonly ref: Ref<{ readonly focus: () => void }>;
}) {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({ focus: () => scroller.current?.focus() }));
  const virtualizer = useVirtualizer({
    count: people.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
  });
  const shown = virtualizer.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? -1;
  const chosen = people.findIndex(({ itemId }) => itemId === chosenId);

  const readOn = useEffectEvent(onEnd);
  useEffect(() => {
    if (lastShown >= people.length - 20) readOn();
  }, [lastShown, people.length]);
  useEffect(() => {
    if (chosen !== -1) virtualizer.scrollToIndex(chosen);
  }, [chosen, virtualizer]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = moveRow(event.key, chosen === -1 ? null : chosen, people.length, 8);
    const person = next === null ? undefined : people[next];
    if (person === undefined) return;
    event.preventDefault();
    onChoose(person.itemId);
  };
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={label}
      aria-activedescendant={shown.some(({ index }) => index === chosen) ? `${id}-${chosen}` : undefined}
      tabIndex={0}
      className={styles.list}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const person = people[index];
          if (person === undefined) return null;
          const { itemId, displayName, jobTitle, department } = person;
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names its option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list listens to the keyboard
            <div
              key={itemId}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              aria-posinset={index + 1}
              aria-setsize={total}
              className={mergeClasses(styles.person, index === chosen && styles.chosen)}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => onChoose(itemId)}
            >
              <Avatar name={displayName} size={32} color="colorful" idForColor={itemId} aria-hidden />
              <span className={styles.texts}>
                <div className={styles.text}>{displayName === '' ? t('noName') : displayName}</div>
                <div className={mergeClasses(styles.text, styles.note)}>{jobTitle ?? department ?? ' '}</div>
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
