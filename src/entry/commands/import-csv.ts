import { open } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { type CsvGuess, guessCsv } from '../../connectors/csv/guess.ts';
import { createCsvSource } from '../../connectors/csv/source.ts';
import { ConfigError } from '../../platform/config/config.ts';
import { type CsvSource, csvSourceSchema } from '../../runs/csv-source.ts';
import { definitionsSchema } from '../../runs/definition-schema.ts';
import type { SourceProblem } from '../../runs/ports.ts';
import { pick } from '../../runs/resolve-sync.ts';
import { changeDefinitions } from '../definitions.ts';
import type { Parts } from '../program.ts';
import type { Reporter } from '../reporter.ts';
import { stopOnSignals } from '../stop-on-signals.ts';
import { type CommonOptions, withCommonOptions } from './settings.ts';
import { withRingbook } from './with-ringbook.ts';

interface ImportOptions extends CommonOptions {
  readonly id?: string;
  readonly map?: Readonly<Record<string, string | readonly string[]>>;
  readonly join?: string;
  readonly on?: readonly [string, string];
  readonly source?: string;
  readonly collection?: string;
}

/** What is read of a file for a guess. */
const guessedBytes = 1 << 20;
const problemsShown = 100;

/** `ringbook import-csv`: looks at a CSV file, shows how it would be read, and makes a source of it. */
export function addImportCsvCommand(program: Command): void {
  withCommonOptions(
    program.command('import-csv <file>').description('see how a CSV file would be read, and make a source of it'),
  )
    .option('--id <column>', 'the column with a stable id')
    .option('--map <column=field...>', 'what columns are for; several fields: the first that has room', mapping)
    .option('--join <file>', 'another file, with several rows for each person')
    .option('--on <column=column>', 'column of the joined file = column of the file', pair)
    .option('--source <name>', 'save it as a source of this name')
    .option('--collection <name>', 'and put it at the end of the sources of this collection')
    .addHelpText(
      'after',
      `
Examples:
  ringbook import-csv suppliers.csv
  ringbook import-csv suppliers.csv --id Number --map "Tel.=businessPhones,homePhones" "Remark=ignore"
  ringbook import-csv suppliers.csv --id Number --source suppliers --collection colleagues
  ringbook import-csv members.csv --id bioguide --join offices.csv --on bioguide=bioguide

Rules of reading, and all fields: docs/connectors.md`,
    )
    .action((file: string, options: ImportOptions) =>
      withRingbook(options, async ({ parts }, reporter) => {
        const { t, say, result } = reporter;
        const definition = await propose(parts, file, options, reporter);
        const problems: SourceProblem[] = [];
        const stop = stopOnSignals(() => {});
        let people = 0;
        const source = createCsvSource(definition, { baseDir: parts.config.baseDir });
        for await (const page of source.read(null, AbortSignal.any([stop.drain, stop.cancel]))) {
          people += page.records.length;
          problems.push(...(page.problems ?? []));
        }
        say(t('importCsv.read', { people, problems: problems.length }));
        for (const { code, detail } of problems.slice(0, problemsShown)) say(`  ${code}  ${detail}`);
        const { source: sourceId } = options;
        if (sourceId !== undefined) {
          await save(parts, sourceId, definition, options.collection ?? null);
          say(t('importCsv.saved', { source: sourceId }));
        }
        result({ definition, people, problems, saved: sourceId ?? null });
      }),
    );
}

async function propose(
  { config }: Parts,
  file: string,
  { id, map = {}, join, on }: ImportOptions,
  reporter: Reporter,
): Promise<CsvSource> {
  const at = (path: string) => relative(config.baseDir, resolve(path));
  const guess = await guessFile(file);
  show(file, guess, map, reporter);
  const joined = join === undefined ? null : await guessFile(join);
  if (join !== undefined && joined !== null) show(join, joined, map, reporter);
  if (join !== undefined && on === undefined) throw new ConfigError('import-csv: --join needs --on <column=column>.');
  const parsed = csvSourceSchema.safeParse({
    file: at(file),
    ...readingOf(guess),
    id: id === undefined ? guess.id?.id : { column: id },
    columns: columnsOf(guess, map),
    ...(join === undefined || joined === null || on === undefined
      ? {}
      : {
          join: [
            {
              file: at(join),
              ...readingOf(joined),
              on: { column: on[0], equals: on[1] },
              columns: columnsOf(joined, map),
            },
          ],
        }),
  });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(`import-csv: the file cannot be read like this:\n${lines.join('\n')}`);
}

const readingOf = ({ encoding, delimiter }: CsvGuess) => ({ encoding, delimiter });

function columnsOf({ columns }: CsvGuess, map: NonNullable<ImportOptions['map']>) {
  return Object.fromEntries(columns.map(({ header, target }) => [header, map[header] ?? target]));
}

async function guessFile(path: string): Promise<CsvGuess> {
  const file = await open(path).catch(() => {
    throw new ConfigError(`import-csv: ${path} cannot be read: check the path and the file's permissions.`);
  });
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, guessedBytes)));
    return await guessCsv(buffer.subarray(0, bytesRead), bytesRead === size);
  } finally {
    await file.close();
  }
}

function show(
  file: string,
  { encoding, delimiter, columns, id }: CsvGuess,
  map: NonNullable<ImportOptions['map']>,
  { t, say }: Reporter,
) {
  say(t('importCsv.form', { file, encoding, delimiter: delimiter === '\t' ? 'Tab' : delimiter }));
  for (const { header, target, samples } of columns) {
    const field = [map[header] ?? target].flat().join(', ');
    say(`  ${header}  →  ${field}${samples.length === 0 ? '' : `    (${samples.join(' | ')})`}`);
  }
  if (id === null) return;
  const columnsOfId = 'column' in id.id ? id.id.column : id.id.from.join(' + ');
  say(`  ${t(`importCsv.id.${id.why}`, { columns: columnsOfId })}`);
}

async function save(parts: Parts, sourceId: string, definition: CsvSource, collectionId: string | null): Promise<void> {
  await changeDefinitions(parts, (definitions) => {
    if (collectionId !== null) pick('collection', definitions.collections, (one) => one.collectionId, collectionId);
    const parsed = definitionsSchema.safeParse({
      ...definitions,
      sources: [
        ...definitions.sources.filter((source) => source.sourceId !== sourceId),
        { ...definition, kind: 'csv', sourceId },
      ],
      collections: definitions.collections.map((collection) =>
        collection.collectionId === collectionId && !collection.sourceIds.includes(sourceId)
          ? { ...collection, sourceIds: [...collection.sourceIds, sourceId] }
          : collection,
      ),
    });
    if (parsed.success) return parsed.data;
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`import-csv: the source cannot be saved:\n${lines.join('\n')}`);
  });
}

function mapping(text: string, before: Record<string, string | string[]> = {}): Record<string, string | string[]> {
  const [column, fields] = pair(text);
  const list = fields.split(',').map((field) => field.trim());
  return { ...before, [column]: list.length === 1 ? fields : list };
}

function pair(text: string): [string, string] {
  const at = text.lastIndexOf('=');
  if (at <= 0 || at === text.length - 1) throw new InvalidArgumentError('it has the form column=field.');
  return [text.slice(0, at), text.slice(at + 1)];
}
