import { Select } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { CheckList } from '../../../ui/check-list.tsx';
import { ChipInput } from '../../../ui/chip-input.tsx';
import { type Condition, entryKinds } from '../definition.ts';
import { GroupPicker } from '../pickers/group-picker.tsx';
import { ExpertText } from './expert-text.tsx';
import { FieldValues } from './field-values.tsx';
import { useFilterFrame } from './filter-context.ts';

/** What a condition compares with. */
export function ConditionValues({
  condition,
  isWrong,
  faultsId,
  onChange,
}: {
  readonly condition: Condition;
  readonly isWrong: boolean;
  readonly faultsId: string;
  readonly onChange: (condition: Condition) => void;
}) {
  const { t } = useTranslation('collections');
  const { sourceIds, isReadOnly } = useFilterFrame();
  switch (condition.kind) {
    case 'field':
      return <FieldValues condition={condition} onChange={onChange} />;
    case 'entry':
      return (
        <CheckList
          label={t('kind.entry')}
          options={entryKinds.map((kind) => ({ id: kind, text: t(`entry.${kind}`) }))}
          chosen={condition.is}
          disabled={isReadOnly}
          onChange={(ids) => onChange({ kind: 'entry', is: entryKinds.filter((kind) => ids.includes(kind)) })}
        />
      );
    case 'enabled':
    case 'licensed':
    case 'hidden':
    case 'has-phone':
    case 'has-mail': {
      const { kind } = condition;
      return (
        <Select
          aria-label={t(`kind.${kind}`)}
          value={String(condition.is)}
          disabled={isReadOnly}
          onChange={(_, { value }) => onChange({ kind, is: value === 'true' })}
        >
          <option value="true">{t(`says.${kind}`)}</option>
          <option value="false">{t(`saysNot.${kind}`)}</option>
        </Select>
      );
    }
    case 'domain':
      return (
        <ChipInput
          label={t('kind.domain')}
          values={condition.in}
          placeholder="example.com"
          disabled={isReadOnly}
          onChange={(domains) => onChange({ kind: 'domain', in: domains })}
        />
      );
    case 'group':
      return (
        <GroupPicker
          label={t('kind.group')}
          groupId={condition.groupId}
          disabled={isReadOnly}
          onChange={(groupId) => onChange({ kind: 'group', groupId })}
        />
      );
    case 'source':
      return (
        <CheckList
          label={t('kind.source')}
          options={sourceIds.map((id) => ({ id, text: id }))}
          chosen={condition.in}
          disabled={isReadOnly}
          onChange={(ids) => onChange({ kind: 'source', in: ids })}
        />
      );
    case 'expression':
      return (
        <ExpertText
          label={t('kind.expression')}
          hint={t('filter.expressionHint')}
          value={condition.expression}
          placeholder={'department == "Sales" && !jobTitle.lower().contains("intern")'}
          isWrong={isWrong}
          faultsId={faultsId}
          onChange={(expression) => onChange({ kind: 'expression', expression })}
        />
      );
    case 'opath':
      return (
        <ExpertText
          label={t('kind.opath')}
          hint={t('filter.opathHint')}
          value={condition.filter}
          placeholder={"(Department -eq 'Sales') -and (RecipientTypeDetails -eq 'UserMailbox')"}
          isWrong={isWrong}
          faultsId={faultsId}
          onChange={(filter) => onChange({ kind: 'opath', filter })}
        />
      );
    case 'all':
    case 'any':
    case 'not':
      return null;
  }
}
