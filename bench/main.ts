import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { audit } from './audit.ts';
import type { Bench } from './bench.ts';
import { crash } from './crash.ts';
import { fanOut } from './fan-out.ts';
import { firstFill } from './first-fill.ts';
import { idle } from './idle.ts';
import { plan } from './plan.ts';
import { throttled } from './throttled.ts';
import { transport } from './transport.ts';

const benches: Readonly<Record<string, Bench>> = {
  idle,
  'fan-out': fanOut,
  'first-fill': firstFill,
  throttled,
  audit,
  plan,
  transport,
  crash,
};
const names = Object.keys(benches);

interface CommandLine {
  readonly json?: boolean;
  readonly mailboxes?: readonly number[];
  readonly cpuProfile?: string;
  readonly heapProfile?: string;
}

const program = new Command('bench')
  .description('Measures the program against a floor in the same run; requests are counted by the simulator.')
  .argument('<name>', names.join(' | '))
  .option('--json', 'the result as one line of JSON, everything else on standard error')
  .option('--mailboxes <counts>', 'sizes of the company instead of those of the bench: 400 or 400,4000', sizes)
  .option('--cpu-profile <dir>', 'profiles of where the measured process spends its time (.cpuprofile)')
  .option('--heap-profile <dir>', 'profiles of what the measured process allocates (.heapprofile)')
  .addHelpText(
    'after',
    `
Examples:
  npm run bench -- fan-out --json
  npm run bench -- first-fill --mailboxes 400 --cpu-profile profiles

Profiles are for Chromium's developer tools; with them on, the figures mean little.`,
  )
  .action(async (name: string, options: CommandLine) => {
    const bench = benches[name];
    if (bench === undefined) return program.error(`no bench "${name}": there is ${names.join(', ')}`, { exitCode: 2 });
    const nodeOptions = [
      ...(await profileOptions('cpu', options.cpuProfile)),
      ...(await profileOptions('heap', options.heapProfile)),
    ];
    const measured = await bench((text) => void process.stderr.write(`${name}: ${text}\n`), {
      mailboxes: options.mailboxes ?? null,
      nodeOptions,
    });
    const result = { bench: name, ...measured };
    if (options.json === true) process.stdout.write(`${JSON.stringify(result, rounded)}\n`);
    else for (const [field, value] of Object.entries(result)) process.stdout.write(`${line(field, value)}\n`);
  });

await program.parseAsync();

function line(field: string, value: unknown): string {
  return `${field.padEnd(20)} ${typeof value === 'string' ? value : JSON.stringify(value, rounded)}`;
}

/** Digits beyond these are noise. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toFixed(4)) : value;
}

async function profileOptions(kind: 'cpu' | 'heap', dir: string | undefined): Promise<readonly string[]> {
  if (dir === undefined) return [];
  await mkdir(dir, { recursive: true });
  return [`--${kind}-prof`, `--${kind}-prof-dir=${resolve(dir)}`];
}

function sizes(text: string): readonly number[] {
  if (!/^[1-9]\d*(,[1-9]\d*)*$/.test(text)) throw new InvalidArgumentError('Numbers of mailboxes, as 400 or 400,4000.');
  return text.split(',').map(Number);
}
