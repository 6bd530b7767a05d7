import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { requiredRoles } from '../fixtures/test-simulator.ts';
import { type RingbookProcess, resultOf, ringbook, startRingbook } from './ringbook-process.ts';
import { type SimulatedTenant, startSimulatedTenant } from './simulated-tenant.ts';

const executablePath = '/usr/bin/chromium';
const isThere = existsSync(executablePath);
if (!isThere) process.stderr.write(`skipped: no ${executablePath}, so no page is opened in a browser\n`);

/** A closed network: the browser is to ask for nothing but our pages. */
const browserFlags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

describe.skipIf(!isThere)('in a browser', () => {
  let tenant: SimulatedTenant;
  let browser: Browser;
  let opened: BrowserContext | null = null;
  let started: RingbookProcess | null = null;
  /** What the browser complained of in the page that is open, if it is ours. */
  const complaints: string[] = [];

  beforeAll(async () => {
    tenant = await startSimulatedTenant({ people: 30, mailboxes: 5 });
    browser = await chromium.launch({ executablePath, args: browserFlags });
  });
  afterEach(async () => {
    await opened?.close();
    opened = null;
    started?.kill('SIGKILL');
    await started?.ended;
    started = null;
  });
  afterAll(async () => {
    await browser.close();
    await tenant.close();
  });

  /** A page as small as a telephone's, with nothing cut off at its side. */
  async function openPage(locale: string): Promise<Page> {
    opened = await browser.newContext({ locale, ignoreHTTPSErrors: true, viewport: { width: 390, height: 844 } });
    const page = await opened.newPage();
    complaints.length = 0;
    page.on('console', (message) => {
      const { url } = message.location();
      const isOurs = !url.startsWith(tenant.graphUrl);
      if (isOurs && ['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} ${url}`);
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    return page;
  }

  async function start(...args: readonly string[]): Promise<RingbookProcess> {
    started = startRingbook([...args, '--config', tenant.configFile]);
    return started;
  }

  async function askForConsent(): Promise<{ readonly connecting: RingbookProcess; readonly consentUrl: string }> {
    const connecting = await start('connect', '--json');
    return { connecting, consentUrl: await connecting.says(/https:\S+adminconsent\S+(?=\s)/) };
  }

  async function connections(): Promise<unknown> {
    return resultOf(await ringbook('status', '--json', '--config', tenant.configFile));
  }

  const resultUrl = (outcome: string): string => `${tenant.pagesUrl}/connect/result?outcome=${outcome}`;

  const isCutOff = (page: Page): Promise<boolean> =>
    page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

  test('Cancel: the browser and the program are told that consent was refused', async () => {
    const { connecting, consentUrl } = await askForConsent();
    const page = await openPage('de-DE');
    await page.goto(consentUrl);
    expect(await page.getByRole('heading').textContent()).toBe('Angeforderte Berechtigungen');
    await page.getByRole('button', { name: 'Abbrechen' }).click();
    await page.waitForURL(resultUrl('refused'));
    expect(complaints).toEqual([]);
    const ended = await connecting.ended;
    expect(ended.code).toBe(4);
    expect(ended.stderr).toContain('Consent was refused (consent_required)');
    expect(resultOf(ended)).toEqual({ kind: 'refused', error: 'consent_required', notAdmin: false });
    expect(await connections()).toMatchObject({ tenants: [{ connections: [] }] });
  });

  test('a forged tenant is not believed', async () => {
    const { connecting, consentUrl } = await askForConsent();
    const state = new URL(consentUrl).searchParams.get('state') ?? '';
    const forged = new URLSearchParams({ tenant: randomUUID(), state, admin_consent: 'True' });
    const page = await openPage('en-GB');
    await page.goto(`${tenant.pagesUrl}/connect/callback?${forged}`);
    expect(page.url()).toBe(resultUrl('wrong-tenant'));
    const ended = await connecting.ended;
    expect(ended.code).toBe(4);
    expect(resultOf(ended)).toEqual({ kind: 'rejected', reason: 'other-tenant' });
    expect(await connections()).toMatchObject({ tenants: [{ connections: [] }] });
  });

  test('Accept connects; the same answer again, or one that nobody asked for, does nothing', async () => {
    const first = await askForConsent();
    const page = await openPage('en-GB');
    await page.goto(first.consentUrl);
    expect(await page.getByRole('heading').textContent()).toBe('Permissions requested');
    const text = await page.locator('main').textContent();
    for (const part of ['Ringbook', 'Contoso Demo GmbH', ...requiredRoles]) expect(text).toContain(part);
    expect(await isCutOff(page)).toBe(false);
    const asked = page.waitForRequest((request) => request.url().startsWith(`${tenant.pagesUrl}/connect/callback?`));
    await page.getByRole('button', { name: 'Accept' }).click();
    const callback = (await asked).url();
    await page.waitForURL(`${resultUrl('connected')}&tenant=*`);
    expect(complaints).toEqual([]);
    const ended = await first.connecting.ended;
    expect(ended.code).toBe(0);
    const { entraTenantId } = tenant;
    expect(resultOf(ended)).toMatchObject({ kind: 'connected', connection: { entraTenantId, state: 'connected' } });

    const second = await askForConsent();
    const state = new URL(second.consentUrl).searchParams.get('state') ?? '';
    const changed = new URL(callback);
    changed.searchParams.set('state', `${state.slice(0, -1)}${state.endsWith('A') ? 'B' : 'A'}`);
    const refusal = new URLSearchParams({ error: 'consent_required', state: 'a.b' });
    const none = `${tenant.pagesUrl}/connect/callback`;
    for (const url of [callback, changed.href, `${none}?${refusal}`, none]) {
      await page.goto(url);
      expect(page.url()).toBe(resultUrl('forged'));
    }

    // None of that was its answer: it still waits for the right one.
    await page.goto(second.consentUrl);
    await page.getByRole('button', { name: 'Accept' }).click();
    expect(await second.connecting.ended).toMatchObject({ code: 0 });
  });

  test('who is not signed in gets to the sign-in page, in English and German, without complaints', async () => {
    const running = await start('start');
    await running.says(/Ringbook stays up/);
    for (const locale of ['en-GB', 'de-AT']) {
      const page = await openPage(locale);
      const answer = await page.goto(`${tenant.pagesUrl}/`);
      expect(answer?.status()).toBe(200);
      const policy = (await answer?.headerValue('content-security-policy')) ?? '';
      expect(policy).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(policy).not.toContain('unsafe');
      await page.waitForURL((url) => url.pathname === '/sign-in');
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
      expect(await isCutOff(page)).toBe(false);
      expect(complaints).toEqual([]);
      await opened?.close();
    }
    running.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 0, signal: null });
  });
});
