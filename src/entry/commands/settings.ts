import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { type Config, loadConfig } from '../../platform/config/config.ts';
import { languageOfEnvironment, translator } from '../../platform/i18n/translator.ts';
import { demoConfigFile } from '../demo/demo-config.ts';
import { createReporter, type Reporter } from '../reporter.ts';

/** Options that every command takes. */
export interface CommonOptions {
  readonly config?: string;
  readonly lang?: 'en' | 'de';
  readonly json?: boolean;
}

/** A command with the options that all have. */
export function withCommonOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'configuration file (default: ringbook.json, else that of the demo)')
    .addOption(new Option('--lang <language>', 'default: the language of the terminal').choices(['en', 'de']))
    .option('--json', 'the result as one line of JSON, everything else on standard error');
}

export function reporterOf({ lang, json }: CommonOptions): Reporter {
  return createReporter(translator(lang ?? languageOfEnvironment(process.env)), json ?? false);
}

export const defaultDataDir = '.ringbook';
const defaultConfigFile = 'ringbook.json';

/** The configuration file that an operator named or put here; null: none. */
export function ownConfigFile({ config }: CommonOptions): string | null {
  return config ?? (existsSync(defaultConfigFile) ? defaultConfigFile : null);
}

/** The configuration a command works with: the operator's, else the demo's if there was one, else the environment's. */
export function configOf(options: CommonOptions): Config {
  const own = ownConfigFile(options);
  const demo = demoConfigFile(process.env.RINGBOOK_DATA_DIR ?? defaultDataDir);
  const useDemo = own === null && process.env.RINGBOOK_ENTRA_CLIENT_ID === undefined && existsSync(demo);
  return useDemo ? loadConfig(demo, {}) : loadConfig(own, process.env);
}
