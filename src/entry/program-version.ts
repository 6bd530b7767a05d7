import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const packageSchema = z.object({ version: z.string() });

/** The version of this program. */
export async function programVersion(): Promise<string> {
  const file = new URL('../../package.json', import.meta.url);
  return packageSchema.parse(JSON.parse(await readFile(file, 'utf8'))).version;
}
