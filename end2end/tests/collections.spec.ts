import type { Page, Request } from '@playwright/test';
import { act, openMenu, row, settled, told } from '../fixtures/acts';
import { axe, expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { bearerOf, enterPassword, visit } from '../people_at_work';

test.use({ begin: 'sample' });

const password = people['client owner'].password;

/** Names that must not leave the browser. */
const PLAIN = /Zahnarzt|R(ö|%C3%B6)ntgen|Praxis/i;

test('an owner makes, renames, shares and deletes collections, and the server never reads a name', async ({ app }) => {
  test.setTimeout(120_000);
  const amara = app.page;
  const sent = listen(amara);
  await signInAs(amara, app.url, people['client owner'].email);
  await visit(amara, `${app.url}/vault/account`);
  await amara.getByRole('main').getByRole('link', { name: 'Admin Console' }).click();
  await amara.getByRole('link', { name: 'Collections' }).click();
  const page = amara.url();

  await test.step('without keys there are no names', async () => {
    await expect(amara.locator('.empty')).toContainText('The names are encrypted');
    await expect(amara.getByRole('button', { name: 'New collection' })).toHaveAttribute('aria-disabled', 'true');
    await axe(amara);
    await amara.getByRole('button', { name: 'Unlock', exact: true }).click();
    await enterPassword(amara, 'Unlock', password);
    await settled(amara);
    await expect(rows(amara)).toHaveCount(1);
    await expect(rows(amara).first()).toContainText('Manage');
  });

  await test.step('a collection is made, and one inside it', async () => {
    await amara.getByRole('button', { name: 'New collection' }).click();
    const dialog = amara.getByRole('dialog', { name: 'New collection' });
    await expect(dialog.getByRole('button', { name: 'Create collection' })).toHaveAttribute('aria-disabled', 'true');
    await dialog.getByLabel('Name').fill('Zahnarzt/Praxis');
    await expect(dialog.locator('.error')).toContainText('Leave out the slash');
    await axe(amara);
    await dialog.getByLabel('Name').fill('Zahnarzt');
    await dialog.getByRole('button', { name: 'Create collection' }).click();
    await told(amara, 'Zahnarzt was created');
    await expect(row(amara, 'Zahnarzt')).toContainText('1 member');
    await expect(row(amara, 'Zahnarzt')).toContainText('Manage');
    await act(amara, 'Zahnarzt', 'New collection inside');
    await expect(dialog.getByLabel('Inside')).toHaveValue('Zahnarzt');
    await dialog.getByLabel('Name').fill('Röntgen');
    await addMember(amara, 'amara');
    await addMember(amara, 'elin');
    await dialog.getByLabel(/^Access of Elin/).selectOption({ label: 'View, passwords hidden' });
    await axe(amara);
    await dialog.getByRole('button', { name: 'Create collection' }).click();
    await told(amara, 'Zahnarzt/Röntgen was created');
    await expect(row(amara, 'Röntgen')).toContainText('2 members');
    await expect(amara.locator('.depth-1')).toContainText('Röntgen');
  });

  await test.step('what is inside a collection goes along when it is renamed', async () => {
    await act(amara, 'Zahnarzt', 'Rename or move');
    const dialog = amara.getByRole('dialog', { name: 'Rename Zahnarzt' });
    await expect(dialog.getByText('1 collection inside it goes along.')).toBeVisible();
    await dialog.getByLabel('Name').fill('Praxis');
    await axe(amara);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await told(amara, 'Zahnarzt is now Praxis');
    await expect(row(amara, 'Zahnarzt')).toHaveCount(0);
    await expect(amara.locator('.depth-1')).toContainText('Röntgen');
    await amara.getByRole('searchbox', { name: 'Search collections' }).fill('röntgen');
    await expect(rows(amara)).toHaveCount(1);
    await expect(rows(amara).first()).toContainText('in Praxis');
    expect(amara.url(), 'no word of a name is in the address').not.toContain('search');
    await amara.getByRole('searchbox', { name: 'Search collections' }).fill('zzz');
    await expect(amara.getByText('No match')).toBeVisible();
    await amara.getByRole('button', { name: 'Clear the filter' }).click();
    await expect(rows(amara)).toHaveCount(3);
  });

  await test.step('access is changed, and somebody always manages', async () => {
    await row(amara, 'Röntgen').click();
    const dialog = amara.getByRole('dialog', { name: 'Access to Röntgen' });
    await expect(dialog.getByLabel(/^Access of Elin/)).toHaveValue('view-hidden');
    await expect(dialog.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
    await axe(amara);
    await dialog.getByLabel(/^Access of Amara/).selectOption({ label: 'Edit' });
    await expect(dialog.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
    await dialog.getByLabel(/^Access of Elin/).selectOption({ label: 'Manage' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await told(amara, 'The access to Röntgen has changed');
    await expect(row(amara, 'Röntgen')).toContainText('Edit');
    await openMenu(amara, 'Röntgen');
    await expect(amara.getByRole('menuitem', { name: 'Rename or move' })).toHaveAttribute('aria-disabled', 'true');
    await amara.keyboard.press('Escape');
  });

  await test.step('a member sees what is shared with her, and no more', async () => {
    const elin = await app.someoneElse();
    await signInAs(elin, app.url, people.member.email);
    await visit(elin, page);
    await elin.getByRole('button', { name: 'Unlock', exact: true }).click();
    await enterPassword(elin, 'Unlock', password);
    await settled(elin);
    await expect(rows(elin)).toHaveCount(1);
    await expect(rows(elin).first()).toContainText('Praxis/Röntgen');
    await axe(elin);
    await row(elin, 'Röntgen').click();
    const dialog = elin.getByRole('dialog', { name: 'Access to Röntgen' });
    await dialog.getByRole('button', { name: /^Take the access of Amara/ }).click();
    // She does not see the list of members, but whoever manages a collection finds them by name.
    await addMember(elin, 'ben@');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await told(elin, 'The access to Röntgen has changed');
    await expect(rows(elin).first()).toContainText('2 members');
  });

  await test.step('a collection is deleted, what is inside it stays', async () => {
    await act(amara, 'Praxis', 'Delete collection');
    const dialog = amara.getByRole('dialog', { name: 'Delete Praxis?' });
    await expect(dialog.getByText('Items stay in the vault')).toBeVisible();
    await expect(dialog.getByText('Collections inside it stay.')).toBeVisible();
    await axe(amara);
    await dialog.getByRole('textbox').fill('Praxis');
    await dialog.getByRole('button', { name: 'Delete collection' }).click();
    await told(amara, 'Praxis was deleted');
    await expect(rows(amara)).toHaveCount(2);
    await expect(row(amara, 'Praxis/Röntgen')).toBeVisible();
  });

  expect(sent.filter((text) => text.includes('/rpc/collections/')).length).toBeGreaterThan(5);
  expect(sent.filter((text) => PLAIN.test(text))).toEqual([]);
});

test('a provider user without a membership makes and shares collections, and the client sees it in the log', async ({ app }) => {
  test.setTimeout(120_000);
  const priya = app.page;
  const sent = listen(priya);
  await signInAs(priya, app.url, people['service user'].email);
  await settled(priya);
  await priya.getByRole('searchbox').first().fill('hartwell');
  await priya.getByRole('link', { name: 'Hartwell Dental' }).first().click();
  await priya.getByRole('link', { name: 'Collections' }).click();
  const client = /organizations\/([0-9a-f-]{36})/.exec(priya.url())?.[1] ?? '';
  await settled(priya);
  await expect(rows(priya)).toHaveCount(1);
  await axe(priya);

  await test.step('a collection that a member manages', async () => {
    await priya.getByRole('button', { name: 'New collection' }).click();
    const dialog = priya.getByRole('dialog', { name: 'New collection' });
    await dialog.getByLabel('Name').fill('Zahnarzt');
    // A provider user is no member.
    await expect(dialog.getByRole('button', { name: 'Create collection' })).toHaveAttribute('aria-disabled', 'true');
    await addMember(priya, 'elin');
    await dialog.getByRole('button', { name: 'Create collection' }).click();
    await told(priya, 'Zahnarzt was created');
    await row(priya, 'Zahnarzt').click();
    const access = priya.getByRole('dialog', { name: 'Access to Zahnarzt' });
    await expect(access.getByLabel(/^Access of Elin/)).toHaveValue('manage');
    await addMember(priya, 'ben@');
    await access.getByRole('button', { name: 'Save' }).click();
    await told(priya, 'The access to Zahnarzt has changed');
    await expect(row(priya, 'Zahnarzt')).toContainText('2 members');
  });

  await test.step('a collection without items goes', async () => {
    await act(priya, 'Zahnarzt', 'Delete collection');
    const dialog = priya.getByRole('dialog', { name: 'Delete Zahnarzt?' });
    await dialog.getByRole('textbox').fill('Zahnarzt');
    await dialog.getByRole('button', { name: 'Delete collection' }).click();
    await told(priya, 'Zahnarzt was deleted');
    await expect(rows(priya)).toHaveCount(1);
  });

  await test.step('nothing of items is in what the page is told', async () => {
    const authorization = await bearerOf(priya, () => priya.getByRole('link', { name: 'Members' }).click());
    const headers = { authorization, 'x-castellan-client': client };
    const answer = await priya.request.post(`${app.url}/rpc/collections/list`, { headers, data: { request: { organization: client, cursor: null } } });
    const [first] = (await answer.json()).rows;
    expect(Object.keys(first).sort()).toEqual(['groups', 'id', 'imports', 'is_managed', 'level', 'may_delete', 'may_set_access', 'may_update', 'name', 'people']);
    expect(first.name).toMatch(/^2\./);
  });

  await test.step('the owners see it', async () => {
    const amara = await app.someoneElse();
    await signInAs(amara, app.url, people['client owner'].email);
    await visit(amara, `${app.url}/organizations/${client}/events`);
    await settled(amara);
    const log = amara.locator('.events').first();
    await expect(log).toContainText('Priya Nair created a collection');
    await expect(log).toContainText('Priya Nair deleted a collection');
    await expect(log).toContainText('to read or write names of collections');
    await expect(log).toContainText('Northgate IT');
  });
  expect(sent.filter((text) => PLAIN.test(text))).toEqual([]);
});

/** The rows of collections. */
function rows(page: Page) {
  return page.locator('tr[data-at]');
}

async function addMember(page: Page, search: string): Promise<void> {
  const field = page.getByRole('dialog').getByRole('combobox', { name: 'Add a member' });
  await field.fill(search);
  await page.getByRole('option', { name: new RegExp(search, 'i') }).first().click();
}

/** Everything that the page sends, with where to. */
function listen(page: Page): string[] {
  const sent: string[] = [];
  page.on('request', (request: Request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
  return sent;
}
