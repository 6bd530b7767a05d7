import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/values.tsx';
import type { Run } from './run.ts';

/** How long a run took, in words; null: it has not ended. */
export function useTook(): (run: Pick<Run, 'startedAt' | 'endedAt'>) => string | null {
  const { t } = useTranslation('runs');
  const { duration } = useFormats();
  return ({ startedAt, endedAt }) => {
    if (endedAt === null) return null;
    const tookMs = Date.parse(endedAt) - Date.parse(startedAt);
    return tookMs < 1_000 ? t('instant') : duration(tookMs);
  };
}
