import { createHash } from 'node:crypto';
import { ConnectorError } from '../../runs/connector-error.ts';
import type { CsvId, CsvSource } from '../../runs/csv-source.ts';
import type { ContactSource, SourcePage, SourceProblem } from '../../runs/ports.ts';
import { canonicalJson } from '../../sync/canonical-json.ts';
import { hashDefinition } from '../../sync/hashing.ts';
import type { ItemId } from '../../sync/items.ts';
import type { SourceRecord } from '../../sync/source-record.ts';
import { createCard } from './card.ts';
import { type CheckedRow, checkRow, valueAt } from './checked-row.ts';
import { type JoinedRows, readJoined } from './joined.ts';
import { type CsvPlaces, openFile, type ScannedFile, scanFile } from './open-file.ts';
import type { CsvProblem } from './problem.ts';
import type { CsvRow } from './rows.ts';

const pageSize = 500;
const maxIdCharacters = 255;

export interface CsvSourceOptions extends CsvPlaces {
  /** What is wrong with rows, as pages come; also in the pages themselves. */
  readonly onProblems?: (problems: readonly CsvProblem[]) => void;
}

/**
 * A list of contacts from a CSV file and the files joined to it. The cursor is a hash of the definition and of every
 * byte of the files: equal files are no changes, others are read whole.
 *
 * Bad rows are reported and the others go on; a file that is not read for certain is refused.
 * @see docs/connectors.md#reading, rows V1-V33
 */
export function createCsvSource(definition: CsvSource, { onProblems, ...places }: CsvSourceOptions): ContactSource {
  return {
    async *read(cursor, signal) {
      const main = await scanFile(definition, places, signal);
      const joins: ScannedFile[] = [];
      for (const join of definition.join ?? []) joins.push(await scanFile(join, places, signal));
      const next = hashDefinition({ definition, files: [main, ...joins].map(({ hash }) => hash) });
      if (cursor === next) {
        yield { records: [], removed: [], cursor: next };
        return;
      }
      if (cursor !== null) throw new ConnectorError({ code: 'cursor-expired', detail: 'the files have changed' });
      for await (const page of readPages(definition, main, joins, next, signal)) {
        if (page.problems.length > 0) onProblems?.(page.problems.map(({ problem }) => problem));
        yield { ...page, problems: page.problems.map(toSourceProblem) };
      }
    },
  };
}

/** A problem and whose it is, as far as the row tells. */
interface FoundProblem {
  readonly itemId: ItemId | null;
  readonly problem: CsvProblem;
}

interface FoundPage extends Omit<SourcePage, 'problems'> {
  readonly problems: readonly FoundProblem[];
}

async function* readPages(
  definition: CsvSource,
  main: ScannedFile,
  joinFiles: readonly ScannedFile[],
  cursor: string,
  signal: AbortSignal,
): AsyncGenerator<FoundPage> {
  const joined: JoinedRows[] = [];
  for (const [index, join] of (definition.join ?? []).entries()) {
    const scanned = joinFiles[index];
    if (scanned !== undefined) joined.push(await readJoined(scanned, join, signal));
  }
  const file = main.form.name;
  const { id } = definition;
  const keys = [...('column' in id ? [id.column] : id.from), ...joined.map(({ equals }) => equals)];
  const open = await openFile(main, definition.columns, keys, signal);
  const joins = joined.map((rows) => ({ rows, index: open.indexOf(rows.equals) }));
  const idOf = createIdReader(id, open.indexOf);
  const known = new Set<ItemId>();
  let records: SourceRecord[] = [];
  let problems: FoundProblem[] = [];

  for await (const row of open.rows) {
    const checked = checkRow(file, open, row);
    const { itemId, column } = idOf(row);
    problems.push(...checked.problems.map((problem) => ({ itemId, problem })));
    // Also those of a row that is left out: its joined rows have somebody in the main file.
    const belonging = joins.flatMap(({ rows, index }) =>
      rows.rowsOf(valueAt(row, index)).map((other) => ({ row: other, file: rows.file })),
    );
    const reason = itemId === null ? 'id-missing' : known.has(itemId) ? 'id-duplicate' : null;
    if (itemId === null || reason !== null) {
      problems.push({ itemId, problem: { file, line: row.line, column, reason: reason ?? 'id-missing' } });
      continue;
    }
    known.add(itemId);
    const card = createCard(definition.overflow ?? 'leave-out');
    let isFull = false;
    const add = (from: string, { line, cells }: CheckedRow) => {
      const full = card.add(cells);
      if (full === null || isFull) return;
      isFull = true;
      problems.push({ itemId, problem: { file: from, line, column: full.header, reason: 'no-room' } });
    };
    add(file, checked);
    for (const other of belonging) {
      problems.push(...other.row.problems.map((problem) => ({ itemId, problem })));
      add(other.file, other.row);
    }
    records.push({
      itemId,
      kind: 'contact',
      enabled: true,
      hiddenFromLists: false,
      licensed: false,
      fields: card.fields(),
      extra: card.extra(),
    });
    if (records.length < pageSize) continue;
    yield { records, removed: [], cursor: null, problems };
    records = [];
    problems = [];
  }
  for (const rows of joined) problems.push(...rows.strays().map((problem) => ({ itemId: null, problem })));
  yield { records, removed: [], cursor, problems };
}

/** Reads the id of a row; null: it has none that can be used. `column`: where it should be. */
function createIdReader(id: CsvId, indexOf: (header: string) => number) {
  if ('column' in id) {
    const index = indexOf(id.column);
    return (row: CsvRow): { readonly itemId: ItemId | null; readonly column: string | null } => {
      const value = valueAt(row, index);
      return { itemId: value === '' || value.length > maxIdCharacters ? null : value, column: id.column };
    };
  }
  const indexes = id.from.map(indexOf);
  const column = id.from.length === 1 ? (id.from[0] ?? null) : null;
  return (row: CsvRow): { readonly itemId: ItemId | null; readonly column: string | null } => {
    const values = indexes.map((index) => valueAt(row, index));
    return { itemId: values.every((value) => value === '') ? null : madeId(values), column };
  };
}

/** 22 characters: ids are shown in logs and stamps, where names have no place. */
function madeId(values: readonly string[]): ItemId {
  const text = canonicalJson(values.map((value) => value.normalize('NFC')));
  return createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url');
}

function toSourceProblem({ itemId, problem }: FoundProblem): SourceProblem {
  const { file, line, column, reason } = problem;
  return { itemId, code: reason, detail: `${file}, line ${line}${column === null ? '' : `, column ${column}`}` };
}
