import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { FilterStep } from '../definition.ts';

const starts = {
  noPhone: { action: 'exclude', where: { kind: 'has-phone', is: false } },
  unlicensed: { action: 'exclude', where: { kind: 'licensed', is: false } },
  department: { action: 'exclude', where: { kind: 'field', field: 'department', is: 'in', values: [] } },
  group: { action: 'include', where: { kind: 'group', groupId: '' } },
  domain: { action: 'include', where: { kind: 'domain', in: [] } },
} as const satisfies Record<string, FilterStep>;

const startNames = ['noPhone', 'unlicensed', 'department', 'group', 'domain'] as const;

const useStyles = makeStyles({
  list: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** What filters mostly begin with. */
export function FilterStarts({ onStart }: { readonly onStart: (step: FilterStep) => void }) {
  const styles = useStyles();
  const { t } = useTranslation('collections');
  return (
    <div className={styles.list}>
      {startNames.map((name) => (
        <Button key={name} shape="circular" onClick={() => onStart({ ...starts[name] })}>
          {t(`start.${name}`)}
        </Button>
      ))}
    </div>
  );
}
