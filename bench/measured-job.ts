import { z } from 'zod';

const configFile = z.string();
/** Without suffix: see recording.ts. */
const recordingFile = z.string();
const entraTenantId = z.string();

/** What a measured process does. */
export const measuredJobSchema = z.discriminatedUnion('kind', [
  /** One run of all syncs. */
  z.object({ kind: z.literal('sync'), configFile }),
  /** One look at every replica. */
  z.object({ kind: z.literal('audit'), configFile }),
  /** As `sync`, and keeps what is sent; its figures mean nothing. */
  z.object({ kind: z.literal('record'), configFile, recordingFile }),
  /** Sends what was recorded, as many at a time as the program did. */
  z.object({ kind: z.literal('replay'), configFile, recordingFile, entraTenantId }),
  /** Sends what was recorded with everything at once that the limits let through at once. */
  z.object({
    kind: z.literal('replay-within-limits'),
    configFile,
    recordingFile,
    entraTenantId,
    mailboxConcurrency: z.number(),
  }),
]);

export const measuredReportSchema = z.object({
  /** Of the job itself: what comes before, such as opening the data folder, is in `openSeconds`. */
  seconds: z.number(),
  openSeconds: z.number(),
  /** Of all threads of the process while it did the job, user and system. */
  cpuSeconds: z.number(),
  /** The most memory that the process had since it began. */
  rssMb: z.number(),
});

export type MeasuredJob = z.infer<typeof measuredJobSchema>;
export type MeasuredReport = z.infer<typeof measuredReportSchema>;
