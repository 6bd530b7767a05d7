import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Notifications that came to our address and were not for us, of whatever tenant. */
export interface IgnoredNotifications {
  readonly count: number;
  /** ISO UTC: of the first and the last. */
  readonly since: string;
  readonly lastAt: string;
}

const schema = z.object({ count: z.int().min(0), since: z.iso.datetime(), lastAt: z.iso.datetime() });
const pathOf = (dataDir: string): string => join(dataDir, 'ignored-notifications.json');

/** Null: there were none. A file that cannot be read tells of none, too: it is a hint and no more. */
export async function ignoredNotifications(dataDir: string): Promise<IgnoredNotifications | null> {
  try {
    return schema.parse(JSON.parse(await readFile(pathOf(dataDir), 'utf8')));
  } catch {
    return null;
  }
}

/** Counts them for `ringbook doctor`, which is another process: in a file, written once a minute at most. */
export function noteIgnored(
  dataDir: string,
  now: () => string,
  onFailure: (error: unknown) => void,
): { add(count: number): void; save(): Promise<void> } {
  let added = 0;
  let lastAt = '';
  let timer: NodeJS.Timeout | null = null;

  async function save(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (added === 0) return;
    const known = await ignoredNotifications(dataDir);
    const noted: IgnoredNotifications = {
      count: (known?.count ?? 0) + added,
      since: known?.since ?? lastAt,
      lastAt,
    };
    added = 0;
    const path = pathOf(dataDir);
    await writeFile(`${path}.new`, `${JSON.stringify(noted)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  return {
    add(count) {
      added += count;
      lastAt = now();
      timer ??= setTimeout(() => void save().catch(onFailure), 60_000).unref();
    },
    save,
  };
}
