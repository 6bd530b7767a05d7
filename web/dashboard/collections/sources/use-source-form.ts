import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { call, invalidate, useApi } from '../../api/api.ts';
import type { FieldProblem, Problem } from '../../api/problem.ts';
import { useTenant } from '../../api/session.ts';
import type { Source } from '../definition.ts';
import { mailboxesOf } from '../draft/mailboxes-of.ts';
import { useDebounced } from '../use-debounced.ts';
import { type SourceValues, sourceOf, valueAt } from './source-values.ts';

const previewPauseMs = 600;

/** A form of a source with what it would give, what saving it does, and saving. */
export function useSourceForm(initial: SourceValues, before: Source | null, onSaved: (sourceId: string) => void) {
  const { t } = useTranslation('collections');
  const { tenantId } = useTenant();
  const params = { tenantId };
  const queryClient = useQueryClient();
  const form = useForm<SourceValues>({ defaultValues: initial, mode: 'onTouched' });
  const source = sourceOf(form.watch(), before);
  const settled = useDebounced(source, previewPauseMs);

  const preview = useApi('previewSource', { params, body: { source: settled } }, { enabled: settled !== null });
  const definitions = useApi('getDefinitions', { params });
  const all = definitions.data?.data.definitions;
  const check = useApi(
    'checkDefinitions',
    {
      params,
      body: {
        definitions: {
          ...all,
          sources: all?.sources.map((one) => (one.sourceId === before?.sourceId ? (settled ?? one) : one)),
        },
      },
    },
    { enabled: all !== undefined && before !== null && settled !== null },
  );
  const syncs = useApi('listSyncs', { params }, { enabled: before !== null });
  const collections = (all?.collections ?? []).filter(({ sourceIds }) => sourceIds.includes(before?.sourceId ?? ''));
  const users = (all?.syncs ?? []).filter((sync) => collections.some((one) => one.collectionId === sync.collectionId));
  const mailboxes = mailboxesOf(
    syncs.data?.items ?? [],
    users.map(({ syncId }) => syncId),
  );

  const save = useMutation<unknown, Problem, Source>({
    mutationFn: (body) =>
      call('putSource', {
        params: { tenantId, sourceId: body.sourceId },
        body,
        ifMatch: definitions.data?.etag ?? '',
      }),
    onSuccess: async (_, { sourceId }) => {
      await invalidate(queryClient);
      onSaved(sourceId);
    },
    onError: ({ fields, code }) => {
      for (const { path, message } of fields) {
        const name = valueAt(path);
        if (name !== null) form.setError(name, { type: 'server', message });
      }
      if (code === 'changed-meanwhile') void invalidate(queryClient, ['getDefinitions']);
    },
  });

  const taken = (all?.sources ?? []).map(({ sourceId }) => sourceId);
  const submit = form.handleSubmit(({ sourceId }) => {
    if (before === null && taken.includes(sourceId)) {
      form.setError('sourceId', { type: 'taken', message: t('sourceForm.taken') });
    } else if (source !== null) save.mutate(source);
  });
  return { form, source, preview, check, mailboxes, save, submit, faultsOf: byValue(preview.error?.fields ?? []) };
}

/** What is wrong with each value, as far as the preview tells. */
function byValue(fields: readonly FieldProblem[]): (name: keyof SourceValues) => string | null {
  return (name) => fields.find(({ path }) => valueAt(path) === name)?.message ?? null;
}
