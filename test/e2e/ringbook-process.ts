import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

/** How a program ended. */
export interface Ended {
  /** Null: a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program on its own, as a person or a service manager starts it. */
export interface RingbookProcess {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** The first text it says, on either output, that fits. @throws It ended without saying so. */
  says(pattern: RegExp): Promise<string>;
  kill(signal: NodeJS.Signals): void;
}

const cli = fileURLToPath(new URL('../../src/entry/cli.ts', import.meta.url));
/** Compiled modules are kept from one start to the next: starting is most of what a short command takes. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/ringbook', import.meta.url));

/** Starts `ringbook` with these arguments, in a folder without a configuration, without a terminal. */
export function startRingbook(args: readonly string[]): RingbookProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(RINGBOOK_|NODE_|VITEST|FORCE_COLOR)/.test(name));
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: tmpdir(),
    env: {
      ...Object.fromEntries(inherited),
      NODE_COMPILE_CACHE: compileCache,
      LANG: 'en_US.UTF-8',
      LC_ALL: 'en_US.UTF-8',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return watch(child);
}

/** Runs `ringbook` with these arguments to its end. */
export function ringbook(...args: readonly string[]): Promise<Ended> {
  return startRingbook(args).ended;
}

/** What `--json` promises: the last line of standard output is the result. */
export function resultOf({ stdout, stderr }: Ended): unknown {
  const line = stdout.trimEnd().split('\n').at(-1) ?? '';
  if (line === '') throw new Error(`no result; standard error: ${stderr}`);
  return JSON.parse(line);
}

function watch(child: ChildProcess): RingbookProcess {
  const texts = { stdout: '', stderr: '' };
  let hear = () => {};
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
      hear();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...texts }));
  });
  return {
    pid: child.pid ?? 0,
    ended,
    says(pattern) {
      const heard = new Promise<string>((resolve) => {
        hear = () => {
          const [text] = pattern.exec(texts.stdout) ?? pattern.exec(texts.stderr) ?? [];
          if (text !== undefined) resolve(text);
        };
        hear();
      });
      const silent = ended.then(({ code, stdout, stderr }) => {
        throw new Error(`ended with ${code} without saying ${pattern}:\n${stdout}\n${stderr}`);
      });
      return Promise.race([heard, silent]);
    },
    kill: (signal) => void child.kill(signal),
  };
}
