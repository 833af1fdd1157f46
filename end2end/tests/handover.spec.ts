import { expect, test } from '@playwright/test';
import { chooseFile, row, settled, told } from '../fixtures/acts';
import { Bw, versions, type Version } from '../fixtures/bw';
import { troubles, type Castellan } from '../fixtures/castellan';
import { startOverTls } from '../fixtures/over_tls';
import { people, signInAs } from '../people';
import { enterPassword, visit } from '../people_at_work';

/** An item as the client prints it and as its export writes it. */
type Item = {
  type: number;
  name: string;
  notes?: string;
  fields?: { name: string; value: string; type: number }[];
  login?: object;
  card?: object;
  identity?: object;
};

const at = (name: string, type: number, more: object): Item => ({ type, name, ...more });

/** One of each kind, with what is easily lost on the way. */
const ITEMS: Item[] = [
  at('Praxis – Größe & <Maß>', 1, {
    notes: 'first line\nsecond line “quoted”',
    login: {
      username: 'front desk',
      password: '  keeps its spaces  ',
      totp: 'otpauth://totp/Dentrix:desk?secret=JBSWY3DPEHPK3PXP&digits=8&period=60',
      uris: [
        { uri: 'https://app.dentrix.example/login' },
        { match: 3, uri: 'https://dentrix.example' },
      ],
    },
    fields: [
      { name: 'Extension', value: '204', type: 0 },
      { name: 'Door code', value: '4711#', type: 1 },
      { name: 'On site', value: 'true', type: 2 },
    ],
  }),
  at('Sterilizer contract', 2, { notes: 'ends in May\n電話 03-1234', secureNote: { type: 0 } }),
  at('Practice card', 3, { card: { cardholderName: 'H. Dental', brand: 'Visa', number: '4111111111111111', expMonth: '8', expYear: '2031', code: '123' } }),
  at('Chloe Martin', 4, { identity: { title: 'Dr', firstName: 'Chloé', lastName: 'Martin', email: 'chloe@hartwell.example', phone: '+44 20 7946 0001', city: 'Leeds' } }),
];

test.use({ actionTimeout: 30_000 });
let castellan: Castellan;
let certificate: string;

test.beforeAll(async () => {
  ({ castellan, certificate } = await startOverTls());
});

test.afterAll(async () => {
  await castellan.stop();
  expect(troubles(castellan), 'errors in the server log').toEqual([]);
});

test('a provider user imports, an owner accepts, and a member reads it with bw', async ({ browser }) => {
  test.setTimeout(400_000);
  const someone = async () => (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
  const name = 'Handed over';
  const member = await Bw.at('newest', castellan.url, certificate);
  await member.logIn(people.member.email, people.member.password);
  const before = (await member.json<Item[]>(['list', 'items'])).map((item) => item.name);

  let client = '';
  await test.step('the provider user imports', async () => {
    const priya = await someone();
    await signInAs(priya, castellan.url, people['service user'].email);
    await settled(priya);
    await priya.getByRole('searchbox').first().fill('hartwell');
    await priya.getByRole('link', { name: 'Hartwell Dental' }).first().click();
    await priya.getByRole('link', { name: 'Import', exact: true }).click();
    client = /organizations\/([0-9a-f-]{36})/.exec(priya.url())?.[1] ?? '';
    await chooseFile(priya, 'export.json', JSON.stringify({ encrypted: false, folders: [], items: ITEMS }));
    await priya.getByLabel('Name of the collection').fill(name);
    await priya.getByRole('button', { name: `Encrypt and send ${ITEMS.length} items` }).click();
    await expect(priya.getByRole('heading', { name: `${ITEMS.length} items were sent` })).toBeVisible({ timeout: 30_000 });
    await priya.context().close();
  });

  const owner = await Bw.at('node20', castellan.url, certificate);
  await owner.logIn(people['client owner'].email, people['client owner'].password);
  expect((await owner.json<Item[]>(['list', 'items', '--search', 'Sterilizer contract'])).length, 'nothing is there before it was accepted').toBe(0);

  await test.step('the owner accepts', async () => {
    const amara = await someone();
    await signInAs(amara, castellan.url, people['client owner'].email);
    await visit(amara, `${castellan.url}/organizations/${client}/import?view=history`);
    await row(amara, 'Held').click();
    await amara.getByRole('button', { name: 'Look and accept' }).click();
    await enterPassword(amara, 'Unlock', people['client owner'].password);
    await amara.getByRole('button', { name: `Accept ${ITEMS.length} items` }).click();
    await told(amara, `${ITEMS.length} items are in the vault`);
    await amara.context().close();
  });

  await test.step('the owner lets the member in', async () => {
    await owner.must(['sync', '-f']);
    const inClient = ['--organizationid', client];
    const collections = await owner.json<{ id: string; name: string }[]>(['list', 'org-collections', ...inClient]);
    const collection = collections.find((one) => one.name === name)?.id ?? '';
    const members = await owner.json<{ id: string; email: string }[]>(['list', 'org-members', ...inClient]);
    const reader = members.find(({ email }) => email === people.member.email)?.id;
    const access = await owner.json<{ users: object[] }>(['get', 'org-collection', collection, ...inClient]);
    const users = [...access.users, { id: reader, readOnly: true, hidePasswords: false, manage: false }];
    await owner.must(['edit', 'org-collection', collection, ...inClient], { ...access, users });
    await owner.forget();
  });

  for (const version of Object.keys(versions) as Version[]) {
    await test.step(`a member reads every item with bw ${versions[version]}`, async () => {
      const reader = version === 'newest' ? member : await Bw.at(version, castellan.url, certificate);
      if (reader === member) await member.must(['sync', '-f']);
      else await reader.logIn(people.member.email, people.member.password);
      const items = await reader.json<Item[]>(['list', 'items']);
      const fresh = items.filter((item) => !before.includes(item.name));
      expect(fresh.map((item) => item.name).sort()).toEqual(ITEMS.map((item) => item.name).sort());
      for (const item of ITEMS) expect(fresh.find((one) => one.name === item.name), item.name).toMatchObject(item);
      await reader.forget();
    });
  }
});
