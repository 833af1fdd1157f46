import { act, row, settled, told } from '../fixtures/acts';
import { axe, expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { enterPassword, ownPhrase, visit, words } from '../people_at_work';

test.use({ begin: 'sample' });

const password = people['provider admin'].password;

test('when somebody leaves, the provider key is changed, and those who stay go on working', async ({ app }) => {
  test.setTimeout(240_000);
  const mara = app.page;
  await signInAs(mara, app.url, people['provider admin'].email);
  await mara.getByRole('link', { name: /^People/ }).click();
  await settled(mara);
  const page = mara.url();

  const priya = await app.someoneElse();
  await signInAs(priya, app.url, people['service user'].email);
  const phrase = await ownPhrase(priya, app.url, password);
  // She has the old key in memory from here on.
  await visit(priya, `${app.url}/`);
  await priya.getByRole('link', { name: 'Hartwell Dental' }).first().click();
  await priya.getByRole('link', { name: 'Collections' }).click();
  await priya.getByRole('button', { name: 'Unlock', exact: true }).click();
  await enterPassword(priya, 'Unlock', password);
  await expect(priya.getByRole('row', { name: /General|Shared|Allgemein/ }).first()).toBeVisible();
  const collections = await priya.getByRole('row').count();

  await test.step('whoever held the key leaves: the page says what to do', async () => {
    await act(mara, 'Joel Marsden', 'Revoke access');
    await mara.getByRole('dialog').getByRole('button', { name: 'Revoke access' }).click();
    await told(mara, /revoked/);
    await expect(mara.getByText('Somebody left who knew the provider key')).toBeVisible();
    await axe(mara);
  });

  const dialog = mara.getByRole('dialog', { name: 'Change the provider key' });
  await test.step('the change wraps all clients, and asks to compare keys that were never compared here', async () => {
    await mara.getByRole('button', { name: 'Change the provider key' }).click();
    await expect(dialog).toContainText('Nothing changes before all of it is done');
    await axe(mara);
    await dialog.getByRole('button', { name: 'Change the key' }).click();
    await expect(dialog.getByText('These keys were never compared')).toBeVisible({ timeout: 60_000 });
    const panel = dialog.locator('.confirm-panel').filter({ hasText: 'Priya Nair' });
    expect(await words(panel.locator('.phrase'))).toEqual(phrase);
    await axe(mara);
  });

  await test.step('it can be interrupted, and goes on where it stopped', async () => {
    await visit(mara, page);
    await expect(mara.getByText(/began to change the key and has not finished/)).toBeVisible();
    await mara.getByRole('button', { name: 'Change the provider key' }).click();
    await dialog.getByRole('button', { name: 'Go on with the change' }).click();
    await enterPassword(mara, 'Unlock', password);
    await expect(dialog.getByText('These keys were never compared')).toBeVisible({ timeout: 60_000 });
  });

  await test.step('whoever was not compared is left out', async () => {
    await dialog.getByLabel('Priya Nair has the same words').check();
    await dialog.getByRole('button', { name: 'Finish the change' }).click();
    await told(mara, 'The provider key was changed');
    await expect(mara.getByText('Somebody left who knew the provider key')).toHaveCount(0);
    await expect(row(mara, 'Priya Nair')).toContainText('Confirmed');
    await expect(row(mara, 'Edwin Strand')).toContainText('Needs confirmation');
  });

  await test.step('whoever stays works on with what her browser had in memory', async () => {
    await priya.getByRole('link', { name: 'Members' }).click();
    await priya.getByRole('link', { name: 'Collections' }).click();
    await expect(priya.getByRole('row')).toHaveCount(collections);
  });

  await test.step('the next change knows whom it compared', async () => {
    await mara.getByRole('link', { name: 'Provider', exact: true }).click();
    await mara.getByRole('button', { name: 'Change the provider key' }).click();
    await dialog.getByRole('button', { name: 'Change the key' }).click();
    await told(mara, 'The provider key was changed');
    await axe(mara);
  });

  await test.step('the logs of the provider and of the client tell it', async () => {
    await mara.getByRole('link', { name: 'Event log' }).click();
    await expect(mara.locator('.events').first()).toContainText('changed the provider key');
    const amara = await app.someoneElse();
    await signInAs(amara, app.url, people['client owner'].email);
    await visit(amara, `${app.url}/vault/account`);
    await amara.getByRole('main').getByRole('link', { name: 'Admin Console' }).click();
    await amara.getByRole('link', { name: 'Event log' }).click();
    await expect(amara.locator('.events').first()).toContainText('with the provider’s new key');
  });
});
