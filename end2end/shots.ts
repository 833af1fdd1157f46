import { expect, test } from '@playwright/test';
import { startCastellan, type Castellan } from './fixtures/castellan';
import { ready } from './fixtures/test';
import { signIn } from './people';
import { routes } from './routes';

let castellan: Castellan;
test.beforeAll(async () => {
  test.setTimeout(360_000);
  castellan = await startCastellan({ command: 'demo' });
});
test.afterAll(async () => castellan?.stop());

for (const { name, path, as, press } of routes) {
  test(name, async ({ page }, { project }) => {
    if (as) await signIn(page, castellan.url, as);
    await page.goto(castellan.url + path);
    await ready(page);
    if (press) await page.getByRole('button', { name: press }).first().click();
    await expect(page.locator('[aria-busy="true"]'), 'everything has arrived').toHaveCount(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `shots/${name}-${project.name}-${colorScheme}.png` });
    }
  });
}
