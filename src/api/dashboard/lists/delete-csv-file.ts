import { filesOf, uploadOf } from '../../../runs/csv-source.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';

export const deleteCsvFile: Handler<'deleteCsvFile'> = async ({ work, params, note }, { lists: ports }) => {
  // Names that differ only by case are one file.
  const name = params.fileName.toLowerCase();
  const { sources } = (await work.definitions()).definitions;
  const readers = sources.filter(
    (source) => source.kind === 'csv' && filesOf(source).some((file) => uploadOf(file)?.toLowerCase() === name),
  );
  if (readers.length > 0) {
    throw new Problem('still-used', { detail: `by sources: ${readers.map(({ sourceId }) => sourceId).join(', ')}` });
  }
  if (!(await ports.csvFiles.remove(work.tenant.tenantId, params.fileName))) throw new Problem('not-found');
  note({ subject: params.fileName });
  return null;
};
