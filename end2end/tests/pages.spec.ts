import type { Page } from '@playwright/test';
import { act, openMenu, row, settled } from '../fixtures/acts';
import { copySample, startCastellan, type Castellan } from '../fixtures/castellan';
import { axe, expect, ready, test, Watch } from '../fixtures/test';
import { enter, unlock, type Role } from '../people';
import { visit } from '../people_at_work';
import { routes } from '../routes';

// One server for the whole file: nothing here changes anything.
let castellan: Castellan;
test.beforeAll(async () => {
  castellan = await startCastellan({ prepare: copySample });
});
test.afterAll(async () => castellan?.stop());

// One sign-in for each role: signing in is limited, and takes its time.
for (const as of [undefined, ...new Set(routes.map((route) => route.as).filter((role) => role !== undefined))]) {
  test(`the pages for ${as ?? 'nobody'} have no accessibility findings @phone`, async ({ page, context }) => {
    test.setTimeout(300_000);
    const watch = new Watch();
    await watch.context(context);
    const ids = as ? await enter(page, castellan.url, as) : {};
    for (const route of routes.filter((route) => route.as === as)) {
      await test.step(route.name, async () => {
        await page.goto(castellan.url + route.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name));
        await ready(page);
        if (!route.neverSettles) await settled(page);
        if (route.press) await page.getByRole('button', { name: route.press }).first().click();
        if (route.openRow) await page.locator('tr[data-at]').first().click();
        if (route.unlock) await unlock(page);
        if (!route.neverSettles) await settled(page);
        await sound(page);
      });
    }
    watch.verdict();
  });
}

test('dialogs and menus of the clients have no accessibility findings', async ({ page, context }) => {
  test.setTimeout(300_000);
  const watch = new Watch();
  await watch.context(context);
  const as: Role = 'provider admin';
  const { provider } = await enter(page, castellan.url, as);
  const clients = `${castellan.url}/providers/${provider}/clients`;
  const dialog = page.locator('dialog:modal');

  const close = async () => {
    // In a search field the first Escape takes back what was typed.
    await expect(async () => {
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog:modal, .menu:popover-open, .popover:popover-open')).toHaveCount(0, { timeout: 1_000 });
    }).toPass({ timeout: 10_000 });
  };

  await test.step('the clients', async () => {
    await visit(page, clients);
    await settled(page);
    await page.getByRole('button', { name: 'Add client' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await sound(page);
    await page.getByRole('menuitem', { name: 'New client' }).click();
    await expect(dialog).toBeVisible();
    await sound(page);
    // Also with everything wrong that can be.
    await dialog.getByRole('button', { name: 'Add client' }).click();
    await expect(dialog.locator('[aria-invalid=true]').first()).toBeVisible();
    await sound(page);
    await close();
    await page.getByRole('button', { name: 'Add client' }).click();
    await page.getByRole('menuitem', { name: 'Existing organization' }).click();
    await settled(page);
    await sound(page);
    await close();
    for (const item of ['Rename', 'Adjust seats', 'Tags', 'Suspend', 'Unlink']) {
      await act(page, 'Kestrel Solicitors', item);
      await expect(dialog).toBeVisible();
      await settled(page);
      await sound(page);
      await close();
    }
    await page.getByRole('button', { name: 'Columns' }).click();
    await expect(page.getByRole('checkbox', { name: 'Plan' })).toBeVisible();
    await sound(page);
    await close();
    await page.getByRole('checkbox', { name: 'Select Kestrel Solicitors' }).check();
    await sound(page);
    await page.getByRole('button', { name: 'Add tag' }).click();
    await sound(page);
    await close();
  });
  watch.verdict();
});

test('panels of the frame and the drawer of a member have no accessibility findings', async ({ page, context }) => {
  test.setTimeout(300_000);
  const watch = new Watch();
  await watch.context(context);
  const as: Role = 'provider admin';
  const { client } = await enter(page, castellan.url, as);
  const members = `${castellan.url}/organizations/${client}/members`;
  const dialog = page.locator('dialog:modal');

  const close = async () => {
    // In a search field the first Escape takes back what was typed.
    await expect(async () => {
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog:modal, .menu:popover-open, .popover:popover-open')).toHaveCount(0, { timeout: 1_000 });
    }).toPass({ timeout: 10_000 });
  };

  await test.step('the frame', async () => {
    await visit(page, members);
    await settled(page);
    await page.getByRole('button', { name: /^Client: / }).click();
    await expect(page.getByRole('searchbox', { name: /^Find a client/ })).toBeVisible();
    await sound(page);
    await close();
    await page.getByRole('button', { name: 'Switch product, provider or client' }).click();
    await sound(page);
    await page.getByRole('searchbox', { name: /^Find a client/ }).fill('gannet');
    await expect(page.getByRole('link', { name: 'Gannet Marine' })).toBeVisible();
    await sound(page);
    await close();
    await page.keyboard.press('Control+k');
    await expect(dialog).toBeVisible();
    await sound(page);
    await page.keyboard.type('kestrel');
    await expect(dialog.getByRole('option', { name: /Kestrel Solicitors/ })).toBeVisible();
    await sound(page);
    await close();
    await page.getByRole('button', { name: /^Account of/ }).click();
    await expect(page.getByLabel('Theme')).toBeVisible();
    await sound(page);
    await close();
    // A page that was loaded anew has no keys.
    await page.locator('button.lock').click();
    await expect(dialog).toBeVisible();
    await sound(page);
    await close();
  });

  await test.step('the members', async () => {
    await openMenu(page, 'Callum Reid');
    await expect(page.getByRole('menu')).toBeVisible();
    await sound(page);
    await close();
    await visit(page, `${members}?status=confirm`);
    await settled(page);
    await row(page, 'Callum Reid').click();
    const drawer = page.getByRole('dialog', { name: 'Callum Reid' });
    await expect(drawer.locator('.phrase li')).toHaveCount(5);
    await sound(page);
    await drawer.getByText('Custom', { exact: true }).click();
    await sound(page);
    await drawer.getByRole('tab', { name: 'Activity' }).click();
    await settled(page);
    await sound(page);
    await drawer.getByRole('button', { name: 'Remove' }).click();
    await expect(dialog).toBeVisible();
    await sound(page);
    await close();
  });
  watch.verdict();
});

/** No finding, and nothing that is wider than the window. */
async function sound(page: Page): Promise<void> {
  await axe(page);
  const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(width, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(window ?? 0);
}
