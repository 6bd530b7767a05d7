import { Combobox, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { useDebounced } from '../use-debounced.ts';
import { groupNames } from './group-names.ts';
import { usePickerSlots } from './picker-slots.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const useStyles = makeStyles({
  option: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** An Entra group, found by name or given by its object id. */
export function GroupPicker({
  label,
  groupId,
  onChange,
  connectionId,
  disabled = false,
  id,
}: {
  readonly label: string;
  readonly groupId: string;
  readonly onChange: (groupId: string) => void;
  readonly connectionId?: string;
  readonly disabled?: boolean;
  readonly id?: string;
}) {
  const styles = useStyles();
  const slots = usePickerSlots();
  const { t } = useTranslation('collections');
  const { tenantId } = useTenant();
  const [typed, setTyped] = useState<string | null>(null);
  const search = useDebounced(typed?.trim() ?? '');
  const found = useApi(
    'findGroups',
    { params: { tenantId }, query: { search, ...(connectionId === undefined ? {} : { connectionId }) } },
    { enabled: search !== '' && !guid.test(search) },
  );
  const groups = search === '' ? [] : (found.data?.items ?? []);
  return (
    <Combobox
      {...(id === undefined ? {} : { id })}
      {...slots}
      aria-label={label}
      freeform
      disabled={disabled}
      placeholder={t('searchGroup')}
      value={typed ?? groupNames.get(groupId) ?? groupId}
      selectedOptions={groupId === '' ? [] : [groupId]}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => {
        if (typed !== null && guid.test(typed.trim())) onChange(typed.trim().toLowerCase());
        setTyped(null);
      }}
      onOptionSelect={(_, { optionValue, optionText }) => {
        // While somebody types, the chosen option is given up: that is no choice.
        if (!optionValue) return;
        groupNames.set(optionValue, optionText ?? optionValue);
        onChange(optionValue);
        setTyped(null);
      }}
    >
      {groups.map((group) => (
        <Option key={group.groupId} value={group.groupId} text={group.displayName}>
          <span className={styles.option}>
            <span>{group.displayName}</span>
            <span className={styles.hint}>
              {[group.mail, group.dynamic ? t('dynamicGroup') : null].filter((text) => text).join(' · ') ||
                group.groupId}
            </span>
          </span>
        </Option>
      ))}
      {groups.length === 0 && (
        <Option disabled value="" text="">
          {search === '' ? t('typeGroupName') : found.isFetching ? t('searching') : t('noGroupFound')}
        </Option>
      )}
    </Combobox>
  );
}
