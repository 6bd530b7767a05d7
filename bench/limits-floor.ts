/** What a first fill asks for, and what the services let through. */
export interface FillFacts {
  /** How long a service thinks about each request, and about each part of a batch beside the others. */
  readonly thinkTimeMs: number;
  /** Pages of the directory, from which the list and the mailboxes come. */
  readonly directoryPages: number;
  /** Resource units that they cost together. */
  readonly directoryUnits: number;
  /** The bucket that they are taken from: full at the beginning, and filled evenly. */
  readonly directoryUnitsPer10S: number;
  /** Requests to one mailbox that must follow one another before its first contact. */
  readonly folderRequests: number;
  readonly contacts: number;
  readonly uploadBytesPerMailbox: number;
  readonly mailboxConcurrency: number;
  readonly mailboxRequestsPer10Min: number;
  readonly mailboxUploadBytesPer5Min: number;
}

/** The shortest time that the limits allow, in seconds, and what it is made of. */
export interface LimitsFloor {
  readonly floor: number;
  readonly directoryFloor: number;
  readonly folderFloor: number;
  readonly mailboxFloor: number;
  /** Of `mailboxFloor`, waiting for the windows of requests and uploads alone. */
  readonly windowFloor: number;
}

/**
 * The shortest time in which limits and think time let a first fill happen, whatever the machine:
 *
 *     floor          = directoryFloor + folderFloor + mailboxFloor
 *     directoryFloor = max(pages × think, (units − bucket) / (bucket / 10 s))
 *     folderFloor    = folder requests × think
 *     mailboxFloor   = max(⌈contacts / concurrency⌉ × think, windowFloor)
 *     windowFloor    = max(⌊(requests − 1) / per window⌋ × 600 s, ⌊(bytes − 1) / per window⌋ × 300 s)
 *
 * A page of the directory names the next one, so its pages follow one another. No contact can be written before the list
 * was read to its end and the folder was looked for and made. Mailboxes do not wait for each other. Tokens and batches
 * cost no think time, and whether a disabled account is a shared mailbox can be asked while pages are read.
 */
export function limitsFloor(facts: FillFacts): LimitsFloor {
  const think = facts.thinkTimeMs / 1000;
  const unitsOver = Math.max(0, facts.directoryUnits - facts.directoryUnitsPer10S);
  const directoryFloor = Math.max(facts.directoryPages * think, (unitsOver / facts.directoryUnitsPer10S) * 10);
  const folderFloor = facts.folderRequests * think;
  const requests = facts.folderRequests + facts.contacts;
  const windowFloor = Math.max(
    windowsBefore(requests, facts.mailboxRequestsPer10Min) * 600,
    windowsBefore(facts.uploadBytesPerMailbox, facts.mailboxUploadBytesPer5Min) * 300,
  );
  const mailboxFloor = Math.max(Math.ceil(facts.contacts / facts.mailboxConcurrency) * think, windowFloor);
  return {
    floor: directoryFloor + folderFloor + mailboxFloor,
    directoryFloor,
    folderFloor,
    mailboxFloor,
    windowFloor,
  };
}

/** Whole windows that pass before the last of so many. */
function windowsBefore(amount: number, perWindow: number): number {
  return Math.max(0, Math.floor((amount - 1) / perWindow));
}
