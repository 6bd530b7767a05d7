import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const dist = join(import.meta.dirname, 'dist');
const mostOfFirstPageBytes = 200_000;

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.boolean().optional(),
    isDynamicEntry: z.boolean().optional(),
    imports: z.array(z.string()).optional(),
  }),
);
let manifest: z.infer<typeof manifestSchema>;

beforeAll(() => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../scripts/build-web.mjs')], { stdio: 'inherit' });
  manifest = manifestSchema.parse(JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')));
}, 120_000);

/** Files that a module needs before it runs. */
function filesOf(id: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[id];
  if (!chunk || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const one of chunk.imports ?? []) filesOf(one, found);
  return found;
}

/** As the browser gets them. */
const bytesOf = (files: Iterable<string>) =>
  [...files]
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + statSync(join(dist, `${file}.br`)).size, 0);

test('the first page needs less than 200 KB of JavaScript', () => {
  const entry = Object.keys(manifest).find((id) => manifest[id]?.isEntry) ?? '';
  const first = filesOf('dashboard/home/home-page.tsx', filesOf(entry));
  const pages = Object.keys(manifest).filter(
    (id) => /^dashboard\/.*-page\.tsx$/.test(id) && manifest[id]?.isDynamicEntry,
  );
  expect(pages.length).toBeGreaterThan(10);
  const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`;
  const lines = pages.map((id) => {
    const own = new Set([...filesOf(id)].filter((file) => !filesOf(entry).has(file)));
    return `${id.padEnd(52)} +${kilobytes(bytesOf(own))}`;
  });
  console.log(
    [`entry ${kilobytes(bytesOf(filesOf(entry)))}, with the home page ${kilobytes(bytesOf(first))}`, ...lines].join(
      '\n',
    ),
  );
  expect(bytesOf(first)).toBeGreaterThan(50_000);
  expect(bytesOf(first)).toBeLessThan(mostOfFirstPageBytes);
});

test('no source map is built, and the document holds no script or style of its own', () => {
  const document = readFileSync(join(dist, 'index.html'), 'utf8');
  expect(document).not.toMatch(/<style|<script(?![^>]* src=)|\son\w+=|style=|https?:/);
  expect(Object.values(manifest).filter(({ file }) => file.endsWith('.map'))).toEqual([]);
});
