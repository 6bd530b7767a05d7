import type { Api } from '../../../src/api/contract/contract.ts';
import type { Tone } from '../../ui/status-badge.tsx';

export type Run = Api['listRuns']['answer']['items'][number];
export type RunState = Run['state'];
export type RunAnswer = Api['getRun']['answer'];
export type Progress = NonNullable<RunAnswer['progress']>;
export type Held = NonNullable<RunAnswer['held']>;
export type IssueGroup = Api['getRunIssueGroups']['answer']['groups'][number];

export const runStates = [
  'running',
  'held',
  'failed',
  'done',
  'refused',
  'cancelled',
] as const satisfies readonly RunState[];

/** A run that was asked for and waits for another one has a word of its own. */
export type ShownState = RunState | 'waiting';

export function shownState(run: Run, progress: Progress | null): ShownState {
  return run.state === 'running' && progress?.phase === 'waiting' ? 'waiting' : run.state;
}

const tones = {
  waiting: 'quiet',
  running: 'working',
  done: 'good',
  held: 'warning',
  refused: 'info',
  cancelled: 'info',
  failed: 'bad',
} as const satisfies Record<ShownState, Tone>;

export function toneOf(state: ShownState): Tone {
  return tones[state];
}

export function isRunState(text: unknown): text is RunState {
  return runStates.some((state) => state === text);
}

/** Which of what happened is worth a word, in the order it is told. */
export function didOf({ totals }: Pick<Run, 'totals'>): readonly ('created' | 'updated' | 'deleted')[] {
  return (['created', 'updated', 'deleted'] as const).filter((did) => totals[did] > 0);
}

/** How much of the folders is done, 0 to 1; null: nobody knows yet. */
export function shareDone({ phase, folders, foldersDone }: Progress): number | null {
  if (phase === 'ended') return 1;
  if (phase !== 'replicating' || folders === 0) return null;
  return Math.min(1, foldersDone / folders);
}

/** What is told of progress at most every so often: whole tenths, so that screen readers are not flooded. */
export function announcedStep(progress: Progress): number {
  return Math.floor((shareDone(progress) ?? 0) * 10);
}

/** What helps is grouped by who acts: those who can do something first. */
export const actors = ['tenant admin', 'mailbox owner', 'operator', 'nobody'] as const;
export type Actor = (typeof actors)[number];

export const actorNames = {
  'tenant admin': 'tenantAdmin',
  'mailbox owner': 'mailboxOwner',
  operator: 'operator',
  nobody: 'nobody',
} as const satisfies Record<Actor, string>;

export function groupsByActor(
  groups: readonly IssueGroup[],
): readonly { readonly actor: Actor; readonly groups: readonly IssueGroup[] }[] {
  return actors.flatMap((actor) => {
    const own = groups
      .filter(({ acts }) => (actors.find((one) => one === acts) ?? 'operator') === actor)
      .toSorted((a, b) => b.issues - a.issues);
    return own.length === 0 ? [] : [{ actor, groups: own }];
  });
}
