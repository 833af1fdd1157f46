import { test } from '@playwright/test';
import { settled } from './fixtures/acts';
import { startCastellan, type Castellan } from './fixtures/castellan';
import { ready } from './fixtures/test';
import { enter, unlock } from './people';
import { routes } from './routes';

let castellan: Castellan;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  castellan = await startCastellan({ command: 'demo' });
});
test.afterAll(async () => castellan?.stop());

// One sign-in for each role: signing in is limited, and takes its time.
for (const as of [undefined, ...new Set(routes.map((route) => route.as).filter((role) => role !== undefined))]) {
  test(`${as ?? 'nobody'} looks around`, async ({ browser, contextOptions }, { project }) => {
    test.setTimeout(300_000);
    const context = await browser.newContext(contextOptions);
    const page = await context.newPage();
    const ids = as ? await enter(page, castellan.url, as) : {};
    for (const route of routes.filter((route) => route.as === as)) {
      const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);
      await page.goto(castellan.url + path);
      await ready(page);
      if (!route.neverSettles) await settled(page);
      if (route.press) await page.getByRole('button', { name: route.press }).first().click();
      if (route.openRow) await page.locator('tbody [role=row][data-row], tbody tr:not(.spacer)').first().click();
      if (route.unlock) await unlock(page);
      if (!route.neverSettles) await settled(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        // The page must have been painted in the new colours.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        await page.screenshot({ animations: 'disabled', path: `shots/${route.name}-${project.name}-${colorScheme}.png` });
      }
    }
    await context.close();
  });
}
