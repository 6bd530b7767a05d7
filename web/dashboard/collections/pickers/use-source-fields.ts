import { useQueries } from '@tanstack/react-query';
import { apiQuery } from '../../api/api.ts';
import { useTenant } from '../../api/session.ts';
import { addressPartOf, isFieldName } from '../../fields/field-names.ts';
import type { Source, SourcePreview } from '../definition.ts';

export type FilledField = SourcePreview['fields'][number];

const keptMs = 300_000;

/** What the sources have in which field, those that most entries have first; only for who may change rules. */
export function useSourceFields(sources: readonly Source[]): {
  readonly filled: ReadonlyMap<string, FilledField>;
  /** Names of values that are no contact field. */
  readonly extras: readonly string[];
} {
  const { tenantId, can } = useTenant();
  return useQueries({
    queries: sources.map((source) => ({
      ...apiQuery('previewSource', { params: { tenantId }, body: { source } }),
      enabled: can('change'),
      staleTime: keptMs,
      refetchOnWindowFocus: false,
    })),
    combine: (previews) => {
      const filled = new Map<string, FilledField>();
      for (const { data } of previews) {
        for (const field of data?.fields ?? []) {
          const known = filled.get(field.name);
          filled.set(field.name, { ...field, filled: field.filled + (known?.filled ?? 0) });
        }
      }
      const extras = [...filled.keys()].filter((name) => !isFieldName(name) && addressPartOf(name) === null).sort();
      return { filled, extras };
    },
  });
}
