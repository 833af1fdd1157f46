import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { act, row, settled, told } from '../fixtures/acts';
import { Bw } from '../fixtures/bw';
import { troubles } from '../fixtures/castellan';
import { startOverTls } from '../fixtures/over_tls';
import { axe, expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { bearerOf, enterPassword, visit } from '../people_at_work';

test.use({ begin: 'sample' });

const password = people['client owner'].password;

/** Must not leave the browser in the clear. */
const PLAIN = /Railways|amara@rail|window seat|hunter2|JBSWY3DPEHPK3PXP|Travel-Plans|L01X00T47/;

test('a person keeps items of her own, and the server never reads one', async ({ app, context }) => {
  test.setTimeout(300_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url });
  const amara = app.page;
  const sent: string[] = [];
  amara.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  await signInAs(amara, app.url, people['client owner'].email);
  await visit(amara, `${app.url}/vault`);

  await test.step('without keys there is nothing to see', async () => {
    await expect(amara.locator('.empty')).toContainText('Your vault is locked');
    await axe(amara);
    await amara.getByRole('button', { name: 'Unlock', exact: true }).click();
    await enterPassword(amara, 'Unlock', password);
    await settled(amara);
    await axe(amara);
  });

  await test.step('a folder is made', async () => {
    await amara.getByRole('button', { name: 'New folder' }).click();
    const dialog = amara.getByRole('dialog', { name: 'New folder' });
    await dialog.getByRole('button', { name: 'Create folder' }).click();
    await expect(dialog.locator('.error')).toContainText('Enter a name');
    await dialog.getByLabel('Name of the folder').fill('Travel-Plans');
    await axe(amara);
    await dialog.getByRole('button', { name: 'Create folder' }).click();
    await told(amara, 'Travel-Plans was created');
    await part(amara, 'Travel-Plans').click();
    await expect(amara).toHaveURL(/in=folder-/);
    await expect(amara.getByText('Nothing here')).toBeVisible();
  });

  await test.step('a login is written, with a password that was generated', async () => {
    const dialog = await newItem(amara, 'Login');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.locator('.error')).toContainText('Enter a name');
    await dialog.getByLabel('Name', { exact: true }).fill('Railways');
    await dialog.getByLabel('User name').fill('amara@rail.example');
    await dialog.getByRole('button', { name: 'Generate' }).click();
    await expect(dialog.getByLabel('Generated')).toHaveText(/^.{20}$/);
    await axe(amara);
    await dialog.getByRole('button', { name: 'Use this password' }).click();
    await expect(dialog.getByLabel('Password', { exact: true })).toHaveValue(/^.{20}$/);
    await dialog.getByLabel('Password', { exact: true }).fill('hunter2');
    await dialog.getByLabel('Authenticator key').fill('JBSWY3DPEHPK3PXP');
    await dialog.getByLabel('Website 1').fill('https://trains.example/login');
    await dialog.getByRole('button', { name: 'Add website' }).click();
    await dialog.getByLabel('Website 2').fill('javascript:alert(1)');
    await dialog.getByLabel('Notes').fill('window seat');
    await dialog.getByRole('button', { name: 'Add field' }).click();
    await dialog.getByLabel('Name of field 1').fill('customer');
    await dialog.getByLabel('Value of field 1').fill('4711');
    // It lies in the folder that was looked at.
    await expect(dialog.getByLabel('Folder')).not.toHaveValue('');
    await axe(amara);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await told(amara, 'Railways was created');
    await expect(row(amara, 'Railways')).toContainText('amara@rail.example');
  });

  const drawer = amara.getByRole('dialog', { name: 'Railways' });
  await test.step('it is read again, and secrets are shown only when asked for', async () => {
    await amara.reload();
    await amara.getByRole('button', { name: 'Unlock', exact: true }).click();
    await enterPassword(amara, 'Unlock', password);
    await row(amara, 'Railways').click();
    await expect(amara).toHaveURL(/item=/);
    await expect(drawer.getByText('window seat')).toBeVisible();
    await expect(drawer.getByText('4711')).toBeVisible();
    expect(await amara.content()).not.toContain('hunter2');
    await expect(drawer.locator('.item-code .secret')).toHaveText(/^\d{3} \d{3}$/);
    await axe(amara);
    await drawer.getByRole('button', { name: 'Show Password' }).click();
    await expect(drawer.getByText('hunter2')).toBeVisible();
    await drawer.getByRole('button', { name: 'Hide Password' }).click();
    await expect(drawer.getByText('hunter2')).toHaveCount(0);
    await drawer.getByRole('button', { name: 'Copy Password' }).click();
    await expect.poll(() => clipboard(amara)).toBe('hunter2');
    const links = drawer.getByRole('link');
    await expect(links).toHaveCount(1);
    await expect(links).toHaveAttribute('href', 'https://trains.example/login');
    await expect(links).toHaveAttribute('rel', /noopener/);
  });

  await test.step('it is changed, and the old password is kept', async () => {
    await drawer.getByRole('button', { name: 'Edit' }).click();
    const form = amara.getByRole('dialog', { name: 'Edit Railways' });
    await expect(form.getByLabel('Website 2')).toHaveValue('javascript:alert(1)');
    await form.getByLabel('Password', { exact: true }).fill('hunter3');
    await amara.keyboard.press('Escape');
    await expect(form.getByText('Discard what you typed?')).toBeVisible();
    await axe(amara);
    await form.getByRole('button', { name: 'Keep editing' }).click();
    await expect(form.getByLabel('Password', { exact: true })).toHaveValue('hunter3');
    await form.getByRole('button', { name: 'Remove website 2' }).click();
    await form.getByLabel('Favourite').check();
    await form.getByRole('button', { name: 'Save' }).click();
    await told(amara, 'Railways was saved');
    await drawer.getByText('Passwords of before').click();
    await drawer.getByRole('button', { name: /^Show Until/ }).click();
    await expect(drawer.getByText('hunter2')).toBeVisible();
    await amara.keyboard.press('Escape');
    await part(amara, 'Favourites').click();
    await expect(rows(amara)).toHaveCount(1);
  });

  await test.step('a change of what another tab changed meanwhile loses nothing', async () => {
    await part(amara, 'All items').click();
    await act(amara, 'Railways', 'Edit');
    const form = amara.getByRole('dialog', { name: 'Edit Railways' });
    await form.getByLabel('User name').fill('amara.typed');
    const other = await context.newPage();
    await visit(other, `${app.url}/vault`);
    await other.getByRole('button', { name: 'Unlock', exact: true }).click();
    await enterPassword(other, 'Unlock', password);
    await act(other, 'Railways', 'Edit');
    await other.getByLabel('Notes').fill('aisle seat');
    await other.getByRole('button', { name: 'Save' }).click();
    await told(other, 'Railways was saved');
    await other.close();
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('Somebody changed this item while you were typing')).toBeVisible();
    await expect(form.getByLabel('User name')).toHaveValue('amara.typed');
    await axe(amara);
    await form.getByRole('button', { name: 'Load the current version' }).click();
    await expect(form.getByLabel('Notes')).toHaveValue('aisle seat');
    await form.getByRole('button', { name: 'Cancel' }).click();
    await expect(form).toBeHidden();
    app.expectConsoleError(/409/);
  });

  await test.step('other types', async () => {
    const note = await newItem(amara, 'Note');
    await note.getByLabel('Name', { exact: true }).fill('Alarm');
    await note.getByLabel('Notes').fill('the code is 1234');
    await note.getByLabel('Ask for the master password before it is shown').check();
    await note.getByRole('button', { name: 'Save' }).click();
    await told(amara, 'Alarm was created');
    const card = await newItem(amara, 'Card');
    await card.getByLabel('Name', { exact: true }).fill('Company card');
    await card.getByLabel('Card number').fill('4111111111111111');
    await card.getByLabel('Brand').fill('Visa');
    await axe(amara);
    await card.getByRole('button', { name: 'Save' }).click();
    await told(amara, 'Company card was created');
    await part(amara, 'Card').click();
    await expect(rows(amara)).toHaveCount(1);
    await expect(rows(amara).first()).toContainText('Visa');
    const ssh = await newItem(amara, 'SSH key');
    await ssh.getByLabel('Name', { exact: true }).fill('Server');
    await ssh.getByLabel('Private key').fill('not a key');
    await ssh.getByRole('button', { name: 'Save' }).click();
    await expect(ssh.getByText('This is no SSH key')).toBeVisible();
    await ssh.getByRole('button', { name: 'Cancel' }).click();
    await ssh.getByRole('button', { name: 'Discard' }).click();
    await expect(ssh).toBeHidden();
  });

  await test.step('an item that asks for the master password is guarded', async () => {
    await part(amara, 'All items').click();
    await row(amara, 'Alarm').click();
    const guarded = amara.getByRole('dialog', { name: 'Alarm' });
    await expect(guarded.getByText('This item asks for your master password', { exact: true })).toBeVisible();
    await axe(amara);
    await expect(guarded.getByText('the code is 1234')).toHaveCount(0);
    await guarded.getByRole('button', { name: 'Enter master password' }).click();
    await enterPassword(amara, 'Confirm', password);
    await expect(guarded.getByText('the code is 1234')).toBeVisible();
    await amara.keyboard.press('Escape');
  });

  await test.step('what is typed is searched for at once, and is in no address', async () => {
    const search = amara.getByRole('searchbox', { name: 'Search the vault' });
    await search.fill('trains RAIL');
    await expect(rows(amara)).toHaveCount(1);
    expect(amara.url()).not.toContain('RAIL');
    await search.fill('zzz');
    await expect(amara.getByText('No match')).toBeVisible();
    await amara.getByRole('button', { name: 'Clear the search' }).click();
    await expect(rows(amara)).toHaveCount(3);
  });

  await test.step('to the trash, back, and gone for good', async () => {
    await act(amara, 'Company card', 'Move to trash');
    await told(amara, '1 item is in the trash');
    await expect(rows(amara)).toHaveCount(2);
    await amara.getByRole('checkbox', { name: 'Select Alarm' }).check();
    await amara.getByRole('checkbox', { name: 'Select Railways' }).check();
    await axe(amara);
    await amara.getByRole('region', { name: 'Actions' }).getByRole('button', { name: 'Move to trash' }).click();
    await told(amara, '2 items are in the trash');
    await part(amara, 'Trash').click();
    await expect(rows(amara)).toHaveCount(3);
    await act(amara, 'Railways', 'Restore');
    await told(amara, '1 item is back');
    await amara.getByRole('checkbox', { name: 'Select Alarm' }).check();
    await amara.getByRole('region', { name: 'Actions' }).getByRole('button', { name: 'Delete for good' }).click();
    const dialog = amara.getByRole('dialog', { name: 'Delete 1 item for good?' });
    await axe(amara);
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await told(amara, '1 item is deleted for good');
    await expect(rows(amara)).toHaveCount(1);
    await part(amara, 'All items').click();
    await expect(rows(amara)).toHaveCount(1);
  });

  await test.step('everything is taken along, protected or not', async () => {
    await amara.getByRole('button', { name: 'Export' }).click();
    const dialog = amara.getByRole('dialog', { name: 'Export your vault' });
    await dialog.getByLabel('Password of the file', { exact: true }).fill('another password');
    await dialog.getByLabel('Password of the file again').fill('another password');
    await axe(amara);
    const [file] = await Promise.all([
      amara.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export' }).click().then(() => enterPassword(amara, 'Confirm', password)),
    ]);
    expect(file.suggestedFilename()).toMatch(/^castellan-vault-.*-encrypted\.json$/);
    const text = await readFile(await file.path(), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ encrypted: true, passwordProtected: true });
    expect(text).not.toContain('Railways');
    await told(amara, '1 item exported');
    await amara.getByRole('button', { name: 'Export' }).click();
    await dialog.getByText('Not encrypted').click();
    const [plain] = await Promise.all([
      amara.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export' }).click().then(() => enterPassword(amara, 'Confirm', password)),
    ]);
    expect(JSON.parse(await readFile(await plain.path(), 'utf8'))).toMatchObject({
      encrypted: false,
      folders: [{ name: 'Travel-Plans' }],
      items: [{ name: 'Railways', login: { password: 'hunter3' } }],
    });
    await told(amara, '1 item exported');
  });

  await test.step('her organization’s log tells it', async () => {
    const elsewhere = await app.someoneElse();
    await signInAs(elsewhere, app.url, people['client owner'].email);
    const client = await organizationOf(elsewhere, app.url);
    await visit(elsewhere, `${app.url}/organizations/${client}/events?group=sign-in`);
    await expect(elsewhere.locator('.events').first()).toContainText('Amara Okafor exported their own vault');
  });

  await test.step('without an entry in the log there is no file', async () => {
    let files = 0;
    amara.on('download', () => (files += 1));
    await amara.route('**/rpc/vault/begin_export', (route) => route.fulfill({ status: 500, json: { code: 'internal', message: 'Something went wrong on our side.' } }));
    app.expectConsoleError(/500/);
    await amara.getByRole('button', { name: 'Export' }).click();
    const dialog = amara.getByRole('dialog', { name: 'Export your vault' });
    await dialog.getByText('Not encrypted').click();
    await dialog.getByRole('button', { name: 'Export' }).click();
    await enterPassword(amara, 'Confirm', password);
    await expect(dialog).toContainText('went wrong');
    expect(files).toBe(0);
    await amara.unroute('**/rpc/vault/begin_export');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('the folder goes, and its item stays', async () => {
    await amara.getByRole('button', { name: 'Change this folder: Travel-Plans' }).click();
    await amara.getByRole('menuitem', { name: 'Delete folder' }).click();
    await amara.getByRole('dialog').getByRole('button', { name: 'Delete folder' }).click();
    await told(amara, 'Travel-Plans was deleted');
    await part(amara, 'No folder').click();
    await expect(rows(amara)).toHaveCount(1);
  });

  for (const { kind, plain, masked } of [
    { kind: 'Bank account', plain: 'Kind of account', masked: 'Account number' },
    { kind: 'Driver’s licence', plain: 'Class', masked: 'Licence number' },
    { kind: 'Passport', plain: 'Nationality', masked: 'Passport number' },
  ]) {
    await test.step(`${kind}: written, changed and read again`, async () => {
      const name = `Her ${kind}`;
      const fresh = await newItem(amara, kind);
      await fresh.getByLabel('Name', { exact: true }).fill(name);
      await fresh.getByLabel(plain).fill('as it was');
      await fresh.getByLabel(masked, { exact: true }).fill('L01X00T47');
      await axe(amara);
      await fresh.getByRole('button', { name: 'Save' }).click();
      await told(amara, `${name} was created`);
      await row(amara, name).click();
      const opened = amara.getByRole('dialog', { name });
      await expect(opened.getByText('as it was')).toBeVisible();
      await opened.getByRole('button', { name: 'Edit' }).click();
      const form = amara.getByRole('dialog', { name: `Edit ${name}` });
      await expect(form.getByLabel(masked, { exact: true })).toHaveValue('L01X00T47');
      await form.getByLabel(plain).fill('as it is');
      await form.getByRole('button', { name: 'Save' }).click();
      await told(amara, `${name} was saved`);
      await expect(opened.getByText('as it is')).toBeVisible();
      await expect(opened.getByText('L01X00T47')).toHaveCount(0);
      await opened.getByRole('button', { name: `Show ${masked}` }).click();
      await expect(opened.getByText('L01X00T47')).toBeVisible();
    });
  }

  for (const request of sent) expect(decodeURIComponent(request.replace(/%(?![0-9a-fA-F]{2})/g, '')), 'nothing in the clear').not.toMatch(PLAIN);
});

test('items of an organization go by grant, and its log tells who looked', async ({ app }) => {
  test.setTimeout(120_000);
  const amara = app.page;
  await signInAs(amara, app.url, people['client owner'].email);
  await visit(amara, `${app.url}/vault`);
  await amara.getByRole('button', { name: 'Unlock', exact: true }).click();
  await enterPassword(amara, 'Unlock', password);
  await settled(amara);
  await part(amara, 'Hartwell Dental').click();
  const before = await rows(amara).count();

  await test.step('a login is written for everybody in a collection', async () => {
    const dialog = await newItem(amara, 'Login');
    await expect(dialog.getByLabel('Owner')).not.toHaveValue('');
    await dialog.getByLabel('Name', { exact: true }).fill('X-ray machine');
    await dialog.getByLabel('User name').fill('practice');
    await dialog.getByLabel('Password', { exact: true }).fill('hunter2');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.locator('.error', { hasText: 'Choose a collection' })).toBeVisible();
    await dialog.getByLabel('Collection').selectOption({ index: 1 });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await told(amara, 'X-ray machine was created');
    await expect(rows(amara)).toHaveCount(before + 1);
    await expect(row(amara, 'X-ray machine')).toContainText('Hartwell Dental');
  });

  await test.step('it is looked at, changed, and the log tells', async () => {
    await row(amara, 'X-ray machine').click();
    const drawer = amara.getByRole('dialog', { name: 'X-ray machine' });
    await drawer.getByRole('button', { name: 'Show Password' }).click();
    await expect(drawer.getByText('hunter2')).toBeVisible();
    await drawer.getByRole('button', { name: 'Edit' }).click();
    const form = amara.getByRole('dialog', { name: 'Edit X-ray machine' });
    await form.getByLabel('Notes').fill('second floor');
    await form.getByRole('button', { name: 'Save' }).click();
    await told(amara, 'X-ray machine was saved');
    const client = await organizationOf(amara, app.url);
    await visit(amara, `${app.url}/organizations/${client}/events`);
    for (const sentence of [/created an item/, /opened an item/, /looked at a secret of an item/, /changed an item/]) await expect(amara.getByRole('main').getByText(sentence).first()).toBeVisible();
  });

  await test.step('a write names the organization beside the item', async () => {
    const token = await bearerOf(amara, () => amara.reload());
    const client = /organizations\/([0-9a-f-]{36})/.exec(amara.url())?.[1] ?? '';
    const answer = await amara.request.post(`${app.url}/rpc/items/trash`, {
      headers: { authorization: token, 'content-type': 'application/json', origin: app.url },
      data: { request: { organization: client, items: [] } },
    });
    expect((await answer.json()).code).toBe('wrong_client');
  });
});

test('an item that is asked for twice while it opens stays open', async ({ app }) => {
  const amara = app.page;
  await signInAs(amara, app.url, people['client owner'].email);
  await visit(amara, `${app.url}/vault`);
  await amara.getByRole('button', { name: 'Unlock', exact: true }).click();
  await enterPassword(amara, 'Unlock', password);
  const form = await newItem(amara, 'Login');
  await form.getByLabel('Name', { exact: true }).fill('Trams');
  await form.getByLabel('Password', { exact: true }).fill('hunter2');
  await form.getByRole('button', { name: 'Save' }).click();
  await told(amara, 'Trams was created');
  await row(amara, 'Trams').click();
  const drawer = amara.getByRole('dialog', { name: 'Trams' });
  await expect(drawer).toBeVisible();

  // The drawer asks when the item is on the shelf, and once more when the whole vault is. Both answers come at once.
  const waiting: (() => void)[] = [];
  await amara.route('**/rpc/vault/read', async (route) => {
    const response = await route.fetch();
    await new Promise<void>((go) => {
      waiting.push(go);
      if (waiting.length === 2) for (const one of waiting) one();
    });
    await route.fulfill({ response });
  });
  await amara.reload();
  await amara.getByRole('button', { name: 'Unlock', exact: true }).last().click();
  await enterPassword(amara, 'Unlock', password);
  await drawer.getByRole('button', { name: 'Show Password' }).click();
  await expect(drawer.getByText('hunter2')).toBeVisible();
  expect(waiting).toHaveLength(2);
});

test('what the page writes is read by bw, and the other way round', async ({ browser }) => {
  test.setTimeout(300_000);
  const { castellan, certificate } = await startOverTls();
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const bw = await Bw.at('newest', castellan.url, certificate);
  await bw.logIn(people['client owner'].email, password);
  const login = { username: 'amara', password: 'from bw', totp: null, uris: [{ match: null, uri: 'https://bw.example' }] };
  const made = await bw.json<{ id: string }>(['create', 'item'], { type: 1, name: 'Written by bw', notes: null, login, fields: [{ name: 'pin', value: '4711', type: 1 }] });
  const scan = join(mkdtempSync(join(tmpdir(), 'castellan-file-')), 'contract – signed.pdf');
  writeFileSync(scan, Buffer.alloc(1_500_000, 'scan'));
  await bw.must(['create', 'attachment', '--file', scan, '--itemid', made.id]);
  const organization = (await bw.json<{ id: string; name: string }[]>(['list', 'organizations'])).find(({ name }) => name === 'Hartwell Dental')?.id ?? '';
  const inOrganization = ['--organizationid', organization];
  const self = (await bw.json<{ id: string; email: string }[]>(['list', 'org-members', ...inOrganization])).find(({ email }) => email === people['client owner'].email);
  const shelf = { organizationId: organization, name: 'Second shelf', externalId: null, groups: [], users: [{ id: self?.id, readOnly: false, hidePasswords: false, manage: true }] };
  await bw.must(['create', 'org-collection', ...inOrganization], shelf);

  await signInAs(page, castellan.url, people['client owner'].email);
  await visit(page, `${castellan.url}/vault`);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
  await enterPassword(page, 'Unlock', password);
  await row(page, 'Written by bw').click();
  const drawer = page.getByRole('dialog', { name: 'Written by bw' });
  await drawer.getByRole('button', { name: 'Show pin' }).click();
  await expect(drawer.getByText('4711')).toBeVisible();
  await expect(drawer.getByRole('listitem')).toContainText(/^contract – signed\.pdf\s*1\.4 MB/);
  await axe(page);

  await test.step('a file is saved, another attached, a third deleted', async () => {
    const save = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), drawer.getByRole('button', { name: `Save ${name}` }).click()]);
      expect(download.suggestedFilename()).toBe(name);
      await told(page, `${name} was saved`);
      return readFileSync(await download.path());
    };
    expect((await save('contract – signed.pdf')).equals(readFileSync(scan))).toBe(true);
    const plan = { name: 'floor plan.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(Array.from({ length: 400_001 }, (_, n) => n % 253)) };
    for (const file of [plan, { name: 'empty', mimeType: '', buffer: Buffer.alloc(0) }]) {
      await drawer.getByLabel('Attach a file').setInputFiles(file);
      await told(page, `${file.name} is attached`);
    }
    await expect(drawer.getByRole('listitem')).toHaveText([/^contract/, /^floor plan\.svg\s*391 kB/, /^empty/]);
    expect((await save(plan.name)).equals(plan.buffer)).toBe(true);
    await drawer.getByRole('button', { name: 'Delete empty' }).click();
    await axe(page);
    await page.getByRole('dialog', { name: 'Delete empty?' }).getByRole('button', { name: 'Delete file' }).click();
    await told(page, 'empty was deleted');
    await expect(drawer.getByRole('listitem')).toHaveCount(2);
    await bw.must(['sync', '-f']);
    await bw.must(['get', 'attachment', 'floor plan', '--itemid', made.id, '--output', `${scan}.plan`]);
    expect(readFileSync(`${scan}.plan`).equals(plan.buffer)).toBe(true);
  });

  await drawer.getByRole('button', { name: 'Edit' }).click();
  const form = page.getByRole('dialog', { name: 'Edit Written by bw' });
  await form.getByLabel('Password', { exact: true }).fill('from the page');
  await form.getByRole('button', { name: 'Save' }).click();
  await told(page, 'Written by bw was saved');
  await drawer.getByRole('button', { name: 'Close' }).click();
  await expect(drawer).toBeHidden();
  const fresh = await newItem(page, 'Login');
  await fresh.getByLabel('Name', { exact: true }).fill('Written by the page');
  await fresh.getByLabel('Password', { exact: true }).fill('fresh');
  await fresh.getByLabel('Website 1').fill('https://page.example');
  await fresh.getByRole('button', { name: 'Save' }).click();
  await told(page, 'Written by the page was created');

  await bw.must(['sync', '-f']);
  const items = await bw.json<{ id: string; name: string; login: typeof login; fields?: { value: string }[]; passwordHistory: { password: string }[] | null }[]>(['list', 'items']);
  expect(items.find(({ id }) => id === made.id)).toMatchObject({
    login: { username: 'amara', password: 'from the page', uris: [{ uri: 'https://bw.example' }] },
    fields: [{ value: '4711' }],
    passwordHistory: [{ password: 'from bw' }],
  });
  expect(items.find(({ name }) => name === 'Written by the page')).toMatchObject({ login: { password: 'fresh', uris: [{ uri: 'https://page.example' }] } });
  // The item was encrypted again by the page, and its file can still be read.
  await bw.must(['get', 'attachment', 'contract', '--itemid', made.id, '--output', `${scan}.read`]);
  expect(readFileSync(`${scan}.read`).equals(readFileSync(scan))).toBe(true);

  await test.step('it is given to the organization, with its files, and changes its collections there', async () => {
    await act(page, 'Written by bw', 'Move to an organization');
    const question = page.getByRole('dialog', { name: 'Move Written by bw to an organization' });
    await question.getByRole('button', { name: 'Move item' }).click();
    await expect(question.getByRole('alert')).toContainText('Choose at least one collection');
    await axe(page);
    await question.getByRole('checkbox').first().check();
    await question.getByRole('button', { name: 'Move item' }).click();
    await told(page, 'Written by bw belongs to Hartwell Dental now');
    await expect(row(page, 'Written by bw')).toContainText('Hartwell Dental');
    interface Given {
      organizationId: string;
      collectionIds: string[];
      login: { password: string };
    }
    await bw.must(['sync', '-f']);
    const given = await bw.json<Given>(['get', 'item', made.id]);
    expect(given.organizationId).toBe(organization);
    expect([given.collectionIds.length, given.login.password]).toEqual([1, 'from the page']);
    await bw.must(['get', 'attachment', 'floor plan', '--itemid', made.id, '--output', `${scan}.given`]);
    expect(readFileSync(`${scan}.given`).equals(readFileSync(`${scan}.plan`))).toBe(true);

    await act(page, 'Written by bw', 'Change collections');
    const places = page.getByRole('dialog', { name: 'Collections of Written by bw' });
    await axe(page);
    await places.getByRole('checkbox').nth(1).check();
    await places.getByRole('checkbox').first().uncheck();
    await places.getByRole('button', { name: 'Save' }).click();
    await told(page, 'Written by bw was saved');
    await bw.must(['sync', '-f']);
    const moved = await bw.json<Given>(['get', 'item', made.id]);
    expect(moved.collectionIds).toHaveLength(1);
    expect(moved.collectionIds).not.toEqual(given.collectionIds);
  });
  await bw.forget();
  await context.close();
  await castellan.stop();
  expect(troubles(castellan), 'errors in the server log').toEqual([]);
});

function rows(page: Page) {
  return page.locator('tr[data-at]');
}

/** A part of the vault, in the list beside the items. */
function part(page: Page, name: string) {
  return page.getByRole('navigation', { name: 'Parts of the vault' }).getByRole('link', { name, exact: true });
}

async function newItem(page: Page, kind: string) {
  // A drawer that is open covers the button.
  const close = page.locator('dialog.drawer[open]').getByRole('button', { name: 'Close', exact: true });
  if (await close.isVisible()) await close.click();
  await expect(async () => {
    await page.getByRole('button', { name: 'New item' }).click();
    await expect(page.getByRole('menu')).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await page.getByRole('menuitem', { name: kind, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: `New ${kind}` });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

async function organizationOf(page: Page, url: string): Promise<string> {
  await visit(page, `${url}/vault/account`);
  const link = await page.getByRole('main').getByRole('link', { name: 'Admin Console' }).first().getAttribute('href');
  return /organizations\/([0-9a-f-]{36})/.exec(link ?? '')?.[1] ?? '';
}
