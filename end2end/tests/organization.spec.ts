import type { Page } from '@playwright/test';
import { settled, told } from '../fixtures/acts';
import { callUnproved, failToProve, makeApiKey } from '../fixtures/proof';
import { expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { enterPassword, visit } from '../people_at_work';

test.use({ begin: 'sample' });

const NAME = 'Hartwell Dental';

/** Opens the panel that leads to every product, provider and client; what leads to the organization there. */
async function inSwitcher(page: Page, organization = NAME) {
  await page.getByRole('button', { name: 'Switch product, provider or client' }).click();
  const panel = page.getByRole('group', { name: 'Switch product, provider or client' });
  await expect(panel.getByRole('link', { name: 'Password Manager' })).toBeVisible();
  return panel.getByRole('link', { name: organization });
}

/** Goes to the page of the organization. */
async function openSettings(page: Page, organization = NAME): Promise<void> {
  const address = await (await inSwitcher(page, organization)).getAttribute('href');
  await visit(page, new URL(`${address}/settings`, page.url()).href);
  await settled(page);
}

/** A part of that page, and the dialog that its button opens. */
function part(page: Page, title: string, action: string) {
  const dialog = page.getByRole('dialog', { name: title });
  return {
    open: page.getByRole('main').getByRole('button', { name: action }),
    dialog,
    name: dialog.getByLabel(/^Type “.*” to confirm$/),
    button: dialog.getByRole('button', { name: action }),
  };
}

test('an owner deletes the organization with name and password, and it is gone for everybody', async ({ app }) => {
  test.setTimeout(120_000);
  app.expectConsoleError(/403 .*\/rpc\/organizations\/delete/);
  app.expectConsoleError(/404 .*\/rpc\/organizations\/enter/);
  const amara = app.page;
  const [elin, mara] = [await app.someoneElse(), await app.someoneElse()];
  await signInAs(elin, app.url, people.member.email);
  await signInAs(mara, app.url, people['provider admin'].email);
  const portal = mara.url().replace(/\/clients.*/, '');
  const assigned = async () => {
    await visit(mara, `${portal}/plan`);
    const pool = mara.locator('section.pool').filter({ has: mara.getByRole('heading', { name: 'Enterprise' }) });
    return Number((await pool.locator('dt:has-text("Given to clients") + dd').textContent())?.replace(',', ''));
  };
  const before = await assigned();
  await visit(mara, `${portal}/clients?search=hartwell`);
  await mara.getByRole('link', { name: NAME }).first().click();
  await expect(mara.getByRole('region', { name: NAME })).toBeVisible();

  await signInAs(amara, app.url, people['client owner'].email);
  await visit(amara, `${app.url}/vault/security`);
  await callUnproved(amara, app.url, await makeApiKey(amara));
  await openSettings(amara);
  const address = amara.url();
  const { open, dialog, name, button } = part(amara, `Delete ${NAME}?`, 'Delete organization');

  await test.step('not under another name', async () => {
    await open.click();
    await expect(dialog).toContainText('every item is gone for good');
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await name.fill('hartwell dental');
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await name.press('Enter');
    await expect(dialog).toBeVisible();
  });

  await test.step('not without the password', async () => {
    await name.fill(NAME);
    await failToProve(amara, button, '/rpc/organizations/delete');
    await expect(dialog).toContainText('Confirm that it is you, then try again.');
    await expect(name, 'what was typed is still there').toHaveValue(NAME);
    await amara.reload();
    await expect(amara.getByRole('region', { name: NAME })).toBeVisible();
  });

  await test.step('with both', async () => {
    await open.click();
    await name.fill(NAME);
    await button.click();
    await enterPassword(amara, 'Confirm', people['client owner'].password);
    await expect(amara).toHaveURL(`${app.url}/vault`);
    await told(amara, `${NAME} was deleted`);
    await expect(await inSwitcher(amara)).toHaveCount(0);
    await visit(amara, address);
    await expect(amara.getByText('This organization is not here for you')).toBeVisible();
  });

  await test.step('a member has it no more', async () => {
    await visit(elin, `${app.url}/vault/account`);
    await expect(elin.getByText('You are in no organization yet')).toBeVisible();
    await expect(await inSwitcher(elin)).toHaveCount(0);
  });

  await test.step('the provider gets its seats back, and reads who did it', async () => {
    await visit(mara, `${portal}/clients?search=hartwell`);
    await expect(mara.getByText('No client matches')).toBeVisible();
    await (await inSwitcher(mara)).click();
    await expect(mara.getByText('This organization is not here for you')).toBeVisible();
    await expect(await inSwitcher(mara), 'what was not there is not among the recent clients any more').toHaveCount(0);
    expect(await assigned()).toBe(before - 50);
    await visit(mara, `${portal}/events`);
    await settled(mara);
    await expect(mara.locator('.events').first()).toContainText(`Amara Okafor deleted ${NAME}`);
  });
});

test('a member leaves the organization; its last owner cannot', async ({ app }) => {
  app.expectConsoleError(/409 .*\/rpc\/members\/leave/);
  const [elin, amara, rania] = [app.page, await app.someoneElse(), await app.someoneElse()];
  await signInAs(elin, app.url, people.member.email);
  await signInAs(amara, app.url, people['client owner'].email);
  await signInAs(rania, app.url, 'rania.keane@wexcombe.example');

  await test.step('the last owner stays', async () => {
    const council = 'Wexcombe Parish Council';
    await openSettings(rania, council);
    const { open, dialog, name, button } = part(rania, `Leave ${council}?`, 'Leave organization');
    await open.click();
    await name.fill(council);
    await button.click();
    await expect(dialog).toContainText('An organization keeps at least one confirmed owner.');
    await rania.reload();
    await expect(rania.getByRole('region', { name: council })).toBeVisible();
  });

  await test.step('a member may not delete, but leave', async () => {
    await openSettings(elin);
    const remove = part(elin, `Delete ${NAME}?`, 'Delete organization').open;
    await expect(remove).toHaveAttribute('aria-disabled', 'true');
    await expect(remove).toHaveAccessibleDescription('Your role does not allow this. Ask an admin or owner.');
    const { open, dialog, name, button } = part(elin, `Leave ${NAME}?`, 'Leave organization');
    await open.click();
    await expect(dialog).toContainText('You lose access to everything that is shared with you here.');
    await name.fill('Hartwell');
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await name.fill(NAME);
    await button.click();
    await expect(elin).toHaveURL(`${app.url}/vault`);
    await told(elin, `You have left ${NAME}`);
    await expect(await inSwitcher(elin)).toHaveCount(0);
  });

  await test.step('the owner sees that she went', async () => {
    await (await inSwitcher(amara)).click();
    await amara.getByRole('searchbox', { name: 'Filter by name or e-mail' }).fill('elin');
    await expect(amara.getByText('No match')).toBeVisible();
    await amara.getByRole('link', { name: 'Event log' }).click();
    await expect(amara.locator('.events').first()).toContainText('Elin Mårtensson left');
  });
});
