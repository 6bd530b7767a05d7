/** Brings the browser that the end-to-end tests drive, from Debian's packages. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const chromiumPath = '/usr/bin/chromium';

/** Installs Chromium where it is missing and may be installed; elsewhere the browser tests skip and say so. */
export function installChromium() {
  if (existsSync(chromiumPath)) return;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) {
    console.error(`No Chromium at ${chromiumPath} and no right to install it: the browser tests will skip.`);
    return;
  }
  console.error('Installing Chromium for the browser tests (once) …');
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', '-y', ...args], {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update');
  const { status } = apt('install', '--no-install-recommends', 'chromium');
  if (status !== 0) console.error('Chromium could not be installed: the browser tests will skip.');
}
