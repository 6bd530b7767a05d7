import { openedLog } from '../../../runs/log-cache.ts';
import { previewSource as preview } from '../../../runs/preview-source.ts';
import { defaultMapping } from '../../../sync/mapping.ts';
import type { Handler } from '../../endpoint/handler.ts';
import { Problem } from '../../endpoint/problem.ts';
import { faultsOfFiles } from './edit-definitions.ts';

const readingMs = 10_000;

export const previewSource: Handler<'previewSource'> = async ({ work, body, note, signal }, { lists: ports }) => {
  const { source } = body;
  const { tenantId, defaultCountry } = work.tenant;
  const { definitions } = await work.definitions();
  const known = definitions.sources.find(({ sourceId }) => sourceId === source.sourceId);
  const uploads = (await ports.csvFiles.list(tenantId)).map(({ fileName }) => fileName);
  const faults = faultsOfFiles(source, known, uploads);
  if (faults.length > 0) {
    const fields = faults.map(({ path, message }) => ({ path: ['body.source', ...path].join('.'), message }));
    throw new Problem('invalid-input', { fields });
  }
  // Any mailbox can be named, and its owner's contacts read; address lists and groups are no secret to an administrator.
  note(source.kind === 'mailbox-folder' ? { subject: source.sourceId } : { looked: true });
  const found = await work.withConnectors((connectors) =>
    preview(
      {
        tenantId,
        openSource: (one) => work.openSource(connectors, one),
        sources: openedLog(ports.sources, work.stores.sources, ports.pause, signal),
      },
      source,
      defaultMapping(defaultCountry),
      ports.deadline(readingMs),
      signal,
    ),
  );
  return {
    ...found,
    byRule: { ...found.byRule },
    sample: [...found.sample],
    fields: [...found.fields],
    problems: found.problems.map(({ code, detail }) => ({ field: null, code, detail })),
  };
};
