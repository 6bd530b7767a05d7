import { Combobox, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import type { ItemSummary } from '../definition.ts';
import { useDebounced } from '../use-debounced.ts';
import { usePickerSlots } from './picker-slots.ts';

const shown = 20;

const useStyles = makeStyles({
  option: { display: 'flex', flexDirection: 'column' },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Someone of a collection, found by name. */
export function PersonPicker({
  label,
  collectionId,
  person,
  onChange,
}: {
  readonly label: string;
  readonly collectionId: string;
  readonly person: ItemSummary | null;
  readonly onChange: (person: ItemSummary) => void;
}) {
  const styles = useStyles();
  const slots = usePickerSlots('narrow');
  const { t } = useTranslation('collections');
  const { tenantId } = useTenant();
  const [typed, setTyped] = useState<string | null>(null);
  const search = useDebounced(typed ?? '');
  const { data } = useApi('listItems', { params: { tenantId, collectionId }, query: { search, limit: shown } });
  const people = data?.items ?? [];
  return (
    <Combobox
      {...slots}
      aria-label={label}
      freeform
      placeholder={t('searchPerson')}
      value={typed ?? person?.displayName ?? ''}
      selectedOptions={person === null ? [] : [person.itemId]}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => setTyped(null)}
      onOptionSelect={(_, { optionValue }) => {
        const chosen = people.find(({ itemId }) => itemId === optionValue);
        // While somebody types, the chosen option is given up: that is no choice.
        if (chosen === undefined) return;
        onChange(chosen);
        setTyped(null);
      }}
    >
      {people.map((one) => (
        <Option key={one.itemId} value={one.itemId} text={one.displayName}>
          <span className={styles.option}>
            <span>{one.displayName === '' ? t('noName') : one.displayName}</span>
            <span className={styles.hint}>{[one.jobTitle, one.department].filter((text) => text).join(', ')}</span>
          </span>
        </Option>
      ))}
      {people.length === 0 && (
        <Option disabled value="" text="">
          {t('nobodyFound')}
        </Option>
      )}
    </Combobox>
  );
}
