import { Button, Checkbox, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchBox } from '../../../ui/search-box.tsx';
import { useSession } from '../../api/session.ts';

/** As many as one call takes. */
const most = 100;

const useStyles = makeStyles({
  head: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center' },
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(240px, 100%), 1fr))',
    margin: 0,
    padding: 0,
    maxHeight: '320px',
    overflowY: 'auto',
    border: 'none',
    minWidth: 0,
  },
});

/** Tenants in which the person may change something. */
export function TenantChoice({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[];
  readonly onChange: (tenantIds: readonly string[]) => void;
}) {
  const styles = useStyles();
  const { t } = useTranslation('partner');
  const [search, setSearch] = useState('');
  const wanted = search.toLocaleLowerCase();
  const tenants = useSession().memberships.filter(
    ({ name, permissions }) => permissions.includes('change') && name.toLocaleLowerCase().includes(wanted),
  );
  const all = tenants.slice(0, most).map(({ tenantId }) => tenantId);
  return (
    <>
      <div className={styles.head}>
        <SearchBox value={search} onSearch={setSearch} label={t('search')} />
        <Button onClick={() => onChange(chosen.length === 0 ? all : [])}>
          {chosen.length === 0 ? t('templates.chooseAll') : t('templates.chooseNone')}
        </Button>
      </div>
      <fieldset className={styles.list} aria-label={t('templates.choose')}>
        {tenants.map(({ tenantId, name }) => (
          <Checkbox
            key={tenantId}
            label={name}
            checked={chosen.includes(tenantId)}
            disabled={!chosen.includes(tenantId) && chosen.length >= most}
            onChange={(_, { checked }) =>
              onChange(checked ? [...chosen, tenantId] : chosen.filter((id) => id !== tenantId))
            }
          />
        ))}
      </fieldset>
    </>
  );
}
