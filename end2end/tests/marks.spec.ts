import type { Page } from '@playwright/test';
import { settled, told } from '../fixtures/acts';
import { expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { visit } from '../people_at_work';

test.use({ begin: 'sample' });

const PAGES = ['Members', 'Groups', 'Collections', 'Event log', 'Import', 'Organization'];

/** The drawing in the browser's tab; the address of a picture if it is none of a client's. */
const icon = (page: Page) => page.locator('link[rel=icon]').evaluate((link: HTMLLinkElement) => decodeURIComponent(link.href));

/** The page shows by banner, title and icon that it is about this client and no other. */
async function expectMarks(page: Page, client: string, letters: string): Promise<void> {
  const banner = page.getByRole('region', { name: client });
  await expect(page.locator('.client-banner')).toHaveCount(1);
  await expect(banner.locator('.monogram')).toHaveText(letters);
  await expect(page).toHaveTitle(new RegExp(client));
  const colour = await banner.evaluate((element) => getComputedStyle(element).getPropertyValue('--mono-colour').trim());
  expect(colour).toMatch(/^#[0-9a-f]{6}$/);
  await expect.poll(() => icon(page)).toContain(`fill='${colour}'`);
  expect(await icon(page)).toContain(`>${letters}</text>`);
}

test('banner, title and icon of a tab are those of its client', async ({ app }) => {
  test.setTimeout(90_000);
  const mara = app.page;
  await signInAs(mara, app.url, people['provider admin'].email);
  await settled(mara);
  const portal = mara.url();
  await expect(mara).not.toHaveTitle(/Hartwell/);
  expect(await icon(mara)).toBe(`${app.url}/favicon.svg`);

  await test.step('on every page of it', async () => {
    await mara.getByRole('link', { name: 'Hartwell Dental' }).first().click();
    for (const name of PAGES) {
      await mara.getByRole('navigation').getByRole('link', { name: new RegExp(`^${name}`) }).click();
      await expect(mara.getByRole('heading', { name, level: 1 })).toBeVisible();
      await expectMarks(mara, 'Hartwell Dental', 'HD');
    }
  });

  const tab = await mara.context().newPage();
  await test.step('another tab has another client, and the first keeps its own', async () => {
    await visit(tab, portal);
    await tab.getByRole('link', { name: 'Kestrel Solicitors' }).first().click();
    await expectMarks(tab, 'Kestrel Solicitors', 'KS');
    await expectMarks(mara, 'Hartwell Dental', 'HD');
  });

  await test.step('another client in the same tab', async () => {
    await mara.getByRole('button', { name: 'Client: Hartwell Dental. Choose another' }).click();
    await mara.getByRole('searchbox', { name: 'Find a client of Northgate IT' }).fill('brackw');
    await mara.getByRole('group', { name: 'Clients' }).getByRole('link', { name: 'Brackwater Freight' }).click();
    await expectMarks(mara, 'Brackwater Freight', 'BF');
    await expect(mara).not.toHaveTitle(/Hartwell/);
  });

  await test.step('another name', async () => {
    await tab.getByRole('link', { name: 'Organization', exact: true }).click();
    await tab.getByLabel('Name', { exact: true }).fill('Osprey Law');
    await tab.getByRole('button', { name: 'Save' }).click();
    await expectMarks(tab, 'Osprey Law', 'OL');
  });

  await test.step('no client, no mark', async () => {
    for (const page of [mara, tab]) {
      await page.getByRole('link', { name: 'Back to clients' }).click();
      await expect(page.getByRole('heading', { name: 'Clients', level: 1 })).toBeVisible();
      await expect(page).not.toHaveTitle(/Brackwater|Osprey/);
      expect(await icon(page)).toBe(`${app.url}/favicon.svg`);
    }
  });
});

test('a change names the client that the page shows, and is refused when that is another', async ({ app }) => {
  app.expectConsoleError(/409 .*\/rpc\/organizations\/update/);
  const mara = app.page;
  await signInAs(mara, app.url, people['provider admin'].email);
  await settled(mara);
  const client = (name: string) => mara.getByRole('link', { name }).first().getAttribute('href').then((href) => /organizations\/([0-9a-f-]{36})/.exec(href ?? '')?.[1] ?? '');
  const [hartwell, kestrel] = [await client('Hartwell Dental'), await client('Kestrel Solicitors')];
  await visit(mara, `${app.url}/organizations/${kestrel}/settings`);
  const name = mara.getByLabel('Name', { exact: true });
  const save = mara.getByRole('button', { name: 'Save' });
  const path = '**/rpc/organizations/update';

  await test.step('as if the banner were another client’s', async () => {
    await mara.route(path, (route) => route.continue({ headers: { ...route.request().headers(), 'x-castellan-client': hartwell } }));
    await name.fill('Kestrel Law');
    await save.click();
    await expect(mara.getByText('This page shows another client than the one you are changing. Reload the page and try again.')).toBeVisible();
    await mara.reload();
    await expect(name).toHaveValue('Kestrel Solicitors');
  });

  await test.step('as it is', async () => {
    await mara.unroute(path);
    await name.fill('Kestrel Law');
    const [request] = await Promise.all([mara.waitForRequest(path), save.click()]);
    expect(request.headers()['x-castellan-client']).toBe(kestrel);
    await told(mara, 'Kestrel Law is saved');
  });
});
