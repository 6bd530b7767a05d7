import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type RunningDemo, startDemo } from './demo.ts';
import { type PageIds, readIds } from './pages.ts';
import { pictureOnFailure } from './picture-on-failure.ts';
import { hasBrowser, openBrowser, openVisitor, type Visitor } from './visitor.ts';

const usersSchema = z.object({
  value: z.array(z.object({ id: z.string(), accountEnabled: z.boolean(), userType: z.string(), mailbox: z.unknown() })),
});
const mailboxSchema = z.object({
  folders: z.array(
    z.object({
      displayName: z.string(),
      contacts: z.array(z.object({ properties: z.object({ companyName: z.string().nullish() }) })),
    }),
  ),
});

/** What an administrator does of a day; each test goes on where the one before ended. */
describe.skipIf(!hasBrowser)('an administrator', () => {
  let demo: RunningDemo;
  let browser: Browser;
  let visitor: Visitor;
  let page: Page;
  let ids: PageIds;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
    visitor = await openVisitor(browser, demo);
    page = visitor.page;
    await visitor.signIn('admin');
    ids = await readIds(page);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const path = (rest: string) => `/t/${ids.tenantId}/${rest}`;
  const click = (name: string | RegExp) => page.getByRole('button', { name }).first().click();

  /** What the mailbox of the demo's first ready replica holds of ours, as the simulator tells. */
  async function ourContacts() {
    const mailbox = `/tenants/${demo.entraTenants[0]}/mailboxes/${ids.mailboxId}`;
    const { folders } = mailboxSchema.parse(await demo.control.get(mailbox));
    return folders.find(({ displayName }) => displayName === 'Company contacts')?.contacts ?? [];
  }

  async function saveDraft(): Promise<void> {
    await click('Check and save');
    await page.getByRole('dialog', { name: 'What saving does' }).getByRole('button', { name: 'Save' }).click();
    await page.getByText('It takes effect with the next sync.').first().waitFor();
  }

  /** Starts the sync on its page, and waits on the page of the run until it says how it ended. */
  async function syncNow(ended: string): Promise<void> {
    await visitor.open(path(`syncs/${ids.syncId}`));
    await click(/^Sync now/);
    await page.getByRole('heading', { level: 1, name: 'Run of contacts' }).waitFor();
    await page.getByText(ended, { exact: true }).first().waitFor();
  }

  test('a rule for a field and a step of the filter change the contact in the mailbox', async () => {
    pictureOnFailure(page);
    const before = await ourContacts();
    expect(before.some(({ properties: { companyName } }) => companyName === 'Example AG')).toBe(false);
    await visitor.open(path(`collections/${ids.collectionId}/mapping`));
    await click('Rule for Company');
    await page.getByRole('radio', { name: 'A fixed text' }).check();
    await page.getByRole('textbox', { name: /text/i }).last().fill('Example AG');
    await page.getByText('1 field changes').waitFor();
    await saveDraft();

    await visitor.open(path(`collections/${ids.collectionId}/filter`));
    await click('Leave out who has no number');
    await page.getByText(/people of \d+ entries; [1-9]\d* out by the filter/).waitFor();
    await saveDraft();
    await syncNow('Done');

    const after = await ourContacts();
    expect(after.length).toBeGreaterThan(0);
    expect(after.length).toBeLessThan(before.length);
    expect(after.every(({ properties: { companyName } }) => companyName === 'Example AG')).toBe(true);
    expect(visitor.complaints()).toEqual([]);
  });

  test('a run that would delete unusually much waits, and happens when it is approved', async () => {
    pictureOnFailure(page);
    const before = await ourContacts();
    const users = `/tenants/${demo.entraTenants[0]}/users`;
    const { value } = usersSchema.parse(await demo.control.get(users));
    const leaving = value.filter(
      ({ accountEnabled, userType, mailbox }) => accountEnabled && userType === 'Member' && mailbox === null,
    );
    expect(leaving.length).toBeGreaterThan(20);
    for (const { id } of leaving) await demo.control.patch(`${users}/${id}`, { accountEnabled: false });
    await syncNow('Waits for you');
    await page.getByRole('heading', { name: 'This waits for your decision' }).waitFor();
    expect(await ourContacts()).toEqual(before);

    await click('Approve and run');
    await page.getByRole('alertdialog').getByRole('button').last().click();
    await page.getByText('Done', { exact: true }).first().waitFor();
    await expect.poll(async () => (await ourContacts()).length).toBeLessThan(before.length - 15);
    expect(visitor.complaints()).toEqual([]);
  });

  test('a consent that is withdrawn stops everything, says so, and takes nothing out of mailboxes', async () => {
    pictureOnFailure(page);
    const before = await ourContacts();
    const { entra } = await demo.config();
    await demo.control.delete(`/tenants/${demo.entraTenants[0]}/consents/${entra.clientId}`);
    await visitor.open(path(`syncs/${ids.syncId}`));
    await click(/^Sync now/);
    await page.getByText('Microsoft 365 no longer lets Ringbook in.').waitFor();
    await visitor.open(path(''));
    await page.getByText('Microsoft 365 no longer lets Ringbook in.').waitFor();
    expect(await ourContacts()).toEqual(before);
    const report = await demo.control.get(`/tenants/${demo.entraTenants[0]}/report`);
    expect(report).toMatchObject({ personalContactsTouched: 0 });
  });
});
