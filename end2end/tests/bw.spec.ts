import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { row } from '../fixtures/acts';
import { Bw, versions, type Version } from '../fixtures/bw';
import { troubles, type Castellan } from '../fixtures/castellan';
import { startOverTls } from '../fixtures/over_tls';
import { makeApiKey } from '../fixtures/proof';
import { people, signIn, signInAs } from '../people';
import { visit } from '../people_at_work';

interface Item {
  id: string;
  name: string;
  notes: string | null;
  folderId: string | null;
  organizationId: string | null;
  collectionIds: string[];
  favorite: boolean;
  attachments?: { id: string; fileName: string }[];
  login?: { username: string; password: string; totp: string; uris: { uri: string }[] };
}
interface Named {
  id: string;
  name: string;
}

test.describe.configure({ mode: 'serial' });
let castellan: Castellan;
let certificate: string;

test.beforeAll(async () => {
  ({ castellan, certificate } = await startOverTls());
});

test.afterAll(async () => {
  await castellan.stop();
  expect(troubles(castellan), 'errors in the server log').toEqual([]);
});

for (const version of Object.keys(versions) as Version[]) {
  test(`bw ${versions[version]} signs in, reads and writes`, async ({ browser }) => {
    // Each command is a process of its own, which takes seconds to start.
    test.setTimeout(900_000);
    const owner = await Bw.at(version, castellan.url, certificate);
    await owner.logIn(people['client owner'].email, people['client owner'].password);
    const organization = (await owner.json<Named[]>(['list', 'organizations'])).find(({ name }) => name === 'Hartwell Dental');
    const collection = (await owner.json<Named[]>(['list', 'collections']))[0];
    expect(organization && collection, 'an organization with a collection whose name is readable').toBeTruthy();
    if (!organization || !collection) return;
    expect(await owner.json<Named[]>(['list', 'org-collections', '--organizationid', organization.id])).toContainEqual(
      expect.objectContaining({ id: collection.id, name: collection.name }),
    );

    // Some words of the list have a hyphen of their own.
    expect(await owner.must(['get', 'fingerprint', 'me'])).toMatch(/^[a-z]+(-[a-z]+){4,9}$/);

    await test.step('own items', async () => {
      const folder = await owner.json<Named>(['create', 'folder'], { name: 'Travel' });
      const login = { username: 'amara', password: 'first', totp: 'JBSWY3DPEHPK3PXP', uris: [{ match: null, uri: 'https://trains.example' }] };
      const item = { type: 1, name: 'Trains', notes: 'window seat', favorite: true, folderId: folder.id, login, fields: [{ name: 'pin', value: '4711', type: 1 }] };
      const made = await owner.json<Item>(['create', 'item'], item);
      expect(made).toMatchObject({ name: 'Trains', notes: 'window seat', favorite: true, folderId: folder.id, login: { password: 'first' } });
      await owner.must(['edit', 'item', made.id], { ...made, login: { ...made.login, password: 'second' } });
      await owner.must(['sync', '-f']);
      expect(await owner.must(['get', 'password', made.id])).toBe('second');
      expect(await owner.must(['get', 'totp', made.id])).toMatch(/^\d{6}$/);

      await owner.must(['delete', 'item', made.id]);
      expect((await owner.json<Item[]>(['list', 'items', '--trash'])).map(({ id }) => id)).toContain(made.id);
      await owner.must(['restore', 'item', made.id]);

      // The older one has no command for it.
      if (version === 'newest') {
        const listed = async (...more: string[]): Promise<string[]> => (await owner.json<Item[]>(['list', 'items', ...more])).map(({ id }) => id);
        await owner.must(['archive', 'item', made.id]);
        await owner.must(['sync', '-f']);
        expect(await listed('--archived')).toEqual([made.id]);
        expect(await listed()).not.toContain(made.id);
        await owner.must(['restore', 'item', made.id]);
        await owner.must(['sync', '-f']);
        expect(await listed()).toContain(made.id);
      }

      await owner.must(['move', made.id, organization.id], [collection.id]);
      const moved = await owner.json<Item>(['get', 'item', made.id]);
      expect(moved).toMatchObject({ id: made.id, organizationId: organization.id, collectionIds: [collection.id], login: { password: 'second' } });
      await owner.must(['delete', 'item', made.id, '--permanent']);
      expect((await owner.json<Item[]>(['list', 'items'])).map(({ id }) => id)).not.toContain(made.id);
      await owner.must(['delete', 'folder', folder.id]);
    });

    await test.step('a file of another product', async () => {
      const ROWS = 20;
      const before = (await owner.json<Item[]>(['list', 'items'])).length;
      await owner.must(['import', 'lastpasscsv', lastPass(`From ${version}`, ROWS)]);
      const items = await owner.json<Item[]>(['list', 'items', '--search', `From ${version}`]);
      expect(items.length).toBe(ROWS);
      expect((await owner.json<Item[]>(['list', 'items'])).length).toBe(before + ROWS);
      for (const { name, login } of items) {
        const row = /(\d+)$/.exec(name)?.[1];
        expect(login).toMatchObject({ username: `user${row}`, password: `word${row}`, uris: [expect.objectContaining({ uri: `https://site${row}.example` })] });
      }
    });

    const alarm = await test.step('the organization', async () => {
      const note = { type: 2, name: `Alarm ${version}`, notes: 'the code is 1234', organizationId: organization.id, collectionIds: [collection.id], secureNote: { type: 0 } };
      const made = await owner.json<Item>(['create', 'item'], note);
      const members = await owner.json<(Named & { email: string; status: number })[]>(['list', 'org-members', '--organizationid', organization.id]);
      const waiting = members.find(({ status }) => status === 1);
      expect(waiting, 'somebody waits for confirmation').toBeTruthy();
      await owner.must(['confirm', 'org-member', waiting?.id ?? '', '--organizationid', organization.id]);
      const after = await owner.json<typeof members>(['list', 'org-members', '--organizationid', organization.id]);
      expect(after.find(({ id }) => id === waiting?.id)?.status).toBe(2);

      // An export asks for a sign-in of the last minutes, and what came before takes longer than that on a slow machine.
      await owner.must(['logout']);
      await owner.logIn(people['client owner'].email, people['client owner'].password);
      const exported = await owner.json<{ items: Item[] }>(['export', '--organizationid', organization.id, '--format', 'json', '--raw']);
      expect(exported.items).toContainEqual(expect.objectContaining({ id: made.id, notes: 'the code is 1234' }));

      await owner.must(['import', '--organizationid', organization.id, 'lastpasscsv', lastPass(`For all ${version}`, 3, `Import ${version}`)]);
      const imported = await owner.json<Item[]>(['list', 'items', '--organizationid', organization.id, '--search', `For all ${version}`]);
      expect(imported.map(({ login }) => login?.password).sort()).toEqual(['word0', 'word1', 'word2']);
      const shelves = await owner.json<Named[]>(['list', 'org-collections', ...['--organizationid', organization.id]]);
      expect(imported.map(({ collectionIds }) => collectionIds)).toEqual(Array(3).fill([shelves.find(({ name }) => name === `Import ${version}`)?.id]));

      const self = after.find(({ email }) => email === people['client owner'].email)?.id;
      const access = { readOnly: false, hidePasswords: false, manage: true };
      const inOrganization = ['--organizationid', organization.id];
      const shelf = { organizationId: organization.id, name: `Shelf ${version}`, externalId: null, groups: [], users: [{ id: self, ...access }] };
      const drawer = await owner.json<Named>(['create', 'org-collection', ...inOrganization], shelf);
      const users = [...shelf.users, { id: waiting?.id, ...access, manage: false, readOnly: true }];
      await owner.json(['edit', 'org-collection', drawer.id, ...inOrganization], { ...shelf, name: `Drawer ${version}`, users });
      const kept = await owner.json<Named & { users: { id: string; readOnly: boolean }[] }>(['get', 'org-collection', drawer.id, ...inOrganization]);
      expect(kept.name).toBe(`Drawer ${version}`);
      expect(kept.users.find(({ id }) => id === waiting?.id)).toMatchObject({ readOnly: true });
      for (const collections of [[collection.id, drawer.id], [collection.id]]) {
        await owner.must(['edit', 'item-collections', made.id, ...inOrganization], collections);
        await owner.must(['sync', '-f']);
        expect((await owner.json<Item>(['get', 'item', made.id])).collectionIds.toSorted()).toEqual(collections.toSorted());
      }

      // Confirmed a moment ago, and able to open what is the organization's.
      const newcomer = await Bw.at(version, castellan.url, certificate);
      await newcomer.logIn(waiting?.email ?? '', people.member.password);
      expect((await newcomer.json<Named[]>(['list', 'organizations'])).map(({ id }) => id)).toContain(organization.id);
      const refused = await newcomer.run(['list', 'org-members', '--organizationid', organization.id]);
      expect(refused.code, 'a plain member does not see the members').toBe(1);
      expect(await newcomer.status(), 'a refusal does not sign the client out').toBe('unlocked');
      const granted = await newcomer.json<Named[]>(['list', 'org-collections', ...inOrganization]);
      expect(granted).toContainEqual(expect.objectContaining({ id: drawer.id, name: `Drawer ${version}` }));
      expect(granted.map(({ name }) => name)).not.toContain(`Import ${version}`);
      const local = await newcomer.json<Named[]>(['list', 'collections', ...inOrganization]);
      expect(local.map(({ id }) => id).toSorted()).toEqual(granted.map(({ id }) => id).toSorted());
      await newcomer.forget();

      await owner.must(['delete', 'org-collection', drawer.id, ...inOrganization]);
      expect(await owner.json<Named[]>(['list', 'org-collections', ...inOrganization])).not.toContainEqual(expect.objectContaining({ id: drawer.id }));
      return made;
    });

    await test.step('a provider user finds nothing of a client, and is not signed out for trying', async () => {
      const staff = await Bw.at(version, castellan.url, certificate);
      await staff.logIn(people['service user'].email, people['service user'].password);
      expect(await staff.json<Named[]>(['list', 'organizations'])).toEqual([]);
      expect(await staff.json<Item[]>(['list', 'items'])).toEqual([]);
      const exported = await staff.run(['export', '--organizationid', organization.id, '--format', 'json', '--raw']);
      expect(exported.code).toBe(1);
      expect(exported.out).not.toContain(alarm.name);
      expect(await staff.status()).toBe('unlocked');

      const name = `Sent ${version}`;
      const bring = ['import', '--organizationid', organization.id, 'lastpasscsv', lastPass(name, 3, name)];
      const early = await staff.run(bring);
      expect(early.code, 'no key was lent').toBe(1);
      const context = await browser.newContext({ ignoreHTTPSErrors: true, baseURL: castellan.url });
      const page = await context.newPage();
      await signInAs(page, castellan.url, people['service user'].email);
      await visit(page, `${castellan.url}/organizations/${organization.id}/import?view=app`);
      await page.getByRole('button', { name: 'Lend the key' }).click();
      await expect(page.getByRole('status').filter({ hasText: 'Your app can fetch the key' })).toBeVisible();
      // It fetches by itself: it sees that something changed.
      await staff.must(['sync']);
      expect(await staff.json<Item[]>(['list', 'items']), 'a key and no items').toEqual([]);
      await staff.must(bring);
      expect(await staff.json<Item[]>(['list', 'items'])).toEqual([]);
      expect((await staff.run(bring)).code, 'it was lent for one import').toBe(1);
      expect(await staff.status()).toBe('unlocked');
      await staff.forget();
      await page.getByRole('tab', { name: 'Imports' }).click();
      await expect(row(page, 'What a Bitwarden app read')).toContainText('Held');
      await context.close();

      // Nobody of the client has it until it is accepted.
      await owner.must(['sync', '-f']);
      expect(await owner.json<Item[]>(['list', 'items', '--search', name])).toEqual([]);
      await owner.must(['delete', 'item', alarm.id, '--permanent']);
    });

    await test.step('a key instead of a password, until it ends', async () => {
      const context = await browser.newContext({ ignoreHTTPSErrors: true });
      const page = await context.newPage();
      await signIn(page, castellan.url, 'member');
      await page.getByRole('link', { name: 'Security' }).click();
      const card = page.locator('section', { has: page.getByRole('heading', { name: 'API key' }) });
      const key = await makeApiKey(page);
      await expect(card).toContainText('You have a key');

      const script = await Bw.at(version, castellan.url, certificate);
      await script.logInByKey(key, people.member.password);
      expect((await script.json<Named[]>(['list', 'organizations'])).map(({ id }) => id)).toContain(organization.id);
      await script.must(['create', 'folder'], { name: `Made by a script ${version}` });
      await script.must(['logout']);

      await card.getByRole('button', { name: 'End the key' }).click();
      await expect(card).toContainText('You have no API key');
      const ended = await script.run(['login', '--apikey']);
      expect(ended.code).toBe(1);
      expect(ended.out + ended.error).toContain('client_secret is incorrect');
      await script.forget();
      await context.close();
    });

    await test.step('a wrong password, and signing out', async () => {
      const nobody = await Bw.at(version, castellan.url, certificate);
      const wrong = await nobody.run(['login', people.member.email, 'not the password', '--raw']);
      expect(wrong.code).toBe(1);
      expect(wrong.out + wrong.error).toMatch(/incorrect|invalid/i);
      await nobody.forget();
      await owner.must(['logout']);
      expect(await owner.status()).toBe('unauthenticated');
      await owner.forget();
    });
  });
}

for (const version of Object.keys(versions) as Version[]) {
  test(`bw ${versions[version]} attaches files`, async () => {
    test.setTimeout(900_000);
    const owner = await Bw.at(version, castellan.url, certificate);
    await owner.logIn(people['client owner'].email, people['client owner'].password);
    const organization = (await owner.json<Named[]>(['list', 'organizations'])).find(({ name }) => name === 'Hartwell Dental');
    const collection = (await owner.json<Named[]>(['list', 'collections']))[0];
    const folder = mkdtempSync(join(tmpdir(), 'castellan-files-'));
    // A few parts of what the server hands on at once, and bytes that show every shift.
    const scan = { path: join(folder, 'contract – signed.pdf'), bytes: Buffer.from(Array.from({ length: 6_000_123 }, (_, n) => n % 251)) };
    const note = { path: join(folder, 'note.txt'), bytes: Buffer.from('the key is under the mat') };
    for (const { path, bytes } of [scan, note]) writeFileSync(path, bytes);
    const read = async (item: Item, name: string): Promise<Buffer> => {
      const output = join(mkdtempSync(join(folder, 'read-')), 'file');
      await owner.must(['get', 'attachment', name, '--itemid', item.id, '--output', output]);
      return readFileSync(output);
    };

    const made = await owner.json<Item>(['create', 'item'], { type: 2, name: `Contract ${version}`, secureNote: { type: 0 } });
    await owner.must(['create', 'attachment', '--file', scan.path, '--itemid', made.id]);
    await owner.must(['create', 'attachment', '--file', note.path, '--itemid', made.id]);
    await owner.must(['sync', '-f']);
    const item = await owner.json<Item>(['get', 'item', made.id]);
    expect(item.attachments?.map(({ fileName }) => fileName)).toEqual(['contract – signed.pdf', 'note.txt']);
    expect((await read(item, 'contract')).equals(scan.bytes), 'the scan comes out as it went in').toBe(true);
    expect(await read(item, 'note.txt')).toEqual(note.bytes);
    await owner.must(['delete', 'attachment', item.attachments?.[1]?.id ?? '', '--itemid', item.id]);
    await owner.must(['sync', '-f']);

    await owner.must(['edit', 'item', item.id], { ...(await owner.json<Item>(['get', 'item', item.id])), notes: 'signed in May' });
    await owner.must(['move', item.id, organization?.id ?? ''], [collection?.id]);
    await owner.must(['sync', '-f']);
    const moved = await owner.json<Item>(['get', 'item', item.id]);
    expect(moved).toMatchObject({ organizationId: organization?.id, notes: 'signed in May', attachments: [expect.objectContaining({ fileName: 'contract – signed.pdf' })] });
    expect((await read(moved, 'contract')).equals(scan.bytes), 'the file moved with its item').toBe(true);

    const reader = await Bw.at(version, castellan.url, certificate);
    await reader.logIn(people['service user'].email, people['service user'].password);
    const refused = await reader.run(['get', 'attachment', 'contract', '--itemid', item.id, '--raw']);
    expect([refused.code, await reader.status()]).toEqual([1, 'unlocked']);
    await reader.forget();
    await owner.must(['delete', 'item', item.id, '--permanent']);
    await owner.must(['logout']);
    await owner.forget();
  });
}

/** A file as LastPass writes it. */
function lastPass(name: string, rows: number, group = ''): string {
  const lines = Array.from({ length: rows }, (_, row) => `https://site${row}.example,user${row},word${row},,,${name} ${row},${group},0`);
  const file = join(mkdtempSync(join(tmpdir(), 'castellan-csv-')), 'lastpass.csv');
  writeFileSync(file, `url,username,password,totp,extra,name,grouping,fav\n${lines.join('\n')}\n`);
  return file;
}
