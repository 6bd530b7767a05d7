import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningDemo, startDemo } from './demo.ts';
import { pictureOnFailure } from './picture-on-failure.ts';
import { hasBrowser, openBrowser, openVisitor, settled } from './visitor.ts';

describe.skipIf(!hasBrowser)('a partner', () => {
  let demo: RunningDemo;
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  test('looks after three tenants with one sign-in, and sees of each how it is', async () => {
    const visitor = await openVisitor(browser, demo);
    const { page } = visitor;
    pictureOnFailure(page);
    await visitor.signIn('partner');
    await visitor.open('/tenants');
    await page.getByRole('link', { name: 'Fabrikam Demo AG' }).waitFor();
    await page
      .getByRole('link', { name: 'New tenant' })
      .or(page.getByRole('button', { name: 'New tenant' }))
      .first()
      .click();
    await page.getByRole('textbox', { name: /Name/ }).fill('Litware AG');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.waitForURL('**/t/**');

    await visitor.open('/tenants');
    const names = ['Contoso Demo GmbH', 'Fabrikam Demo AG', 'Litware AG'];
    for (const name of names) await page.getByRole('link', { name }).waitFor();
    await page.getByRole('searchbox', { name: 'Search tenants' }).fill('litw');
    await page.getByRole('link', { name: 'Contoso Demo GmbH' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Litware AG' }).click();
    await settled(page);
    await page.getByRole('link', { name: 'Microsoft 365' }).or(page.getByText('Microsoft 365')).first().waitFor();
    expect(visitor.complaints()).toEqual([]);
    await visitor.close();
  });

  test('somebody who is no member of a tenant sees nothing of it', async () => {
    const partner = await openVisitor(browser, demo);
    await partner.signIn('partner');
    await partner.open('/tenants');
    await partner.page.getByRole('link', { name: 'Contoso Demo GmbH' }).click();
    await partner.page.waitForURL('**/t/*');
    const { pathname } = new URL(partner.page.url());
    const stranger = await openVisitor(browser, demo);
    await stranger.signIn('user');
    await stranger.open(`${pathname}/collections`);
    await stranger.page.getByRole('heading', { level: 1, name: 'There is nothing here' }).waitFor();
    expect(await stranger.page.locator('main').textContent()).not.toContain('Contoso');
    await Promise.all([partner.close(), stranger.close()]);
  });
});
