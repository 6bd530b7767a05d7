import { ConnectorError } from '../../src/runs/connector-error.ts';
import { runSync } from '../../src/runs/run-sync.ts';
import type { Run } from '../../src/runs/stores.ts';
import { uninstall } from '../../src/runs/uninstall.ts';
import type { Company } from './company.ts';

/** How something ended: `clean` as it was meant, `left` with something for later, `ended` before its end. */
export interface End {
  readonly kind: 'clean' | 'left' | 'ended';
  /** Codes that say why, sorted. */
  readonly codes: readonly string[];
}

export const { signal } = new AbortController();
const goOn = { drain: signal, cancel: signal };

export const run = async (company: Company): Promise<End> =>
  endOf(company, await runSync(company.context, { approve: null }, () => {}, goOn));

/** A run in fair weather. */
export async function fill(company: Company): Promise<void> {
  const { kind, codes } = await run(company);
  if (kind !== 'clean') throw new Error(`a run in fair weather ended with ${codes}`);
}

/** A run when every replica and every photo is due for a look. */
export function runADayLater(company: Company): Promise<End> {
  company.outside.time.advance(25 * 3_600_000);
  return run(company);
}

export const takeOut = async (company: Company): Promise<End> =>
  endOf(company, await uninstall(company.context, null, () => {}, goOn));

async function endOf({ context }: Company, { runId, state, reason, totals }: Run): Promise<End> {
  const issues = await context.stores.runs.issues(context.tenantId, runId, 1000);
  const named = [...issues.map(({ code }) => code), ...(reason === null ? [] : [reason])];
  const codes = [...new Set(named)].sort();
  if (state !== 'done') return { kind: 'ended', codes };
  const left = codes.length + totals.foldersFailed + totals.foldersUnavailable;
  return { kind: left === 0 ? 'clean' : 'left', codes };
}

/** A call that is no run. @param leaves Codes of what it left for later. */
export async function call<T>(work: Promise<T>, leaves: (result: T) => readonly string[] = () => []): Promise<End> {
  try {
    const codes = leaves(await work);
    return { kind: codes.length === 0 ? 'clean' : 'left', codes };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { kind: 'ended', codes: [error.code] };
  }
}
