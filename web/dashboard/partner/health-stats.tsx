import { useTranslation } from 'react-i18next';
import { Stat, Stats } from '../../ui/stat.tsx';
import { Count } from '../../ui/values.tsx';
import type { TenantRow } from './tenant-table.tsx';

/** How many tenants are how. */
export function HealthStats({ tenants }: { readonly tenants: readonly TenantRow[] }) {
  const { t } = useTranslation('partner');
  const countOf = (health: TenantRow['health']) => tenants.filter((one) => one.health === health).length;
  const [good, attention, bad, fresh] = [countOf('good'), countOf('attention'), countOf('bad'), countOf('new')];
  return (
    <Stats>
      <Stat label={t('health.good')} value={<Count value={good} />} tone="good" />
      <Stat
        label={t('health.attention')}
        value={<Count value={attention} />}
        {...(attention > 0 ? { tone: 'warning' as const } : {})}
      />
      <Stat label={t('health.bad')} value={<Count value={bad} />} {...(bad > 0 ? { tone: 'bad' as const } : {})} />
      <Stat label={t('health.new')} value={<Count value={fresh} />} />
    </Stats>
  );
}
