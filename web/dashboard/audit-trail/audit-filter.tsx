import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchBox } from '../../ui/search-box.tsx';
import { actionNames } from './actions.ts';
import { type Filter, noFilter } from './filter.ts';
import { useActionText } from './use-action-text.ts';

const useStyles = makeStyles({
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
  },
  field: { minWidth: '160px', flex: '0 1 auto' },
  search: { flex: '1 1 240px', maxWidth: '320px' },
});

export function AuditFilter({
  filter,
  onChange,
}: {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}) {
  const styles = useStyles();
  const { t, i18n } = useTranslation('audit-trail');
  const actionText = useActionText();
  const sorted = useMemo(() => {
    const { compare } = new Intl.Collator(i18n.language);
    return actionNames.toSorted((a, b) => compare(t(`action.${a}`), t(`action.${b}`)));
  }, [t, i18n.language]);
  return (
    <search className={styles.filters}>
      <Field className={styles.search} label={t('filter.search')}>
        <SearchBox
          label={t('filter.searchHint')}
          value={filter.search}
          onSearch={(search) => onChange({ ...filter, search })}
        />
      </Field>
      <Field className={styles.field} label={t('filter.action')}>
        <Select value={filter.action} onChange={(_, { value }) => onChange({ ...filter, action: value })}>
          <option value="">{t('filter.all')}</option>
          {sorted.map((action) => (
            <option key={action} value={action}>
              {actionText(action)}
            </option>
          ))}
        </Select>
      </Field>
      <Field className={styles.field} label={t('filter.from')}>
        <Input type="date" value={filter.from} onChange={(_, { value }) => onChange({ ...filter, from: value })} />
      </Field>
      <Field className={styles.field} label={t('filter.to')}>
        <Input type="date" value={filter.to} onChange={(_, { value }) => onChange({ ...filter, to: value })} />
      </Field>
      {filter !== noFilter && <Button onClick={() => onChange(noFilter)}>{t('filter.clear')}</Button>}
    </search>
  );
}
