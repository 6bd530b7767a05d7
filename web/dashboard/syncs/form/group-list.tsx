import { Field, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ChipList } from '../../../ui/chip-list.tsx';
import { GroupPicker } from '../../collections/pickers/group-picker.tsx';
import { useGroupName } from './use-group-name.ts';

const useStyles = makeStyles({ list: { display: 'grid', gap: tokens.spacingVerticalS, maxWidth: '480px' } });

/** Groups that are chosen, and a search that adds one. */
export function GroupList({
  label,
  hint,
  groupIds,
  connectionId,
  onChange,
  disabled,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly groupIds: readonly string[];
  readonly connectionId: string;
  readonly onChange: (groupIds: readonly string[]) => void;
  readonly disabled: boolean;
}) {
  const styles = useStyles();
  const { t } = useTranslation('syncs');
  const nameOf = useGroupName();
  return (
    <div className={styles.list}>
      <Field label={label} {...(hint === undefined ? {} : { hint })}>
        <GroupPicker
          key={groupIds.length}
          label={`${label}: ${t('audience.addGroup')}`}
          groupId=""
          disabled={disabled}
          {...(connectionId === '' ? {} : { connectionId })}
          onChange={(groupId) => {
            if (groupId !== '' && !groupIds.includes(groupId)) onChange([...groupIds, groupId]);
          }}
        />
      </Field>
      {groupIds.length > 0 && (
        <ChipList
          label={label}
          chips={groupIds.map((id) => ({ id, text: nameOf(id) }))}
          {...(disabled ? {} : { onRemove: (id: string) => onChange(groupIds.filter((one) => one !== id)) })}
        />
      )}
    </div>
  );
}
