import { createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page, Request } from '@playwright/test';
import { wide } from '../browser';
import { chooseFile, row, settled, told } from '../fixtures/acts';
import { axe, expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { bearerOf, enterPassword, visit } from '../people_at_work';

test.use({ begin: 'sample' });

const password = people['client owner'].password;

/** Made up. Whatever says CANARY is a secret; the names must not leave the browser either. */
const LASTPASS = [
  'url,username,password,totp,extra,name,grouping,fav',
  'https://accounts.example.test/login,chloe@hartwell.example,CANARY-chrome,,,Chrome sync account,Office,0',
  'https://app.dentrix.example,frontdesk,CANARY-dentrix,,,Dentrix practice,Office,0',
  'http://sn,,,,CANARY-contract,Sterilizer service contract,,0',
  'https://app.dentrix.example,frontdesk,CANARY-dentrix,,,Dentrix practice,Front desk,0',
  `https://long.example.test,ann,CANARY-long,,,${'n'.repeat(9_000)},,0`,
  'https://supply.example,orders,CANARY-supply,,,Supply portal,Office,1',
].join('\n');

const BITWARDEN = JSON.stringify({
  encrypted: false,
  folders: [{ id: 'f1', name: 'Shared' }],
  items: [
    { type: 1, name: 'Router', folderId: 'f1', login: { username: 'admin', password: 'CANARY-router', uris: [{ uri: 'https://router.example.test' }] } },
    { type: 3, name: 'Corporate card', card: { cardholderName: 'H. Dental', number: 'CANARY-card', expMonth: '8', expYear: '2031' } },
  ],
});

const PLAIN = /CANARY|Dentrix|Sterilizer|Supply portal|Chrome sync|Corporate card|frontdesk/;

test('a provider user imports for a client, and the client decides', async ({ app, browserName }) => {
  test.setTimeout(180_000);
  expect(browserName).toBe('chromium');
  const priya = app.page;
  const sent = listen(priya);
  await signInAs(priya, app.url, people['service user'].email);
  await settled(priya);
  await priya.getByRole('searchbox').first().fill('hartwell');
  await priya.getByRole('link', { name: 'Hartwell Dental' }).first().click();
  await priya.getByRole('link', { name: 'Import', exact: true }).click();
  await expect(priya.getByRole('heading', { name: 'Import vault data' })).toBeVisible();
  const page = priya.url();
  const client = /organizations\/([0-9a-f-]{36})/.exec(page)?.[1] ?? '';

  await test.step('a file is checked', async () => {
    await chooseFile(priya, 'lastpass_export.csv', LASTPASS);
    await expect(priya.getByText(/you cannot see these items again; Hartwell Dental’s members can/)).toBeVisible();
    await expect(fact(priya, 'Format')).toHaveText('LastPass (csv)');
    await expect(fact(priya, 'Rows read')).toHaveText('6');
    await expect(fact(priya, 'Logins')).toHaveText('4');
    await expect(fact(priya, 'Secure notes')).toHaveText('1');
    await expect(fact(priya, 'Twice in file')).toHaveText('1');
    await expect(fact(priya, 'Not understood')).toHaveText('1');
    await priya.getByText('1 note about the file').click();
    await expect(priya.getByText('Row 6: the name is too long')).toBeVisible();
    await expect(priya.locator('tr[data-at]')).toHaveCount(5);
    await expect(priya.locator('tr[data-at]').nth(3)).toContainText('Twice in file');
    await expect(priya.locator('tr[data-at]').nth(3).getByRole('checkbox')).not.toBeChecked();
    await expect(priya.getByText('4 of 5 chosen')).toBeVisible();
    await priya.getByRole('searchbox', { name: /^Filter by name/ }).fill('supply');
    await expect(priya.locator('tr[data-at]')).toHaveCount(1);
    await priya.locator('tr[data-at]').getByRole('checkbox').uncheck();
    await expect(priya.getByText('3 of 5 chosen')).toBeVisible();
    await priya.locator('tr[data-at]').getByRole('checkbox').check();
    await priya.getByRole('searchbox', { name: /^Filter by name/ }).fill('');
    await expect(priya.locator('tr[data-at]')).toHaveCount(5);
    // The frame and the buttons stay in sight and cover what scrolls below them: here all of it is seen at once.
    await priya.setViewportSize({ ...wide.viewport, height: 1_800 });
    await axe(priya);
    await priya.setViewportSize(wide.viewport);
  });

  await test.step('it is sent once it is encrypted', async () => {
    const there = priya.getByRole('radio', { name: /^A collection that is there/ });
    await expect(there).toBeDisabled();
    await expect(priya.getByText('What you send is held in collections of its own, so that it can be withdrawn or discarded as a whole.')).toBeVisible();
    await priya.getByRole('radio', { name: /^A collection for each of its 2 folders/ }).check();
    await priya.getByLabel('Ticket or order number').fill('T-4711');
    await priya.getByRole('button', { name: 'Encrypt and send 4 items' }).click();
    await expect(priya.getByRole('heading', { name: '4 items were sent' })).toBeVisible({ timeout: 30_000 });
    await expect(fact(priya, 'State')).toHaveText('Held');
    await expect(fact(priya, 'Items')).toHaveText('4');
    await expect(fact(priya, 'Reference')).toHaveText('T-4711');
    await expect(fact(priya, 'Sent by')).toHaveText('Priya Nair for Northgate IT');
    await expect(fact(priya, 'Signature')).toBeVisible();
    await axe(priya);
    const [download] = await Promise.all([priya.waitForEvent('download'), priya.getByRole('button', { name: 'Download' }).click()]);
    const receipt = await readFile(await download.path(), 'utf8');
    expect(receipt).toContain('\nreference T-4711\n');
    expect(isSigned(receipt)).toBe(true);
    expect(isSigned(receipt.replace('\nitems 4\n', '\nitems 5\n'))).toBe(false);
  });

  await test.step('the provider user cannot see the items', async () => {
    const authorization = await bearerOf(priya, () => priya.getByRole('button', { name: 'See all imports' }).click());
    await expect(row(priya, '4 items')).toContainText('Held');
    const headers = { authorization, 'x-castellan-client': client };
    const id = await importOf(priya);
    for (const [path, request] of [
      ['items/list', { organization: client, cursor: null }],
      ['imports/items', { organization: client, import: id, cursor: null }],
    ] as const) {
      const answer = await priya.request.post(`${app.url}/rpc/${path}`, { headers, data: { request } });
      expect(answer.status(), path).toBe(403);
    }
    await expect(priya.getByRole('button', { name: 'Look and accept' })).toHaveCount(0);
    await axe(priya);
    await priya.keyboard.press('Escape');
  });

  await test.step('an import that stops goes on where it was', async () => {
    app.expectConsoleError(/ERR_FAILED|Failed to load resource/);
    await priya.getByRole('tab', { name: 'Import a file' }).click();
    await priya.getByRole('button', { name: 'Import another' }).click();
    const many = ['url,username,password,totp,extra,name,grouping,fav'];
    for (let at = 0; at < 520; at++) many.push(`https://s${at}.example.test,user${at},CANARY-${at},,,Dentrix ${at},,0`);
    await chooseFile(priya, 'many.csv', many.join('\n'));
    await expect(priya.getByText('520 of 520 chosen')).toBeVisible();
    let parts = 0;
    await priya.route('**/rpc/imports/send', (route) => (++parts === 2 ? route.abort() : route.continue()));
    await priya.getByRole('button', { name: 'Encrypt and send 520 items' }).click();
    await expect(priya.getByText('The import stopped')).toBeVisible({ timeout: 30_000 });
    // Also after the page was left.
    await priya.getByRole('link', { name: 'Members' }).click();
    await priya.getByRole('link', { name: 'Import', exact: true }).click();
    await expect(priya.getByText('The import of many.csv stopped: 500 of 520 items were sent.')).toBeVisible();
    await priya.getByRole('button', { name: 'Continue' }).click();
    await expect(priya.getByRole('heading', { name: '520 items were sent' })).toBeVisible({ timeout: 30_000 });
    // Two parts, one of them twice.
    expect(parts).toBe(3);
    await priya.unroute('**/rpc/imports/send');
  });

  await test.step('and is withdrawn', async () => {
    await priya.getByRole('button', { name: 'See all imports' }).click();
    await row(priya, '520 items').click();
    await priya.getByRole('dialog', { name: 'Import of 520 items' }).getByRole('button', { name: 'Withdraw' }).click();
    await priya.getByRole('dialog', { name: 'Withdraw this import?' }).getByRole('button', { name: 'Withdraw' }).click();
    await told(priya, 'The import was withdrawn');
    await expect(row(priya, '520 items')).toContainText('Withdrawn');
  });

  await test.step('nothing of the files has left the browser', async () => {
    expect(sent.filter((text) => text.includes('/rpc/imports/send')).length).toBeGreaterThan(3);
    expect(sent.filter((text) => PLAIN.test(text))).toEqual([]);
    expect(await kept(priya)).not.toMatch(PLAIN);
  });

  await test.step('the client sees it and accepts it', async () => {
    const amara = await app.someoneElse();
    const sentByAmara = listen(amara);
    await signInAs(amara, app.url, people['client owner'].email);
    await visit(amara, `${app.url}/organizations/${client}/members`);
    await expect(amara.getByText('1 import waits to be accepted.')).toBeVisible();
    await expect(amara.getByRole('link', { name: /^Import 1/ })).toBeVisible();
    await amara.getByRole('link', { name: 'Look at it' }).click();
    await row(amara, '4 items').click();
    await axe(amara);
    await amara.getByRole('button', { name: 'Look and accept' }).click();
    await enterPassword(amara, 'Unlock', password);
    await expect(row(amara, 'Dentrix practice')).toContainText('frontdesk');
    await expect(row(amara, 'Dentrix practice')).toContainText('New');
    await expect(amara.getByText('Office')).toBeVisible();
    await axe(amara);
    await amara.getByRole('button', { name: 'Accept 4 items' }).click();
    await told(amara, '4 items are in the vault');
    await expect(row(amara, '4 items')).toContainText('Accepted');
    await expect(amara.getByRole('link', { name: 'Import', exact: true })).toBeVisible();
    expect(sentByAmara.filter((text) => PLAIN.test(text))).toEqual([]);
    expect(await kept(amara)).not.toMatch(PLAIN);
  });

  await test.step('what is there already is left out', async () => {
    await priya.getByRole('tab', { name: 'Import a file' }).click();
    await priya.getByRole('button', { name: 'Import another' }).click();
    await chooseFile(priya, 'again.csv', LASTPASS);
    await priya.getByRole('button', { name: 'Encrypt and send 4 items' }).click();
    await expect(priya.getByRole('heading', { name: '4 items were sent' })).toBeVisible({ timeout: 30_000 });
    const amara = await app.someoneElse();
    await signInAs(amara, app.url, people['client owner'].email);
    await visit(amara, `${app.url}/organizations/${client}/import?view=history`);
    await row(amara, 'Held').click();
    await amara.getByRole('button', { name: 'Look and accept' }).click();
    await enterPassword(amara, 'Unlock', password);
    await expect(amara.getByText('3 logins are in the vault with the same name, user name and password, and are left out.')).toBeVisible();
    await expect(row(amara, 'Dentrix practice')).toContainText('In the vault');
    await amara.getByRole('button', { name: 'Back to imports' }).click();
    await row(amara, 'Held').click();
    await amara.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await amara.getByRole('dialog', { name: 'Discard this import?' }).getByRole('button', { name: 'Discard' }).click();
    await told(amara, 'The import was discarded');
  });
});

test('the organization’s own people import into their vault at once', async ({ app }) => {
  test.setTimeout(90_000);
  const amara = app.page;
  const sent = listen(amara);
  await signInAs(amara, app.url, people['client owner'].email);
  await visit(amara, `${app.url}/vault/account`);
  await amara.getByRole('main').getByRole('link', { name: 'Admin Console' }).click();
  await amara.getByRole('link', { name: 'Import', exact: true }).click();

  await test.step('a text that is pasted', async () => {
    await amara.getByText('Paste text instead').click();
    await amara.getByLabel('Text of an export').fill(BITWARDEN);
    await amara.getByRole('button', { name: 'Read this text' }).click();
    await expect(fact(amara, 'Format')).toHaveText('Bitwarden (json)');
    await expect(fact(amara, 'Cards')).toHaveText('1');
    await amara.getByLabel('Name of the collection').fill('Shelf for imports');
    await amara.getByRole('button', { name: 'Encrypt and send 2 items' }).click();
    await enterPassword(amara, 'Unlock', password);
    await expect(amara.getByText('The items are in the vault.')).toBeVisible({ timeout: 30_000 });
    await expect(fact(amara, 'State')).toHaveText('Accepted');
    await amara.getByRole('button', { name: 'Import another' }).click();
  });

  await test.step('a table of no known product', async () => {
    await chooseFile(amara, 'list.csv', 'where,who,geheim\nMail,ann,CANARY-list\nWiki,bob,CANARY-wiki\n');
    await expect(fact(amara, 'Format')).toHaveText('Not recognized');
    await expect(amara.getByRole('button', { name: /^Encrypt and send/ })).toHaveAttribute('aria-disabled', 'true');
    await amara.getByLabel('where').selectOption({ label: 'Name' });
    await amara.getByLabel('who').selectOption({ label: 'User name' });
    await amara.getByLabel('geheim').selectOption({ label: 'Password' });
    await axe(amara);
    await amara.getByRole('button', { name: 'Read again' }).click();
    await expect(row(amara, 'Wiki')).toContainText('bob');
    await expect(amara.getByRole('button', { name: 'Encrypt and send 2 items' })).toBeVisible();
  });

  await test.step('into a collection that is there', async () => {
    await expect(amara.getByRole('radio', { name: /^A collection for each of its folders/ })).toBeDisabled();
    await amara.getByRole('radio', { name: /^A collection that is there/ }).check();
    await expect(amara.getByLabel('Name of the collection')).toHaveCount(0);
    await amara.getByLabel('Collection', { exact: true }).selectOption({ label: 'Shelf for imports' });
    await axe(amara);
    await amara.getByRole('button', { name: 'Encrypt and send 2 items' }).click();
    await expect(amara.getByText('The items are in the vault.')).toBeVisible({ timeout: 30_000 });
    await expect(fact(amara, 'Collections')).toHaveText('1');
    await amara.getByRole('button', { name: 'Import another' }).click();
  });

  await test.step('what is no export says so', async () => {
    await chooseFile(amara, 'picture.json', '{"a": 1}');
    await expect(amara.getByText('This is no export that we know.')).toBeVisible();
    await axe(amara);
  });

  await test.step('all of it is in that collection', async () => {
    await visit(amara, `${app.url}/vault`);
    await amara.getByRole('button', { name: 'Unlock', exact: true }).click();
    await enterPassword(amara, 'Unlock', password);
    await settled(amara);
    await amara.getByRole('navigation', { name: 'Parts of the vault' }).getByRole('link', { name: 'Shelf for imports', exact: true }).click();
    await expect(amara.locator('tr[data-at]')).toHaveCount(4);
    await expect(row(amara, 'Wiki')).toContainText('bob');
  });
  expect(sent.filter((text) => /CANARY|Router|Corporate card|Shelf/.test(text))).toEqual([]);
});

/** The value beside a label of the facts. */
function fact(page: Page, label: string) {
  return page.locator('dl.facts').locator(`dt:text-is("${label}") + dd`).first();
}

/** Whether the last line of a receipt signs the lines before it. */
function isSigned(receipt: string): boolean {
  const [, text, key, mark] = /^([^]*)signature ed25519:([^:]+):([^\n]+)\n$/.exec(receipt) ?? [];
  if (!text || !key || !mark) throw new Error(`no signature in ${receipt}`);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64')]);
  return verify(null, Buffer.from(text), createPublicKey({ key: spki, format: 'der', type: 'spki' }), Buffer.from(mark, 'base64'));
}

/** Addresses and bodies of everything that the page and its worker ask for from now on. */
function listen(page: Page): string[] {
  const heard: string[] = [];
  page.context().on('request', (request: Request) => {
    heard.push(`${request.url()} ${request.postDataBuffer()?.toString('utf8') ?? ''}`);
  });
  return heard;
}

/** Opens the first import of the list; its id. */
async function importOf(page: Page): Promise<string> {
  await page.locator('tr[data-at]').first().click();
  await expect(page).toHaveURL(/import=[0-9a-f-]{36}/);
  return /import=([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}

/** Everything that the browser keeps for the page. */
async function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const stores = [...(await indexedDB.databases()).map(({ name }) => name), ...(await caches.keys())];
    if (stores.length > 0) throw new Error(`the browser keeps ${stores.join(', ')}, which nobody has looked into`);
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]);
  });
}
