import { Button, Field, makeStyles, Select, tokens } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMediaQuery } from '../../ui/media-query.ts';
import { ProblemMessage } from '../../ui/problem-message.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { PeopleListbox } from './people-listbox.tsx';
import type { Sync } from './preview.ts';
import { oneColumn } from './room.ts';
import type { usePeople } from './use-people.ts';

const useStyles = makeStyles({
  picker: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    minWidth: 0,
  },
  search: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' },
  count: { margin: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  list: {
    height: 'clamp(420px, 100dvh - 320px, 760px)',
    [`@media ${oneColumn}`]: { height: '268px' },
  },
  person: { justifyContent: 'space-between', width: '100%', minHeight: '44px' },
  nobody: {
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusXLarge,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    color: tokens.colorNeutralForeground2,
    textAlign: 'center',
  },
});

/** Which sync and who of its list is shown; where there is little room, the people open below who is shown. */
export function PeoplePicker({
  syncs,
  sync,
  people: { found, total, query, readOn, search, setSearch },
  chosen,
  onSync,
  onChoose,
}: {
  readonly syncs: readonly Sync[];
  readonly sync: Sync;
  readonly people: ReturnType<typeof usePeople>;
  readonly chosen: { readonly itemId: string; readonly name: string } | null;
  readonly onSync: (syncId: string) => void;
  readonly onChoose: (itemId: string) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('phone-preview');
  const listbox = useRef<{ readonly focus: () => void }>(null);
  const folds = useMediaQuery(oneColumn);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div className={styles.picker}>
      {syncs.length > 1 && (
        <Field label={t('sync')}>
          <Select value={sync.syncId} onChange={(_, { value }) => onSync(value)}>
            {syncs.map(({ syncId, name }) => (
              <option key={syncId} value={syncId}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {folds && (
        <Button
          className={styles.person}
          icon={<ChevronDownRegular />}
          iconPosition="after"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          {chosen === null ? t('choose') : t('chosen', { name: chosen.name })}
        </Button>
      )}
      {(!folds || isOpen) && (
        <div id={id} className={styles.picker}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: a short cut from the search to what it found */}
          <div
            className={styles.search}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return;
              event.preventDefault();
              listbox.current?.focus();
            }}
          >
            <SearchBox value={search} onSearch={setSearch} label={t('search')} />
          </div>
          {query.error && <ProblemMessage problem={query.error} onRetry={() => void query.refetch()} />}
          {found.length === 0 && query.isSuccess ? (
            <p className={styles.nobody}>{t('nobodyFound')}</p>
          ) : (
            <div className={styles.list}>
              <PeopleListbox
                ref={listbox}
                label={t('people')}
                people={found}
                total={total}
                chosenId={chosen?.itemId ?? null}
                onChoose={onChoose}
                onEnd={readOn}
              />
            </div>
          )}
          <p className={styles.count} role="status">
            {query.isSuccess ? t('found', { count: total }) : t('loading')}
          </p>
        </div>
      )}
    </div>
  );
}
