import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { act, openMenu, row, settled } from '../fixtures/acts';
import { axe, expect, test, Watch } from '../fixtures/test';
import { enter, type Role } from '../people';
import { routes } from '../routes';
import { visit } from '../people_at_work';
import { routesOf, startPlace, walk, walkers, type Place } from '../walk';

// One place for the whole file: nothing here changes what another test looks at.
let place: Place;
test.beforeAll(async () => {
  place = await startPlace();
});
test.afterAll(async () => place?.stop());

test('every page of the app is among those that are looked at', () => {
  let inside = '';
  const pages: string[] = [];
  for (const line of readFileSync(new URL('../../app/src/routes.rs', import.meta.url), 'utf8').split('\n')) {
    const [, kind, path = ''] = /<(ParentRoute|Route) path=path!\("([^"]*)"\)/.exec(line) ?? [];
    if (kind === 'ParentRoute') inside = path.replace(':provider', '{provider}').replace(':organization', '{client}');
    // Without a part of its own it leads elsewhere, or says that there is no such page.
    else if (kind && /parts::|public::/.test(line)) pages.push(path.startsWith('/') ? path : `${inside}/${path}`.replace(/\/$/, ''));
  }
  expect(pages.length).toBeGreaterThan(18);
  const seen = new Set(routes.map(({ path }) => path.replace(/[?#].*/, '')));
  expect(pages.filter((path) => !seen.has(path))).toEqual([]);
});

for (const as of walkers) {
  test(`the pages for ${as ?? 'nobody'} have no accessibility findings @phone`, async ({ page, context }) => {
    test.setTimeout(600_000);
    const watch = new Watch();
    await watch.context(context);
    watch.expected.push(...routesOf(as).flatMap(({ refused }) => refused ?? []));
    await walk(page, place, as, () => sound(page));
    watch.verdict();
  });
}

test('dialogs and menus of the clients have no accessibility findings', async ({ page, context }) => {
  test.setTimeout(300_000);
  const watch = new Watch();
  await watch.context(context);
  const as: Role = 'provider admin';
  const { provider } = await enter(page, place.sample.url, as);
  const clients = `${place.sample.url}/providers/${provider}/clients`;
  const dialog = page.locator('dialog:modal');

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
    await close(page);
    await page.getByRole('button', { name: 'Add client' }).click();
    await page.getByRole('menuitem', { name: 'Existing organization' }).click();
    await settled(page);
    await sound(page);
    await close(page);
    for (const item of ['Rename', 'Adjust seats', 'Tags', 'Suspend', 'Unlink']) {
      await act(page, 'Kestrel Solicitors', item);
      await expect(dialog).toBeVisible();
      await settled(page);
      await sound(page);
      await close(page);
    }
    await page.getByRole('button', { name: 'Columns' }).click();
    await expect(page.getByRole('checkbox', { name: 'Plan' })).toBeVisible();
    await sound(page);
    await close(page);
    await page.getByRole('checkbox', { name: 'Select Kestrel Solicitors' }).check();
    await sound(page);
    await page.getByRole('button', { name: 'Add tag' }).click();
    await sound(page);
    await close(page);
  });
  watch.verdict();
});

test('panels of the frame and the drawer of a member have no accessibility findings', async ({ page, context }) => {
  test.setTimeout(300_000);
  const watch = new Watch();
  await watch.context(context);
  const as: Role = 'provider admin';
  const { client } = await enter(page, place.sample.url, as);
  const members = `${place.sample.url}/organizations/${client}/members`;
  const dialog = page.locator('dialog:modal');

  await test.step('the frame', async () => {
    await visit(page, members);
    await settled(page);
    await page.getByRole('button', { name: /^Client: / }).click();
    await expect(page.getByRole('searchbox', { name: /^Find a client/ })).toBeVisible();
    await sound(page);
    await close(page);
    await page.getByRole('button', { name: 'Switch product, provider or client' }).click();
    await sound(page);
    await page.getByRole('searchbox', { name: /^Find a client/ }).fill('gannet');
    await expect(page.getByRole('link', { name: 'Gannet Marine' })).toBeVisible();
    await sound(page);
    await close(page);
    await page.keyboard.press('Control+k');
    await expect(dialog).toBeVisible();
    await sound(page);
    await page.keyboard.type('kestrel');
    await expect(dialog.getByRole('option', { name: /Kestrel Solicitors/ })).toBeVisible();
    await sound(page);
    await close(page);
    await page.getByRole('button', { name: /^Account of/ }).click();
    await expect(page.getByLabel('Theme')).toBeVisible();
    await sound(page);
    await close(page);
    // A page that was loaded anew has no keys.
    await page.locator('button.lock').click();
    await expect(dialog).toBeVisible();
    await sound(page);
    await close(page);
  });

  await test.step('the members', async () => {
    await openMenu(page, 'Callum Reid');
    await expect(page.getByRole('menu')).toBeVisible();
    await sound(page);
    await close(page);
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
    await close(page);
  });
  watch.verdict();
});

/** No finding, and nothing that is wider than the window. */
async function sound(page: Page): Promise<void> {
  await axe(page);
  const [width, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(width, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(window ?? 0);
}

async function close(page: Page): Promise<void> {
  // In a search field the first Escape takes back what was typed.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog:modal, .menu:popover-open, .popover:popover-open')).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
}
