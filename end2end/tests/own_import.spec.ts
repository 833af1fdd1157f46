import type { Page, Request } from '@playwright/test';
import { chooseFile, row, settled, told } from '../fixtures/acts';
import { axe, expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { enterPassword, visit } from '../people_at_work';

test.use({ begin: 'sample' });

const SAMPLES = '../app/vault/tests/import';

/** Made up. Nothing of it may leave the browser in the clear. */
const PLAIN = /CANARY|Night train|Harbour|Savings|Rail-Papers|Sea-Papers|ship-steward/;

const HEADER = 'url,username,password,totp,extra,name,grouping,fav';
const LASTPASS = [
  HEADER,
  'https://night.example.test/login,amara,CANARY-night,,,Night train,Rail-Papers,1',
  'https://harbour.example.test,ship-steward,CANARY-harbour,,,Harbour office,Sea-Papers,0',
  'http://sn,,,,CANARY-savings,Savings plan,,0',
  'https://night.example.test/login,amara,CANARY-night,,,Night train,Sea-Papers,0',
  `https://long.example.test,ann,CANARY-long,,,${'n'.repeat(9_000)},,0`,
].join('\n');

test('a person imports into her own vault, and the server never reads it', async ({ app }) => {
  test.setTimeout(240_000);
  const amara = app.page;
  const sent = listen(amara);
  await openVault(amara, app.url, 'client owner');

  await test.step('a folder of her own is there already', async () => {
    await amara.getByRole('button', { name: 'New folder' }).click();
    const dialog = amara.getByRole('dialog', { name: 'New folder' });
    await dialog.getByLabel('Name of the folder').fill('Rail-Papers');
    await dialog.getByRole('button', { name: 'Create folder' }).click();
    await told(amara, 'Rail-Papers was created');
  });

  await test.step('a file is checked', async () => {
    await amara.getByRole('main').getByRole('link', { name: 'Import', exact: true }).click();
    await expect(amara).toHaveURL(`${app.url}/vault/import`);
    await expect(amara.getByRole('heading', { name: 'Import into your vault', level: 1 })).toBeVisible();
    await axe(amara);
    await chooseFile(amara, 'lastpass_export.csv', LASTPASS);
    await expect(fact(amara, 'Format')).toHaveText('LastPass (csv)');
    await expect(fact(amara, 'Twice in file')).toHaveText('1');
    await expect(fact(amara, 'Not understood')).toHaveText('1');
    await expect(fact(amara, 'In your vault')).toHaveCount(0);
    await expect(amara.getByText('3 of 4 chosen')).toBeVisible();
    await amara.getByText('1 note about the file').click();
    await expect(amara.getByText('Row 6: the name is too long')).toBeVisible();
    await expect(amara.getByText('A folder of the same name that you have already is used again.')).toBeVisible();
    await axe(amara);
  });

  await test.step('it is in the vault, in its folders', async () => {
    await amara.getByRole('button', { name: 'Encrypt and send 3 items' }).click();
    await expect(amara.getByRole('heading', { name: '3 items are in your vault' })).toBeVisible({ timeout: 30_000 });
    await expect(amara.getByText('1 item of the file was left out.')).toBeVisible();
    await axe(amara);
    await amara.getByRole('link', { name: 'Open your vault' }).click();
    await settled(amara);
    await expect(row(amara, 'Harbour office')).toContainText('ship-steward');
    await expect(part(amara, 'Rail-Papers')).toHaveCount(1);
    await part(amara, 'Rail-Papers').click();
    await expect(rows(amara)).toHaveCount(1);
    await expect(rows(amara).first()).toContainText('Night train');
    await part(amara, 'Sea-Papers').click();
    await expect(rows(amara)).toHaveCount(1);
    await part(amara, 'Favourites').click();
    await expect(rows(amara)).toHaveCount(1);
    await expect(rows(amara).first()).toContainText('Night train');
    await row(amara, 'Night train').click();
    const drawer = amara.getByRole('dialog', { name: 'Night train' });
    await drawer.getByRole('button', { name: 'Show Password' }).click();
    await expect(drawer.getByText('CANARY-night')).toBeVisible();
    await amara.keyboard.press('Escape');
  });

  await test.step('what she has already is not chosen', async () => {
    await visitWithKeys(amara, app.url);
    await chooseFile(amara, 'again.csv', `${LASTPASS}\nhttps://new.example.test,amara,CANARY-new,,,Ferry,Sea-Papers,0`);
    await expect(fact(amara, 'In your vault')).toHaveText('4');
    await expect(amara.getByText('1 of 5 chosen')).toBeVisible();
    await expect(row(amara, 'Harbour office')).toContainText('In the vault');
    await expect(row(amara, 'Harbour office').getByRole('checkbox')).not.toBeChecked();
    await expect(row(amara, 'Savings plan')).toContainText('In the vault');
    await expect(row(amara, 'Ferry')).toContainText('New');
    await axe(amara);
    await amara.getByLabel('Into', { exact: true }).selectOption({ label: 'No folder' });
    await amara.getByRole('button', { name: 'Encrypt and send 1 item' }).click();
    await expect(amara.getByRole('heading', { name: '1 item is in your vault' })).toBeVisible({ timeout: 30_000 });
    await amara.getByRole('link', { name: 'Open your vault' }).click();
    await settled(amara);
    await expect(rows(amara)).toHaveCount(4);
    await expect(row(amara, 'Ferry')).not.toContainText('Sea-Papers');
  });

  await test.step('what stops goes on, and nothing is there twice', async () => {
    app.expectConsoleError(/ERR_FAILED|Failed to load resource/);
    await visitWithKeys(amara, app.url);
    await chooseFile(amara, 'many.csv', many('Harbour'));
    await expect(amara.getByText('520 of 520 chosen')).toBeVisible();
    let parts = 0;
    // The first part arrives, and its answer does not; nothing is in the vault.
    await amara.route('**/rpc/vault/import', async (route) => {
      if (++parts !== 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await amara.getByRole('button', { name: 'Encrypt and send 520 items' }).click();
    await expect(amara.getByText('The import stopped')).toBeVisible({ timeout: 30_000 });
    await axe(amara);
    // Also after the page was left.
    await amara.getByRole('link', { name: 'Back to the vault' }).click();
    await expect(amara.getByRole('heading', { level: 1, name: 'Vault' })).toBeVisible();
    await expect(amara.getByText('4 items', { exact: true })).toBeVisible({ timeout: 30_000 });
    await amara.getByRole('main').getByRole('link', { name: 'Import', exact: true }).click();
    await expect(amara.getByText('The import of many.csv stopped: 0 of 520 items were sent, none is in your vault yet.')).toBeVisible();
    await axe(amara);
    await amara.getByRole('button', { name: 'Continue' }).click();
    await expect(amara.getByRole('heading', { name: '520 items are in your vault' })).toBeVisible({ timeout: 30_000 });
    // Two parts, one of them twice.
    expect(parts).toBe(3);
    await amara.unroute('**/rpc/vault/import');
    await amara.getByRole('link', { name: 'Open your vault' }).click();
    await expect(amara.getByText('524 items', { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(part(amara, 'Harbour')).toHaveCount(1);
  });

  await test.step('what was stopped leaves nothing, and neither does a tab that is closed', async () => {
    await visitWithKeys(amara, app.url);
    await chooseFile(amara, 'more.csv', many('Night'));
    await expect(amara.getByText('520 of 520 chosen')).toBeVisible();
    const cancelled = new Promise<void>((resolve) => {
      void amara.route('**/rpc/vault/import', async (route) => {
        await amara.getByRole('button', { name: 'Cancel' }).click();
        await route.continue();
        resolve();
      });
    });
    await amara.getByRole('button', { name: 'Encrypt and send 520 items' }).click();
    await cancelled;
    await expect(amara.getByText('520 of 520 chosen')).toBeVisible({ timeout: 30_000 });
    await amara.unroute('**/rpc/vault/import');
    const ended = new Promise<void>((resolve) => {
      void amara.route('**/rpc/vault/import', async (route) => {
        if (route.request().postDataJSON().request.part === 0) return route.continue();
        resolve();
      });
    });
    await amara.getByRole('button', { name: 'Encrypt and send 520 items' }).click();
    await ended;
    await visit(amara, `${app.url}/vault`);
    await amara.getByRole('button', { name: 'Unlock', exact: true }).click();
    await enterPassword(amara, 'Unlock', people['client owner'].password);
    await settled(amara);
    await expect(amara.getByText('524 items', { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(part(amara, 'Night')).toHaveCount(0);
  });

  expect(sent.filter((text) => text.includes('/rpc/vault/import')).length).toBe(8);
  expect(sent.filter((text) => PLAIN.test(text))).toEqual([]);
});

test('a protected file opens with what protects it', async ({ app }) => {
  test.setTimeout(180_000);
  const page = app.page;
  const sent = listen(page);
  await openVault(page, app.url, 'client owner');
  await visitWithKeys(page, app.url);
  const files = page.locator('.import input[type=file]');
  const open = page.getByRole('button', { name: 'Open the file' });

  await test.step('a KeePass database with a password and a key file', async () => {
    await files.first().setInputFiles(`${SAMPLES}/kdbx/keyfile.kdbx`);
    await expect(page.getByRole('heading', { name: 'keyfile.kdbx is protected' })).toBeVisible();
    await expect(open).toHaveAttribute('aria-disabled', 'true');
    await axe(page);
    await page.getByLabel('Password of the file').fill('correct horse');
    await open.click();
    await expect(page.getByText('The password or key file does not open this file. Try again.')).toBeVisible();
    await files.first().setInputFiles(`${SAMPLES}/kdbx/key.keyx`);
    await open.click();
    await expect(fact(page, 'Format')).toHaveText('KeePass 2 or KeePassXC (kdbx)');
    await expect(row(page, 'Example portal')).toContainText('alice');
    await expect(page.getByText('3 of 3 chosen')).toBeVisible();
    await page.getByRole('button', { name: 'Encrypt and send 3 items' }).click();
    await expect(page.getByRole('heading', { name: '3 items are in your vault' })).toBeVisible({ timeout: 30_000 });
  });

  await test.step('an export of Bitwarden with a password', async () => {
    await page.getByRole('button', { name: 'Import another' }).click();
    await files.first().setInputFiles(`${SAMPLES}/encrypted/password-argon2.json`);
    await expect(page.getByRole('heading', { name: 'password-argon2.json is protected' })).toBeVisible();
    await page.getByLabel('Password of the file').fill('correct horse');
    await open.click();
    await expect(page.getByText('The password or key file does not open this file. Try again.')).toBeVisible();
    await page.getByLabel('Password of the file').fill('correct horse battery staple');
    await open.click();
    await expect(fact(page, 'Format')).toContainText('Bitwarden');
    await page.getByRole('button', { name: /^Encrypt and send/ }).click();
    await expect(page.getByRole('heading', { name: /are in your vault$/ })).toBeVisible({ timeout: 30_000 });
  });

  await page.getByRole('link', { name: 'Open your vault' }).click();
  await settled(page);
  await row(page, 'Example portal').click();
  const drawer = page.getByRole('dialog', { name: 'Example portal' });
  await drawer.getByRole('button', { name: 'Show Password' }).click();
  await expect(drawer.getByText('CANARY-kdbx-2')).toBeVisible();
  expect(sent.filter((text) => text.includes('/rpc/vault/import')).length).toBe(2);
  expect(sent.filter((text) => /CANARY|correct horse|Example portal/.test(text))).toEqual([]);
});

test('an empty vault leads to the import, which begins with the keys', async ({ app }) => {
  test.setTimeout(120_000);
  const page = app.page;
  await openVault(page, app.url, 'service user');
  await page.locator('.empty').getByRole('link', { name: 'Import into your vault' }).click();
  await expect(page).toHaveURL(`${app.url}/vault/import`);
  // Loading the page anew drops the keys.
  await page.reload();
  await expect(page.getByText('Your vault is locked')).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await enterPassword(page, 'Unlock', people['service user'].password);

  await chooseFile(page, 'list.csv', 'where,who,geheim\nMail,ann,CANARY-list\nWiki,bob,CANARY-wiki\n');
  await expect(fact(page, 'Format')).toHaveText('Not recognized');
  await expect(page.getByRole('button', { name: /^Encrypt and send/ })).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel('where').selectOption({ label: 'Name' });
  await page.getByLabel('who').selectOption({ label: 'User name' });
  await page.getByLabel('geheim').selectOption({ label: 'Password' });
  await page.getByRole('button', { name: 'Read again' }).click();
  await expect(row(page, 'Wiki')).toContainText('bob');
  await expect(page.getByLabel('Into', { exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Encrypt and send 2 items' }).click();
  await expect(page.getByRole('heading', { name: '2 items are in your vault' })).toBeVisible({ timeout: 30_000 });
});

/** A file of two parts, all in one folder. */
function many(folder: string): string {
  const lines = Array.from({ length: 520 }, (_, at) => `https://s${at}.example.test,user${at},CANARY-${folder}-${at},,,${folder} ${at},${folder},0`);
  return [HEADER, ...lines].join('\n');
}

/** Signs in and opens the person's own vault with the master password. */
async function openVault(page: Page, url: string, who: 'client owner' | 'service user'): Promise<void> {
  await signInAs(page, url, people[who].email);
  await visit(page, `${url}/vault`);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await enterPassword(page, 'Unlock', people[who].password);
  await settled(page);
}

/** Opens the import within the page, so that the keys stay. */
async function visitWithKeys(page: Page, url: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: 'Import', exact: true }).click();
  await expect(page).toHaveURL(`${url}/vault/import`);
}

/** The value beside a label of the facts. */
function fact(page: Page, label: string) {
  return page.locator('dl.facts').locator(`dt:text-is("${label}") + dd`).first();
}

function rows(page: Page) {
  return page.locator('tr[data-at]');
}

/** A part of the vault, in the list beside the items. */
function part(page: Page, name: string) {
  return page.getByRole('navigation', { name: 'Parts of the vault' }).getByRole('link', { name, exact: true });
}

/** Addresses and bodies of everything that the page and its worker ask for from now on. */
function listen(page: Page): string[] {
  const heard: string[] = [];
  page.context().on('request', (request: Request) => {
    heard.push(`${request.url()} ${request.postDataBuffer()?.toString('utf8') ?? ''}`);
  });
  return heard;
}
