import { SingleBar } from 'cli-progress';
import type { Translate } from '../platform/i18n/translator.ts';
import type { Progress } from '../runs/progress.ts';

/** How a command speaks to whoever watches it. */
export interface Reporter {
  readonly t: Translate;
  /** A line of text. */
  say(text: string): void;
  /** What a run is doing: a bar on a terminal, a line now and then elsewhere. */
  readonly onProgress: (progress: Progress) => void;
  /** The result, the last thing said: JSON on one line, or nothing where a person reads the lines before. */
  result(value: object): void;
}

const linesPerRun = 10;

/**
 * A reporter on this process's terminal.
 * @param json Texts go to standard error, so that standard output holds the result alone.
 */
export function createReporter(t: Translate, json: boolean): Reporter {
  const stream = json ? process.stderr : process.stdout;
  const say = (text: string) => void stream.write(`${text}\n`);
  const onProgress = stream.isTTY ? showBar(t, say, stream) : showLines(t, say);
  return {
    t,
    say,
    onProgress,
    result: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
  };
}

function describe(t: Translate, progress: Exclude<Progress, { kind: 'reading' | 'replicated' }>): string {
  switch (progress.kind) {
    case 'sync':
      return t('sync.named', { name: progress.name });
    case 'read':
      return t('sync.read', { records: progress.records, changes: progress.changes });
    case 'audience':
      return t('sync.audience', { mailboxes: progress.mailboxes });
    case 'replicating':
      return t(progress.folders === 0 ? 'sync.nothing' : 'sync.writing');
  }
}

function showLines(t: Translate, say: (text: string) => void): (progress: Progress) => void {
  let tenth = 0;
  return (progress) => {
    if (progress.kind === 'reading') return;
    if (progress.kind !== 'replicated') {
      tenth = 0;
      say(`  ${describe(t, progress)}`);
      return;
    }
    const { foldersDone, folders } = progress;
    const reached = Math.floor((foldersDone / folders) * linesPerRun);
    if (reached > tenth) say(`  ${foldersDone}/${folders} ${t('figure.folders')}`);
    tenth = reached;
  };
}

function showBar(t: Translate, say: (text: string) => void, stream: NodeJS.WriteStream): (progress: Progress) => void {
  let bar: SingleBar | null = null;
  return (progress) => {
    if (progress.kind === 'reading') return;
    if (progress.kind !== 'replicated') {
      say(`  ${describe(t, progress)}`);
      if (progress.kind !== 'replicating' || progress.folders === 0) return;
      const format = `  {bar} {value}/{total} ${t('figure.folders')} · {operations} ${t('figure.contacts')} · {eta_formatted}`;
      bar = new SingleBar({ format, stream, hideCursor: true, barCompleteChar: '█', barIncompleteChar: '░' });
      bar.start(progress.folders, 0, { operations: 0 });
      return;
    }
    bar?.update(progress.foldersDone, { operations: progress.operations });
    if (progress.foldersDone < progress.folders) return;
    bar?.stop();
    bar = null;
  };
}
