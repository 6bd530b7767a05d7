import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import type { DemoPerson, RunningDemo } from './demo.ts';

const executablePath = '/usr/bin/chromium';

/** Whether there is a browser to look with. */
export const hasBrowser = existsSync(executablePath);
if (!hasBrowser) process.stderr.write(`skipped: no ${executablePath}, so no page is opened in a browser\n`);

/** A closed network: the browser is to ask for nothing but our pages. */
const browserFlags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath, args: browserFlags });
}

export interface VisitorOptions {
  readonly locale?: 'en-US' | 'de-DE';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/** A person with a browser of their own. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of on our pages since last asked, and requests of theirs to any other host. */
  complaints(): readonly string[];
  /** Signs in by way of Entra's page. @returns The id of the tenant whose home is shown, or '' */
  signIn(person: DemoPerson): Promise<void>;
  /** Opens a page of ours and waits until it shows what it is about. */
  open(path: string): Promise<void>;
  close(): Promise<void>;
}

export async function openVisitor(browser: Browser, demo: RunningDemo, options: VisitorOptions = {}): Promise<Visitor> {
  const { locale = 'en-US', theme = 'light', width = 1280, height = 900 } = options;
  const context = await browser.newContext({
    locale,
    colorScheme: theme,
    ignoreHTTPSErrors: true,
    viewport: { width, height },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  const isOurs = (url: string) => url.startsWith(demo.url);
  page.on('console', (message) => {
    if (isOurs(page.url()) && ['error', 'warning'].includes(message.type()))
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error}`));
  page.on('request', (request) => {
    const from = request.frame().url();
    const isPart = request.resourceType() !== 'document';
    if (isOurs(from) && isPart && !isOurs(request.url()) && !/^(data|blob):/.test(request.url()))
      complaints.push(`${from} asked for ${request.url()}`);
  });
  return {
    page,
    context,
    complaints: () => complaints.splice(0),
    async signIn(person) {
      await page.goto(`${demo.url}/sign-in/start?returnTo=/`);
      const option = page.locator('select[name=user] option', { hasText: demo.people[person] });
      await page
        .locator('select[name=user]')
        .selectOption(await option.evaluate((one) => one.getAttribute('value') ?? ''));
      const role = page.locator('select[name=role]');
      if ((await role.count()) > 0) await role.selectOption(person === 'user' ? 'user' : 'admin');
      await page.locator('button.primary').click();
      await page.waitForURL((url) => url.href.startsWith(demo.url) && !url.pathname.startsWith('/sign-in'));
      await settled(page);
    },
    async open(path) {
      await page.goto(`${demo.url}${path}`);
      await settled(page);
    },
    close: () => context.close(),
  };
}

/** Waits until the page has its heading and nothing is being loaded any more; the stream of events stays open. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const loading = page.locator('[aria-busy="true"]');
  while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'detached', timeout: 20_000 });
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const violationsSchema = z.array(
  z.object({
    id: z.string(),
    help: z.string(),
    nodes: z.array(z.object({ html: z.string(), target: z.array(z.unknown()) })),
  }),
);

/** What keeps the page from WCAG 2.2 AA, as axe finds it. Fluent's focus sentinels are left out: they hold nothing. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(axeFile, 'utf8'));
  const found = await page.evaluate(
    `axe.run({ exclude: [['[data-tabster-dummy]']] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations)`,
  );
  return violationsSchema
    .parse(found)
    .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
}

/** Is anything wider than the screen? */
export function isCutOff(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
}
