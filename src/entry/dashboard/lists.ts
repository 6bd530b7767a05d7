import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { CsvFiles, ListPorts } from '../../api/dashboard/lists/ports.ts';
import { lookAtCsv } from '../../connectors/csv/look.ts';
import { createFreshCache, type FreshCache } from '../../runs/fresh-cache.ts';
import { createKeptKeys } from '../../runs/kept-keys.ts';
import { csvKey, keepCsvUpload, removeCsvUpload } from '../csv-uploads.ts';
import type { Program } from '../program.ts';
import { now } from '../sync-context.ts';

/** What was opened stays in memory so long after it was last used. */
const idleMs = 60_000;
/** Of all tenants together: some 100 MB of sources, and as much of collections. */
const mostEntries = 60_000;
/** Mailboxes, members and numbers are small. */
const mostSmall = 300_000;

/** What operations of lists work with. */
export function listPorts(program: Program): ListPorts {
  const kept = <Value>(maxWeight: number, weigh: (value: Value) => number): FreshCache<Value> =>
    createFreshCache({ weigh, maxWeight, idleMs, after });
  const caches: Pick<ListPorts, 'sources' | 'items' | 'mailboxes' | 'groupMembers' | 'numbers'> = {
    sources: kept(mostEntries, ({ entries }) => entries.size),
    items: kept(mostEntries, ({ entries }) => entries.size),
    mailboxes: kept(mostSmall, ({ length }) => length),
    groupMembers: kept(mostSmall, ({ size }) => size),
    numbers: kept(mostSmall, ({ numbers, people }) => numbers.length + people.length),
  };
  return {
    ...caches,
    keysOf: createKeptKeys(),
    csvFiles: csvFiles(program),
    pause: () => setImmediate(),
    deadline: (ms) => AbortSignal.timeout(ms),
    forget(tenantId) {
      for (const cache of Object.values(caches)) cache.forget(tenantId);
    },
  };
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  timer.unref();
  return () => clearTimeout(timer);
}

/** Kind of the document that says what is in an uploaded file. */
const csvFileKind = 'csv-file';

const csvFileSchema = z.object({
  fileName: z.string(),
  bytes: z.int(),
  uploadedAt: z.string(),
  columns: z.array(z.string()),
  rows: z.int(),
});

function csvFiles(program: Program): CsvFiles {
  const { documents } = program.stores;
  return {
    async list(tenantId) {
      return (await documents.documents(tenantId, csvFileKind)).map(({ content }) => csvFileSchema.parse(content));
    },
    async put(tenantId, fileName, bytes, signal) {
      const { problems, ...look } = await lookAtCsv(bytes, fileName, signal);
      const entry = {
        fileName,
        bytes: bytes.length,
        uploadedAt: now(),
        columns: look.columns,
        rows: look.rows,
      };
      const key = csvKey(fileName);
      const known = await documents.document(tenantId, csvFileKind, key);
      await keepCsvUpload(program, tenantId, fileName, bytes);
      await documents.putDocument(tenantId, csvFileKind, key, entry, known?.revision ?? 0);
      const shown = problems.map(({ file, line, column, reason }) => ({
        field: column,
        code: reason,
        detail: `${file}, line ${line}${column === null ? '' : `, column ${column}`}`,
      }));
      return { entry, look: { ...look, problems: shown } };
    },
    async remove(tenantId, fileName) {
      // The file first: an entry without it can be removed again, and a file without an entry would stay for good.
      await removeCsvUpload(program, tenantId, fileName);
      return documents.removeDocument(tenantId, csvFileKind, csvKey(fileName));
    },
  };
}
