import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { act, row, settled, told } from '../fixtures/acts';
import { Bw } from '../fixtures/bw';
import { copySample, startCastellan, target, troubles, type Castellan } from '../fixtures/castellan';
import { axe, expect, test, Watch } from '../fixtures/test';
import { people, signInAs } from '../people';
import { enterPassword, visit } from '../people_at_work';

// The members use the real command line client, which wants TLS.
test.use({ ignoreHTTPSErrors: true });

interface Named {
  id: string;
  name: string;
}

const password = people.member.password;
let castellan: Castellan;
let certificate: string;

test.beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'castellan-tls-'));
  execFileSync(process.env.CASTELLAN_BIN ?? join(target, 'release/castellan'), ['cert', 'self-signed', '--folder', folder]);
  certificate = join(folder, 'cert.pem');
  castellan = await startCastellan({ prepare: copySample, env: { CASTELLAN_TLS_CERTIFICATE: certificate, CASTELLAN_TLS_KEY: join(folder, 'key.pem') } });
});
test.afterAll(async () => {
  await castellan.stop();
  expect(troubles(castellan), 'errors in the server log').toEqual([]);
});

test('a provider user lets a member in by a group, and takes her out again', async ({ page: priya, browser, contextOptions }) => {
  // Each command of the client is a process of its own, which takes seconds to start.
  test.setTimeout(600_000);
  const watch = new Watch();
  await watch.context(priya.context());

  const owner = await Bw.at('newest', castellan.url, certificate);
  await owner.logIn(people['client owner'].email, password);
  const collection = (await owner.json<Named[]>(['list', 'collections']))[0];
  const organization = (await owner.json<Named[]>(['list', 'organizations']))[0];
  if (!collection || !organization) throw new Error('the sample has a collection');
  const note = { type: 2, name: 'Alarm of the practice', notes: '1234', organizationId: organization.id, collectionIds: [collection.id], secureNote: { type: 0 } };
  await owner.json(['create', 'item'], note);
  await owner.forget();

  const elin = await Bw.at('newest', castellan.url, certificate);
  await elin.logIn(people.member.email, password);
  const sees = async () => {
    await elin.must(['sync', '-f']);
    return (await elin.json<Named[]>(['list', 'items'])).map(({ name }) => name);
  };
  expect(await sees()).not.toContain('Alarm of the practice');

  await signInAs(priya, castellan.url, people['service user'].email);
  await settled(priya);
  await priya.getByRole('searchbox').first().fill('hartwell');
  await priya.getByRole('link', { name: 'Hartwell Dental' }).first().click();
  await priya.getByRole('navigation').getByRole('link', { name: 'Groups' }).click();
  await settled(priya);
  await expect(priya.locator('tr[data-at]')).toHaveCount(2);

  await test.step('a group with a member and a collection', async () => {
    await priya.getByRole('button', { name: 'New group' }).click();
    const dialog = priya.getByRole('dialog', { name: 'New group' });
    await expect(dialog.getByRole('button', { name: 'Create group' })).toHaveAttribute('aria-disabled', 'true');
    await dialog.getByLabel('Name').fill('Empfang');
    await pick(priya, 'Add a member', 'elin');
    await pick(priya, 'Add a collection', collection.name);
    await expect(dialog.getByLabel(`Access of ${collection.name}`)).toHaveValue('edit');
    await dialog.getByLabel(`Access of ${collection.name}`).selectOption({ label: 'View' });
    await axe(priya);
    await dialog.getByRole('button', { name: 'Create group' }).click();
    await told(priya, 'Empfang was created');
    await expect(row(priya, 'Empfang')).toContainText('1 member');
    await expect(row(priya, 'Empfang')).toContainText('1 collection');
  });
  expect(await sees()).toContain('Alarm of the practice');

  await test.step('it is found, and stands beside the member and the collection', async () => {
    await priya.getByRole('searchbox', { name: 'Search groups' }).fill('empf');
    await expect(priya.locator('tr[data-at]')).toHaveCount(1);
    await expect(priya).toHaveURL(/search=empf/);
    await priya.getByRole('link', { name: 'Collections' }).click();
    await settled(priya);
    await row(priya, collection.name).click();
    const access = priya.getByRole('dialog', { name: `Access to ${collection.name}` });
    await expect(access.getByLabel('Access of Empfang')).toHaveValue('view');
    await axe(priya);
    await access.getByRole('button', { name: 'Cancel' }).click();
    await priya.getByRole('link', { name: 'Members' }).click();
    await priya.getByRole('searchbox', { name: 'Filter by name or e-mail' }).fill('elin');
    await expect(priya.locator('tr[data-at]')).toHaveCount(1);
    await expect(row(priya, 'Elin')).toContainText('Empfang');
    await row(priya, 'Elin').click();
    await priya.getByRole('tab', { name: 'Groups' }).click();
    const drawer = priya.getByRole('dialog', { name: /^Elin/ });
    await expect(drawer.getByRole('link', { name: 'Empfang' })).toBeVisible();
    await axe(priya);
  });

  await test.step('she is taken out, beside her name, and put in again', async () => {
    const drawer = priya.getByRole('dialog', { name: /^Elin/ });
    await drawer.getByRole('button', { name: 'Take Empfang out' }).click();
    await told(priya, /is no longer in Empfang/);
    await expect(drawer.getByRole('link', { name: 'Empfang' })).toBeHidden();
    expect(await sees()).not.toContain('Alarm of the practice');
    await drawer.getByRole('combobox', { name: 'Add to a group' }).fill('empf');
    await priya.getByRole('option', { name: 'Empfang' }).click();
    await told(priya, /is in Empfang/);
    await drawer.getByRole('link', { name: 'Empfang' }).click();
    expect(await sees()).toContain('Alarm of the practice');
  });

  await test.step('she is taken out in the group, which gets another name', async () => {
    const dialog = priya.getByRole('dialog', { name: 'Empfang' });
    await dialog.getByLabel('Name').fill('Rezeption');
    await dialog.getByRole('button', { name: /^Take Elin/ }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await told(priya, 'Rezeption is saved');
    await expect(row(priya, 'Rezeption')).toContainText('0 members');
    expect(await sees()).not.toContain('Alarm of the practice');
  });

  await test.step('it is deleted by its name', async () => {
    await act(priya, 'Rezeption', 'Delete group');
    const dialog = priya.getByRole('dialog', { name: 'Delete Rezeption?' });
    await axe(priya);
    await dialog.getByRole('textbox').fill('Rezeption');
    await dialog.getByRole('button', { name: 'Delete group' }).click();
    await told(priya, 'Rezeption was deleted');
    await expect(row(priya, 'Rezeption')).toHaveCount(0);
  });

  await test.step('both logs tell it', async () => {
    for (const [as, path] of [
      ['client owner', `/organizations/${organization.id}/events`],
      ['provider admin', undefined],
    ] as const) {
      const other = await browser.newContext(contextOptions);
      await watch.context(other);
      const reader = await other.newPage();
      await signInAs(reader, castellan.url, people[as].email);
      if (path) {
        await visit(reader, castellan.url + path);
      } else {
        await settled(reader);
        await reader.getByRole('navigation').getByRole('link', { name: 'Event log' }).click();
      }
      await settled(reader);
      const log = reader.locator('.events').first();
      await expect(log).toContainText('Priya Nair created the group Empfang');
      await expect(log).toContainText('Priya Nair changed the groups of elin@hartwell.example');
      await expect(log).toContainText('Into Empfang');
      await expect(log).toContainText('Priya Nair deleted the group Rezeption');
      await other.close();
    }
  });

  await test.step('who may not see groups is told so', async () => {
    const other = await browser.newContext(contextOptions);
    const member = await other.newPage();
    await signInAs(member, castellan.url, people.member.email);
    await visit(member, `${castellan.url}/organizations/${organization.id}/groups`);
    await expect(member.getByRole('heading', { name: 'This page is not open to you' })).toBeVisible();
    await expect(member.getByRole('button', { name: 'New group' })).toHaveCount(0);
    await axe(member);
    await other.close();
  });
  await elin.forget();
  watch.verdict();
});

test('a group is made and found with the keyboard alone, and its page waits for keys', async ({ page: amara }) => {
  test.setTimeout(120_000);
  const watch = new Watch();
  await watch.context(amara.context());
  await signInAs(amara, castellan.url, people['client owner'].email);
  await visit(amara, `${castellan.url}/vault/account`);
  await amara.getByRole('main').getByRole('link', { name: 'Admin Console' }).click();
  await amara.getByRole('navigation').getByRole('link', { name: 'Groups' }).click();
  await settled(amara);
  await amara.keyboard.press('/');
  await amara.keyboard.type('direc');
  await expect(amara.locator('tr[data-at]')).toHaveCount(1);
  await row(amara, 'Directors').focus();
  await amara.keyboard.press('Enter');
  const dialog = amara.getByRole('dialog', { name: 'Directors' });
  await expect(dialog.getByText('It gives access to 1 collection.')).toBeVisible();
  await axe(amara);
  await dialog.getByRole('button', { name: 'Unlock' }).click();
  await enterPassword(amara, 'Unlock', password);
  await expect(dialog.getByLabel(/^Access of /)).toHaveValue('edit');
  await amara.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(amara).not.toHaveURL(/group=/);
  watch.verdict();
});

async function pick(page: Page, field: string, search: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: field }).fill(search);
  await page.getByRole('option', { name: new RegExp(search, 'i') }).first().click();
}
