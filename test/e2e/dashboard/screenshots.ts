/**
 * Takes a picture of every page of the demo: light in English, dark in German, and as small as a telephone:
 *
 *   npm run screenshots -- FOLDER [page …]
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startDemo } from './demo.ts';
import { pages, readIds } from './pages.ts';
import { openBrowser, openVisitor } from './visitor.ts';

const looks = [
  { name: 'light', locale: 'en-US', theme: 'light', width: 1440, height: 900 },
  { name: 'dark', locale: 'de-DE', theme: 'dark', width: 1440, height: 900 },
  { name: 'small', locale: 'de-DE', theme: 'light', width: 360, height: 740 },
] as const;

const [folder = 'screenshots', ...wanted] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
try {
  for (const look of looks) {
    const visitor = await openVisitor(browser, demo, look);
    await visitor.open('/sign-in');
    await visitor.page.screenshot({ path: join(folder, `sign-in-${look.name}.png`) });
    await visitor.signIn('admin');
    // The tour would lie over every page.
    await visitor.page.evaluate("localStorage.setItem('ringbook.tour', 'done')");
    const ids = await readIds(visitor.page);
    for (const [name, pathOf] of Object.entries(pages)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await visitor.open(pathOf(ids));
      // Menus and charts come after the page itself.
      await visitor.page.waitForTimeout(700);
      await visitor.page.screenshot({
        path: join(folder, `${name}-${look.name}.png`),
        fullPage: look.name === 'small',
      });
    }
    for (const complaint of visitor.complaints()) console.error(complaint);
    await visitor.close();
  }
} finally {
  await browser.close();
  await demo.stop();
}
