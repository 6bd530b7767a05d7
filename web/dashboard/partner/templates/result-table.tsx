import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Api } from '../../../../src/api/contract/contract.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { StatusBadge } from '../../../ui/status-badge.tsx';
import { isKnownProblem, partOf } from './result-words.ts';

type Result = Api['applyTemplate']['answer']['items'][number];

const tones = {
  'would-change': 'working',
  changed: 'good',
  unchanged: 'quiet',
  refused: 'warning',
  failed: 'bad',
} as const;

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyle: 'none' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What a template does, or did, in each tenant. */
export function ResultTable({ results }: { readonly results: readonly Result[] }) {
  const styles = useStyles();
  const { t } = useTranslation('partner');
  return (
    <DataTable
      label={t('templates.wouldChange')}
      rows={results}
      rowKey={({ tenantId }) => tenantId}
      columns={[
        { id: 'name', header: t('column.name'), cell: ({ name, tenantId }) => name || tenantId },
        {
          id: 'outcome',
          header: t('templates.outcome'),
          cell: ({ outcome }) => <StatusBadge tone={tones[outcome]}>{t(`outcome.${outcome}`)}</StatusBadge>,
        },
        {
          id: 'changes',
          header: t('templates.changes'),
          cell: ({ changes, problem, detail }) =>
            problem !== null ? (
              <span className={styles.quiet}>
                {isKnownProblem(problem) ? t(`problem.${problem}`) : problem}
                {detail !== null && ` ${detail}`}
              </span>
            ) : changes.length === 0 ? (
              '–'
            ) : (
              <ul className={styles.list}>
                {changes.map(({ kind, what }) => {
                  const { part, id } = partOf(what);
                  return (
                    <li key={what}>
                      {part === null ? what : t(`change.${kind}`, { part: t(`partName.${part}`), id })}
                    </li>
                  );
                })}
              </ul>
            ),
        },
      ]}
    />
  );
}
