import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningDemo, startDemo } from './demo.ts';
import { type PageIds, pages, readIds } from './pages.ts';
import { accessibilityFaults, hasBrowser, isCutOff, openBrowser, openVisitor, type Visitor } from './visitor.ts';

/** Every page, in both languages and themes, large and as small as a telephone. */
const looks = [
  { name: 'English, light', locale: 'en-US', theme: 'light', width: 1280 },
  { name: 'German, dark, as small as a telephone', locale: 'de-DE', theme: 'dark', width: 360 },
] as const;

describe.skipIf(!hasBrowser)('every page', () => {
  let demo: RunningDemo;
  let browser: Browser;
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  describe.each(looks)('$name', (look) => {
    let visitor: Visitor;
    let ids: PageIds;
    beforeAll(async () => {
      visitor = await openVisitor(browser, demo, look);
      await visitor.signIn('admin');
      ids = await readIds(visitor.page);
    });
    afterAll(() => visitor?.close());

    test.each(Object.keys(pages))('%s', async (name) => {
      const { page } = visitor;
      await visitor.open(pages[name]?.(ids) ?? '');
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      expect(await page.locator('html').getAttribute('lang')).toBe(look.locale.slice(0, 2));
      expect(await page.title()).not.toBe('');
      expect(await isCutOff(page)).toBe(false);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(visitor.complaints()).toEqual([]);
    });

    test.each(['/sign-in', '/data-privacy-policy'])('%s, without signing in', async (path) => {
      const stranger = await openVisitor(browser, demo, look);
      try {
        await stranger.open(path);
        expect(await isCutOff(stranger.page)).toBe(false);
        expect(await accessibilityFaults(stranger.page)).toEqual([]);
        expect(stranger.complaints()).toEqual([]);
      } finally {
        await stranger.close();
      }
    });
  });
});
