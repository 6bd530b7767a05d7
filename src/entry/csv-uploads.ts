import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConnectorError } from '../runs/connector-error.ts';
import type { TenantId } from '../tenants/ports.ts';
import type { Program } from './program.ts';

/** What uploads need of the program. */
export interface CsvUploads extends Pick<Program, 'vault'> {
  readonly config: Pick<Program['config'], 'dataDir'>;
}

const chunkBytes = 256 * 1024;

/** Where a tenant's uploaded CSV files are, each sealed. */
export function csvFolder({ config }: Pick<CsvUploads, 'config'>, tenantId: TenantId): string {
  return join(config.dataDir, 'csv', tenantId);
}

/** Names that differ only by case are one file, as they are on some disks. */
export function csvKey(fileName: string): string {
  return fileName.toLowerCase();
}

const fileName = /^\w[\w .-]{0,99}\.csv$/;

/** Never a path: whatever a definition names stays in the folder. @throws {ConnectorError} `not-found` */
function pathOf(program: Pick<CsvUploads, 'config'>, tenantId: TenantId, key: string): string {
  if (!fileName.test(key)) throw new ConnectorError({ code: 'not-found', detail: 'no uploaded file has such a name' });
  return join(csvFolder(program, tenantId), `${key}.sealed`);
}

const contextOf = (key: string): string => `csv/${key}`;

/** Keeps a file, in the place of one with the same name: the old one stays until the new one is on the disk. */
export async function keepCsvUpload(
  program: CsvUploads,
  tenantId: TenantId,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const key = csvKey(name);
  const path = pathOf(program, tenantId, key);
  const sealed = (await program.vault.forTenant(tenantId)).seal(contextOf(key), bytes);
  await mkdir(csvFolder(program, tenantId), { recursive: true, mode: 0o700 });
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(sealed);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

/** Removes a file; one that is not there is none. */
export function removeCsvUpload(program: Pick<CsvUploads, 'config'>, tenantId: TenantId, name: string): Promise<void> {
  return rm(pathOf(program, tenantId, csvKey(name)), { force: true });
}

/** Reads an uploaded file. @throws {ConnectorError} `not-found`; `cancelled`. @throws {VaultError} */
export async function* openCsvUpload(
  program: CsvUploads,
  tenantId: TenantId,
  name: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const key = csvKey(name);
  const sealed = await readFile(pathOf(program, tenantId, key), { signal }).catch((error: unknown) => {
    if (signal.aborted) throw new ConnectorError({ code: 'cancelled', detail: 'reading the file was stopped' });
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new ConnectorError({ code: 'not-found', detail: `${name}: there is no such file; upload it again` });
    }
    throw error;
  });
  const bytes = (await program.vault.forTenant(tenantId)).open(contextOf(key), sealed);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    if (signal.aborted) throw new ConnectorError({ code: 'cancelled', detail: 'reading the file was stopped' });
    yield bytes.subarray(at, at + chunkBytes);
  }
}
