import { Command } from 'commander';
import type { Bench } from './bench.ts';
import { fanOut } from './fan-out.ts';
import { firstFill } from './first-fill.ts';
import { idle } from './idle.ts';

const benches: Readonly<Record<string, Bench>> = { idle, 'fan-out': fanOut, 'first-fill': firstFill };
const names = Object.keys(benches);

const program = new Command('bench')
  .description('Measures the program against a floor in the same run; requests are counted by the simulator.')
  .argument('<name>', names.join(' | '))
  .option('--json', 'the result as one line of JSON, everything else on standard error')
  .action(async (name: string, { json = false }: { readonly json?: boolean }) => {
    const bench = benches[name];
    if (bench === undefined) return program.error(`no bench "${name}": there is ${names.join(', ')}`, { exitCode: 2 });
    const measured = await bench((text) => void process.stderr.write(`${name}: ${text}\n`));
    const result = { bench: name, ...measured };
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
    else for (const [field, value] of Object.entries(result)) process.stdout.write(`${field.padEnd(16)} ${value}\n`);
  });

await program.parseAsync();
