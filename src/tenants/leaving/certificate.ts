import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../sync/canonical-json.ts';
import { type StoredKind, storedKinds } from '../tenant-data.ts';

/** What was deleted of a tenant that left. No personal content: a name of a company, counts and times. */
export interface Certificate {
  readonly tenantName: string;
  /** ISO UTC. */
  readonly requestedAt: string;
  readonly deletedAt: string;
  /** Mailboxes that everything of ours was taken out of, and those where it was not: unavailable, or not wanted. */
  readonly mailboxesCleaned: number;
  readonly mailboxesLeft: number;
  readonly deleted: readonly { readonly what: StoredKind; readonly entries: number }[];
  /** SHA-256 (hex) of the rest, as canonical JSON. */
  readonly hash: string;
}

const count = z.int();
const schema = z.strictObject({
  tenantName: z.string(),
  requestedAt: z.string(),
  deletedAt: z.string(),
  mailboxesCleaned: count,
  mailboxesLeft: count,
  deleted: z.array(z.strictObject({ what: z.enum(storedKinds), entries: count })).readonly(),
  hash: z.string(),
});

export function makeCertificate(facts: Omit<Certificate, 'hash'>): Certificate {
  return { ...facts, hash: createHash('sha256').update(canonicalJson(facts)).digest('hex') };
}

export function parseCertificate(text: string): Certificate {
  return schema.parse(JSON.parse(text));
}
