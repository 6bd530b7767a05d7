import type { CsvJoin } from '../../runs/csv-source.ts';
import { type CheckedRow, checkRow, valueAt } from './checked-row.ts';
import { openFile, type ScannedFile } from './open-file.ts';
import type { CsvProblem } from './problem.ts';

/** The rows of a joined file, by the value that joins it. */
export interface JoinedRows {
  /** Column of the main file. */
  readonly equals: string;
  readonly file: string;
  /** Rows that belong to this value, in the order of the file. */
  rowsOf(value: string): readonly CheckedRow[];
  /** What is wrong with rows that belong to nobody: `rowsOf` was never asked for them. */
  strays(): readonly CsvProblem[];
}

/** Reads a joined file whole. @throws {ConnectorError} As `openFile`. */
export async function readJoined(scanned: ScannedFile, join: CsvJoin, signal: AbortSignal): Promise<JoinedRows> {
  const file = scanned.form.name;
  const open = await openFile(scanned, join.columns, [join.on.column], signal);
  const index = open.indexOf(join.on.column);
  const byValue = new Map<string, CheckedRow[]>();
  for await (const row of open.rows) {
    const value = valueAt(row, index);
    const checked = checkRow(file, open, row);
    const rows = byValue.get(value);
    if (rows === undefined) byValue.set(value, [checked]);
    else rows.push(checked);
  }
  const asked = new Set<string>();
  return {
    equals: join.on.equals,
    file,
    rowsOf(value) {
      if (value === '') return [];
      asked.add(value);
      return byValue.get(value) ?? [];
    },
    strays: () =>
      [...byValue]
        .filter(([value]) => !asked.has(value))
        .flatMap(([, rows]) => rows)
        .sort((a, b) => a.line - b.line)
        .map(({ line }) => ({ file, line, column: join.on.column, reason: 'join-without-person' })),
  };
}
