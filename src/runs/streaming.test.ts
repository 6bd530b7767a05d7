import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { fewestFolders } from './folders-at-once.ts';

const program = fileURLToPath(new URL('streaming.test-fixture.ts', import.meta.url));

/**
 * Few but long items and ids, in so small a heap that a buffer of all of them ends the program. With
 * RINGBOOK_STREAMING=full the numbers are those of the largest tenants (some minutes; the report is printed).
 */
const isFull = process.env.RINGBOOK_STREAMING === 'full';
const minutesMs = 60_000;
const timeoutMs = isFull ? 90 * minutesMs : 5 * minutesMs;

const fullHeapMb = 96;
const fullRssMb = 300;

const reportSchema = z.object({
  report: z.array(
    z.object({
      label: z.string(),
      state: z.string(),
      items: z.number(),
      created: z.number(),
      issues: z.number(),
      folders: z.number(),
      mailboxRequests: z.number(),
      seconds: z.number(),
      peakRssMb: z.number(),
    }),
  ),
  recordsAhead: z.number(),
  mailboxesAhead: z.number(),
  foldersInFlight: z.number(),
});

interface Size {
  readonly count: number;
  /** Characters by which each item, or each mailbox's id, is longer. */
  readonly padding: number;
  readonly heapMb: number;
}

async function runProgram(scenario: string, small: Size, fullCount: number) {
  const { count, padding, heapMb } = isFull ? { count: fullCount, padding: 0, heapMb: fullHeapMb } : small;
  const folder = await mkdtemp(join(tmpdir(), 'ringbook-streaming-'));
  try {
    const options = ['--max-semi-space-size=1', `--max-old-space-size=${heapMb}`];
    const args = [...options, program, folder, scenario, String(count), String(padding)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    const ended = { exitCode: child.exitCode, errors: errors.slice(0, 2000) };
    expect(ended).toEqual({ exitCode: 0, errors: '' });
    const parsed = reportSchema.parse(JSON.parse(output));
    if (isFull) {
      console.log(output);
      for (const { peakRssMb } of parsed.report) expect(peakRssMb).toBeLessThan(fullRssMb);
    }
    return { ...parsed, count };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const pageSize = 500;

test.concurrent(
  'a list passes through however long it is, and its reader waits for what it read to be stored',
  async () => {
    const { count, report, recordsAhead } = await runProgram(
      'single',
      { count: 2500, padding: 6000, heapMb: 34 },
      200_000,
    );
    expect(report).toMatchObject([
      { label: 'fill', state: 'done', items: count, created: count, issues: 0 },
      // The program lets the first tenth go, and everybody else has another name.
      { label: 'changed', state: 'done', items: count - count / 10 + 1, created: 0, issues: 0 },
    ]);
    expect(recordsAhead).toBe(pageSize);
  },
  timeoutMs,
);

test.concurrent(
  'several lists are merged however long they are',
  async () => {
    const { count, report, recordsAhead } = await runProgram(
      'merged',
      { count: 2000, padding: 6000, heapMb: 46 },
      134_000,
    );
    // Half of the people are in both.
    expect(report).toMatchObject([{ state: 'done', items: count * 1.5, created: count * 1.5, issues: 0 }]);
    expect(recordsAhead).toBe(pageSize);
  },
  timeoutMs,
);

test.concurrent(
  'mailboxes join, rest and leave however many they are; at rest none is asked anything',
  async () => {
    const { count, report, mailboxesAhead, foldersInFlight } = await runProgram(
      'mailboxes',
      { count: 5000, padding: 2000, heapMb: 34 },
      100_000,
    );
    expect(report).toMatchObject([
      { label: 'fill', state: 'done', folders: count, created: count, mailboxRequests: count * 2 },
      { label: 'idle', state: 'done', folders: 0, mailboxRequests: 0 },
      { label: 'leave', state: 'done', folders: 0, mailboxRequests: 0 },
    ]);
    expect(mailboxesAhead).toBe(pageSize);
    expect(foldersInFlight).toBeLessThanOrEqual(fewestFolders);
  },
  timeoutMs,
);
