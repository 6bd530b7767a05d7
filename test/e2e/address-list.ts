import { z } from 'zod';
import { stampPropertyId } from '../../src/connectors/graph/stamp.ts';
import type { ControlClient } from '../fixtures/control-client.ts';

const usersSchema = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      displayName: z.string(),
      jobTitle: z.string().nullish(),
      accountEnabled: z.boolean(),
      userType: z.string(),
      showInAddressList: z.boolean().nullish(),
      mailbox: z.object({ purpose: z.string(), availability: z.string() }).nullable(),
    }),
  ),
});
const mailboxSchema = z.object({
  folders: z.array(
    z.object({
      id: z.string(),
      displayName: z.string(),
      extended: z.record(z.string(), z.unknown()),
      contacts: z.array(
        z.object({
          id: z.string(),
          properties: z.record(z.string(), z.unknown()),
          extended: z.record(z.string(), z.string()),
          personal: z.boolean(),
        }),
      ),
    }),
  ),
});
const reportSchema = z.object({ personalContactsTouched: z.number(), duplicates: z.number() });

export type DirectoryUser = z.infer<typeof usersSchema>['value'][number];
export type Mailbox = z.infer<typeof mailboxSchema>;

/** A contact of ours in a mailbox, by Graph's names. */
export type Card = Readonly<Record<string, unknown>>;

export async function readUsers(control: ControlClient, tenantId: string): Promise<readonly DirectoryUser[]> {
  return usersSchema.parse(await control.get(`/tenants/${tenantId}/users`)).value;
}

/** Does the address list show the entry? Accounts of people, and shared mailboxes, whose accounts may not sign in. */
export function isListed({ accountEnabled, userType, showInAddressList, mailbox }: DirectoryUser): boolean {
  const isShared = mailbox?.purpose === 'shared';
  const isPerson = mailbox === null || mailbox.purpose === 'user';
  return userType === 'Member' && showInAddressList !== false && (isShared || (isPerson && accountEnabled));
}

/** Can the mailbox be filled? Those of people who may sign in. */
export function hasUsableMailbox({ accountEnabled, userType, mailbox }: DirectoryUser): boolean {
  return accountEnabled && userType === 'Member' && mailbox?.purpose === 'user' && mailbox.availability === 'available';
}

/** Everything in a mailbox. */
export async function readMailbox(control: ControlClient, tenantId: string, userId: string): Promise<Mailbox> {
  return mailboxSchema.parse(await control.get(`/tenants/${tenantId}/mailboxes/${userId}`));
}

/** The contacts with our stamp in a mailbox. */
export function stampedContacts({ folders }: Mailbox) {
  return folders
    .flatMap(({ contacts }) => contacts)
    .filter(({ extended }) => Object.keys(extended).some((id) => id.toLowerCase() === stampPropertyId.toLowerCase()));
}

/** What bears our stamp in a mailbox. */
export async function readCards(control: ControlClient, tenantId: string, userId: string): Promise<readonly Card[]> {
  return stampedContacts(await readMailbox(control, tenantId, userId)).map(({ properties }) => properties);
}

/** Duplicates by content and by the person they stand for. */
export async function readReport(control: ControlClient, tenantId: string): Promise<z.infer<typeof reportSchema>> {
  const query = new URLSearchParams({
    identityProperty: stampPropertyId,
    identityPattern: String.raw`^1\|([^|]+\|[^|]+)\|`,
  });
  return reportSchema.parse(await control.get(`/tenants/${tenantId}/report?${query}`));
}

/** Every mailbox next to what it should hold: name and job of each card, sorted. Equal when all is well. */
export async function compareMailboxes(
  control: ControlClient,
  tenantId: string,
): Promise<{ readonly actual: object; readonly wanted: object }> {
  const users = await readUsers(control, tenantId);
  const list = users.filter(isListed).map(nameAndJob).sort();
  const wanted: Record<string, readonly string[]> = {};
  const actual: Record<string, readonly string[]> = {};
  for (const { id } of users.filter(hasUsableMailbox)) {
    wanted[id] = list;
    actual[id] = (await readCards(control, tenantId, id)).map(nameAndJob).sort();
  }
  return { actual, wanted };
}

function nameAndJob({ displayName, jobTitle }: Card): string {
  return `${displayName} | ${jobTitle ?? ''}`;
}
