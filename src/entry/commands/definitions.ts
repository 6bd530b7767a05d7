import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { type DefinitionChange, diffDefinitions } from '../../definitions/diff-definitions.ts';
import { type DefinitionContext, parseDefinitionFile } from '../../definitions/parse-definition-file.ts';
import { writeDefinitionFile } from '../../definitions/write-definition-file.ts';
import { ConfigError } from '../../platform/config/config.ts';
import { runnableDefinitions } from '../definitions.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Parts } from '../program.ts';
import type { Reporter } from '../reporter.ts';
import { type CommonOptions, withCommonOptions } from './settings.ts';
import { isConfirmed, withRingbook } from './with-ringbook.ts';

/** `ringbook export-config | apply-config`: everything that is set up, as a file that can be kept under version control. */
export function addDefinitionCommands(program: Command): void {
  withCommonOptions(program.command('export-config [file]').description('write what is set up as YAML'))
    .addHelpText('after', '\nExamples:\n  ringbook export-config\n  ringbook export-config ringbook.yaml')
    .action((file: string | undefined, options: CommonOptions) =>
      withRingbook(options, async ({ parts }, { t, say, result }) => {
        const { definitions, revision } = await runnableDefinitions(parts);
        const text = writeDefinitionFile(definitions, await contextOf(parts));
        if (file === undefined) {
          if (options.json !== true) process.stdout.write(text);
        } else {
          await writeFile(file, text);
          say(t('config.written', { file }));
        }
        result({ revision, definitions });
      }),
    );

  withCommonOptions(
    program.command('apply-config <file>').description('set up what a YAML file says; shows the difference first'),
  )
    .option('-y, --yes', 'do not ask')
    .addHelpText(
      'after',
      '\nExamples:\n  ringbook apply-config ringbook.yaml\n  ringbook apply-config ringbook.yaml --yes\n\nThe file: docs/definitions.md',
    )
    .action((file: string, options: CommonOptions & { readonly yes?: boolean }) =>
      withRingbook(options, async ({ parts }, reporter) => {
        const { t, say, result } = reporter;
        const current = await runnableDefinitions(parts);
        const wanted = parseDefinitionFile(await readText(file), await contextOf(parts));
        const changes = diffDefinitions(current.definitions, wanted);
        for (const line of changes.flatMap((change) => describeChange(change, reporter))) say(line);
        if (changes.length === 0) {
          say(t('config.same'));
          result({ revision: current.revision, changes });
          return;
        }
        if (!(await isConfirmed(options.yes ?? false, reporter))) {
          result({ revision: current.revision, changes });
          process.exitCode = exitCodes.held;
          return;
        }
        const { stores, tenant } = parts;
        const revision = await stores.definitions.saveDefinitions(tenant.tenantId, wanted, current.revision);
        say(t('config.applied', { revision }));
        result({ revision, changes });
      }),
    );
}

async function contextOf({ stores, tenant }: Parts): Promise<DefinitionContext> {
  const connections = await stores.tenants.connections(tenant.tenantId);
  return { defaultCountry: tenant.defaultCountry, connections };
}

function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new ConfigError(`The definition file ${file} cannot be read: check the path and the file's permissions.`);
  });
}

const signs = { added: '+', removed: '-', changed: '~' } as const;

function describeChange(change: DefinitionChange, { t }: Pick<Reporter, 't'>): readonly string[] {
  const values = change.kind === 'changed' ? change.values : [];
  return [
    `${signs[change.kind]} ${t(`config.part.${change.part}`)} ${change.id}`,
    ...values.map(({ path, before, after }) => `    ${path}: ${before ?? '–'} → ${after ?? '–'}`),
    ...change.effects.map((effect) => `    ${t(`config.effect.${effect}`)}`),
  ];
}
