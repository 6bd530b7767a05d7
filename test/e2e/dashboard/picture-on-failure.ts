import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { onTestFailed } from 'vitest';

/** Keeps a picture of what the page shows if the test that is running fails, and says where. */
export function pictureOnFailure(page: Page): void {
  onTestFailed(async ({ task }) => {
    const path = join(tmpdir(), `ringbook-failed-${task.id}.png`);
    await page.screenshot({ path, fullPage: true });
    process.stderr.write(`${task.name}: ${page.url()} looked like ${path}\n`);
  });
}
