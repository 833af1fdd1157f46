import { test, type Page } from '@playwright/test';
import { settled } from './fixtures/acts';
import { startPlace, walk, walkers, type Place } from './walk';

let place: Place;
test.beforeAll(async () => {
  place = await startPlace();
});
test.afterAll(async () => place?.stop());

for (const as of walkers) {
  test(`${as ?? 'nobody'} looks around`, async ({ page }, { project }) => {
    test.setTimeout(600_000);
    await walk(page, place, as, async ({ name, neverSettles }) => {
      const window = page.viewportSize();
      // What is measured by the window grows with it.
      for (let times = 0; times < 3; times += 1) await page.setViewportSize(await whole(page));
      if (!neverSettles) await settled(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        // The page must have been painted in the new colours.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        await page.screenshot({ animations: 'disabled', path: `shots/${name}-${project.name}-${colorScheme}.png` });
      }
      if (window) await page.setViewportSize(window);
    });
  });
}

/** A window in which the page, or what lies above it, need not be scrolled; within reason. A table only has the rows that the window shows. */
function whole(page: Page): Promise<{ width: number; height: number }> {
  return page.evaluate(() => {
    const scrolled = document.querySelector('dialog[open] :is(.dialog-body, .drawer-body), :popover-open') ?? document.documentElement;
    const height = innerHeight + scrolled.scrollHeight - scrolled.clientHeight;
    return { width: innerWidth, height: Math.min(height, 4_000) };
  });
}
