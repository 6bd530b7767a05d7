import type { Translate } from '../platform/i18n/translator.ts';
import { LockError } from '../platform/run-lock.ts';
import { VaultError } from '../platform/vault/vault-error.ts';
import { toStoreError } from '../stores/sqlite/store-errors.ts';
import { StoreError } from '../stores/store-error.ts';

/** What keeps the program from using its data folder: key of the text that says it, and what to do about it (`problem.<text>`). */
export interface Problem {
  readonly text: string;
  readonly values: Readonly<Record<'file' | 'given', string>>;
}

/** Null: the error is not about files, or nothing that a person could do something about. */
export function problemOf(error: unknown): Problem | null {
  if (error instanceof LockError) return { text: 'locked', values: { file: error.file, given: String(error.pid) } };
  if (error instanceof VaultError) return { text: error.code, values: { file: error.file ?? '', given: '' } };
  const known = fromFileSystem(error);
  if (!(known instanceof StoreError) || known.file === null || known.code === 'failed') return null;
  const values = { file: known.file, given: known.given ?? '' };
  return { text: known.file === '' ? 'unnamed' : known.code, values };
}

/** The problem in a sentence; null as `problemOf`. */
export function describeProblem(error: unknown, t: Translate): string | null {
  const problem = problemOf(error);
  return problem === null ? null : t(`problem.${problem.text}`, problem.values);
}

/** Whether the next start mends it: what is damaged is set aside then. */
export function isMendedByStart(error: unknown): boolean {
  const text = problemOf(error)?.text;
  return (
    text !== undefined && ['corrupt', 'unreadable-row', 'sealed-altered', 'format-unknown', 'replaced'].includes(text)
  );
}

/** What Node's file system says as a store would say it; of a file that was open already it does not give the name. */
function fromFileSystem(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : null;
  const isUnnamed = path === null && 'syscall' in error && error.syscall === 'write';
  return path === null && !isUnnamed ? error : toStoreError(path ?? '', error);
}
