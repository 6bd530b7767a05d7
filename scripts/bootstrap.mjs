/**
 * The door to everything npm scripts run: it works on a fresh clone with any Node from 20 on, installs what is
 * missing, and goes on under the pinned Node 24.
 *
 *   node scripts/bootstrap.mjs start|test|build-web|bench|screenshots|simulator [arguments…]
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installChromium } from './install-chromium.mjs';
import { become, findNode, root, runProgram, runTool } from './node24.mjs';

const onWindows = process.platform === 'win32';
const installedFile = join(root, 'node_modules', '.ringbook-installed');

/** `npm ci` once per lock file: a start after a pull installs what changed, every other start is quick. */
function installPackages() {
  const lockHash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(installedFile) && readFileSync(installedFile, 'utf8') === lockHash) return;
  console.error('Installing packages (once) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: onWindows,
  });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(installedFile, lockHash);
}

/** The pages, built once per content; without them there is nothing to serve. */
function buildPages() {
  const { status } = spawnSync(findNode(), [join(root, 'scripts/build-web.mjs')], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

const tasks = {
  'build-web': () => {},
  start: (args) => runProgram(['start', ...args]),
  bench: (args) => runTool('bench/main.ts', args),
  screenshots: (args) => runTool('test/e2e/dashboard/screenshots.ts', args),
  simulator: (args) => runTool('simulator/main.ts', args),
};

const [task, ...args] = process.argv.slice(2);
if (task !== 'test' && !Object.hasOwn(tasks, task ?? '')) {
  console.error('usage: node scripts/bootstrap.mjs start|test|build-web|bench|screenshots|simulator [arguments…]');
  process.exit(2);
}
installPackages();
if (['start', 'test', 'build-web', 'screenshots'].includes(task)) buildPages();
if (['test', 'screenshots'].includes(task)) installChromium();
if (task === 'test') {
  become('npm', ['run', 'check', '--silent'], { cwd: root, shell: onWindows });
} else {
  tasks[task](args);
}
