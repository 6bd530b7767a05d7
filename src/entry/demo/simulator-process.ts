import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ConfigError } from '../../platform/config/config.ts';

const readySchema = z.object({
  ready: z.literal(true),
  url: z.url(),
  controlUrl: z.url(),
  caFile: z.string(),
  tenants: z.array(z.object({ id: z.string(), domain: z.string(), displayName: z.string() })).min(1),
});

/** The simulator ended instead of getting ready; its own words are in the message. */
export class SimulatorError extends Error {
  constructor(complaint: string) {
    super(`The simulator did not start: ${complaint}`);
    this.name = 'SimulatorError';
  }
}

/** Where a started simulator answers. */
export type SimulatorAddress = z.infer<typeof readySchema>;

export interface SimulatorProcess extends SimulatorAddress {
  stop(): Promise<void>;
}

export interface SimulatorOptions {
  readonly port: number;
  readonly dataDir: string;
  /** People to invent, or a CSV file with exactly the people. */
  readonly people: number | string;
  readonly mailboxes: number;
  /** Whether the documented limits answer 429; default: yes. */
  readonly limits?: 'on' | 'off';
}

/**
 * Starts the simulator as a program of its own; it ends with this one, however this one ends.
 * @throws {ConfigError} What it was given cannot be used.
 * @throws {SimulatorError} It did not start.
 */
export async function startSimulatorProcess(options: SimulatorOptions): Promise<SimulatorProcess> {
  const program = fileURLToPath(new URL('../../../simulator/main.ts', import.meta.url));
  const people =
    typeof options.people === 'number' ? ['--people', `${options.people}`] : ['--people-csv', options.people];
  const args = [
    program,
    ...['--port', `${options.port}`, '--data-dir', options.dataDir, '--mailboxes', `${options.mailboxes}`],
    ...people,
    ...['--limits', options.limits ?? 'on', '--json', '--exit-with-parent'],
  ];
  // Its own process group: Ctrl+C is for us, the simulator ends after us.
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  // Closed: all that it said was heard.
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const failed = exited.then((code) => {
    const complaint = complaints.join('').trim() || 'it said nothing';
    throw code === wrongUsage ? new ConfigError(complaint) : new SimulatorError(complaint);
  });
  const address = await Promise.race([firstLine(child), failed]);
  failed.catch(() => {});
  return {
    ...readySchema.parse(JSON.parse(address)),
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The simulator's exit code for wrong arguments and files. */
const wrongUsage = 2;

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the simulator has no output');
  for await (const line of createInterface({ input: child.stdout })) return line;
  // Its end is reported by whoever waits for it.
  return new Promise(() => {});
}
