/**
 * Builds the pages into web/dist, once per content of what they are made of.
 *
 *   node scripts/build-web.mjs
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'web/dist');
const hashFile = join(dist, '.content-hash');

function contentHash() {
  const files = globSync(
    ['web/**/*', 'src/api/contract/*', 'vite.config.ts', 'package-lock.json', 'scripts/build-web.mjs'],
    {
      cwd: root,
      withFileTypes: true,
      exclude: (entry) => /^dist(\.|$)/.test(entry.name),
    },
  )
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** What a browser may ask for is there in three forms; the server picks. */
function compress(folder) {
  for (const name of readdirSync(folder)) {
    const content = readFileSync(join(folder, name));
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, brotli));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

const hash = contentHash();
if (!existsSync(hashFile) || readFileSync(hashFile, 'utf8') !== hash) {
  console.error('Building the pages (once) …');
  // Beside what is being served, and in its place in one step.
  const fresh = `${dist}.${process.pid}`;
  const old = `${fresh}.old`;
  mkdirSync(fresh, { recursive: true });
  await build({
    configFile: join(root, 'vite.config.ts'),
    root: join(root, 'web'),
    logLevel: 'warn',
    build: { outDir: fresh },
  });
  compress(join(fresh, 'assets'));
  writeFileSync(join(fresh, '.content-hash'), hash);
  if (existsSync(dist)) renameSync(dist, old);
  try {
    renameSync(fresh, dist);
  } catch (error) {
    // Another build of the same content was first.
    if (!existsSync(hashFile) || readFileSync(hashFile, 'utf8') !== hash) throw error;
    rmSync(fresh, { recursive: true, force: true });
  }
  rmSync(old, { recursive: true, force: true });
}
