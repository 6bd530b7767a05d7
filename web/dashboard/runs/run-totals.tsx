import { useTranslation } from 'react-i18next';
import { Stat, Stats } from '../../ui/stat.tsx';
import { Count } from '../../ui/values.tsx';
import type { Run } from './run.ts';

const always = ['created', 'updated', 'deleted', 'foldersSynced'] as const;
const ifAny = ['foldersUnavailable', 'foldersFailed', 'driftRestored', 'driftLeft', 'issues'] as const;

const names = {
  created: 'created',
  updated: 'updated',
  deleted: 'deleted',
  foldersSynced: 'folders',
  foldersUnavailable: 'unavailable',
  foldersFailed: 'failedFolders',
  driftRestored: 'restored',
  driftLeft: 'left',
  issues: 'issues',
} as const;

const tones = { foldersUnavailable: 'warning', foldersFailed: 'bad' } as const;

/** What a run did, in numbers; what did not happen and is no news is left out. */
export function RunTotals({ run: { totals } }: { readonly run: Run }) {
  const { t } = useTranslation('runs');
  const shown = [...always, ...ifAny.filter((name) => totals[name] > 0)];
  return (
    <Stats>
      {shown.map((name) => {
        const tone = name === 'foldersUnavailable' || name === 'foldersFailed' ? { tone: tones[name] } : {};
        return <Stat key={name} label={t(`stat.${names[name]}`)} value={<Count value={totals[name]} />} {...tone} />;
      })}
    </Stats>
  );
}
