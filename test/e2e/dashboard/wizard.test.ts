import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type RunningDemo, startDemo } from './demo.ts';
import { pictureOnFailure } from './picture-on-failure.ts';
import { hasBrowser, openBrowser, openVisitor } from './visitor.ts';

const usersSchema = z.object({ value: z.array(z.object({ displayName: z.string() })) });

describe.skipIf(!hasBrowser)('the first visit', () => {
  let demo: RunningDemo;
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  test('from the wizard to a phone that shows the right name, in German', async () => {
    const visitor = await openVisitor(browser, demo, { locale: 'de-DE' });
    const { page } = visitor;
    pictureOnFailure(page);
    const go = (name: string | RegExp) => page.getByRole('button', { name }).click();
    await visitor.signIn('new-tenant-admin');
    await page.getByRole('link', { name: 'Microsoft 365 verbinden' }).first().click();
    await page.getByRole('heading', { name: 'Microsoft 365 verbinden' }).waitFor();

    await go('Weiter');
    await page.getByText('Contacts.ReadWrite').first().waitFor();
    await go('Weiter');
    await go('Zur Zustimmungsseite von Microsoft');
    await page.locator('select[name=tenant]').selectOption(demo.entraTenants[1]);
    await page.locator('button.primary').click();
    // Who consented says who they are, so that nobody else connects their company.
    await page.locator('select[name=user]').waitFor();
    const option = page.locator('select[name=user] option', { hasText: demo.people['new-tenant-admin'] });
    await page.locator('select[name=user]').selectOption((await option.getAttribute('value')) ?? '');
    await page.locator('select[name=role]').selectOption('admin');
    await page.locator('button.primary').click();
    await page.waitForURL(`${demo.url}/connect/result?outcome=connected*`);
    await page.getByRole('link', { name: /Weiter/ }).click();

    await page.getByText('Die Verbindung funktioniert').waitFor();
    await go('Probieren');
    await page.getByText('Das Postfach ist erreichbar').waitFor();
    await go('Weiter');
    await go('Zeigen, was geschehen würde');
    await go('Jetzt starten');
    await page.getByRole('link', { name: 'Auf dem Telefon ansehen' }).click();

    await page.getByRole('heading', { level: 1, name: 'Telefonvorschau' }).waitFor();
    const [, entraTenantId] = demo.entraTenants;
    const { value: users } = usersSchema.parse(await demo.control.get(`/tenants/${entraTenantId}/users`));
    const shown = users.find(({ displayName }) => /^[A-Za-zÄÖÜäöüß -]+$/.test(displayName));
    await page.getByRole('searchbox', { name: 'Personen suchen' }).fill(shown?.displayName ?? '');
    await page.getByRole('option', { name: shown?.displayName ?? '' }).click();
    const call = page.getByRole('figure', { name: 'Eingehender Anruf' });
    await call.getByText(shown?.displayName ?? '', { exact: true }).waitFor();
    expect(visitor.complaints()).toEqual([]);
    expect(await demo.control.get(`/tenants/${entraTenantId}/report`)).toMatchObject({ personalContactsTouched: 0 });
    await visitor.close();
  });
});
