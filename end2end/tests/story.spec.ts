import { axe, expect, test } from '../fixtures/test';
import { bearerOf, enterPassword, ownPhrase, registerInvited, setUp, visit, words } from '../people_at_work';

test('a provider is set up, a client is added and administered, and nobody of the provider sees its items', async ({ app, castellan, mailbox }) => {
  test.setTimeout(300_000);
  const mara = app.page;
  expect(castellan.setupToken).toBeTruthy();
  // More people are invited than there are seats; the browser notes the refusal.
  app.expectConsoleError(/409 \(Conflict\).*\/rpc\/members\/invite/);

  await test.step('the first admin sets up the provider', async () => {
    await setUp(mara, app.url, castellan.setupToken ?? '');
    await expect(mara.getByText('No clients yet')).toBeVisible();
  });

  await test.step('she invites a service user', async () => {
    await mara.getByRole('link', { name: 'People' }).click();
    await mara.getByRole('button', { name: 'Invite people' }).first().click();
    const dialog = mara.getByRole('dialog');
    await dialog.getByLabel('E-mail addresses').fill('sam@northgate.example');
    await dialog.getByRole('button', { name: 'Send invitations' }).click();
    await expect(mara.getByRole('row', { name: /sam@northgate\.example/ })).toBeVisible();
  });

  const sam = await app.someoneElse();
  let phrase: string[] = [];
  await test.step('he registers with the mailed link and accepts', async () => {
    await registerInvited(sam, mailbox, 'sam@northgate.example', 'Sam Ortiz');
    phrase = await ownPhrase(sam, app.url);
  });

  await test.step('she compares the phrase and confirms him', async () => {
    await visit(mara, `${app.url}/`);
    await mara.getByRole('link', { name: /^People/ }).click();
    await mara.getByRole('row', { name: /Sam Ortiz/ }).click();
    const drawer = mara.getByRole('dialog', { name: 'Sam Ortiz' });
    expect(await words(drawer.locator('.phrase'))).toEqual(phrase);
    await drawer.getByRole('button', { name: 'The phrases match: confirm' }).click();
    await enterPassword(mara, 'Unlock');
    await expect(mara.getByText('Sam Ortiz confirmed')).toBeVisible();
    expect((await mailbox.waitFor('sam@northgate.example')).subject).toContain('Northgate IT');
  });

  await test.step('she adds a client; the sum tells what is bought', async () => {
    await mara.getByRole('link', { name: 'Clients' }).first().click();
    await mara.getByRole('button', { name: 'Add client' }).first().click();
    await mara.getByRole('menuitem', { name: 'New client' }).click();
    const dialog = mara.getByRole('dialog', { name: 'New client' });
    await dialog.getByLabel('Name', { exact: true }).fill('Hartwell Dental');
    await dialog.getByText('Enterprise', { exact: true }).click();
    await dialog.getByLabel('Seats', { exact: true }).fill('12');
    await expect(dialog.getByText(/2 will be bought/)).toBeVisible();
    await dialog.getByLabel('Seats', { exact: true }).fill('3');
    await dialog.getByLabel('Owner’s e-mail').fill('amara@hartwell.example');
    await dialog.getByRole('button', { name: 'Add client' }).click();
    await expect(mara.getByRole('row', { name: /Hartwell Dental/ })).toContainText('1 of 3');
    await expect(mara.getByRole('row', { name: /Hartwell Dental/ })).toContainText('Setting up');
  });

  const amara = await app.someoneElse();
  await test.step('the owner registers and accepts', async () => {
    await registerInvited(amara, mailbox, 'amara@hartwell.example', 'Amara Okafor');
    phrase = await ownPhrase(amara, app.url);
  });

  await test.step('the service user switches to the client and confirms the owner', async () => {
    await visit(sam, `${app.url}/`);
    await sam.getByRole('button', { name: 'Switch product, provider or client' }).click();
    await sam.getByRole('link', { name: 'Provider Portal' }).click();
    await sam.getByRole('link', { name: 'Hartwell Dental' }).first().click();
    await expect(sam.getByText('You administer this client for Northgate IT. Vault items are not visible to provider users; you may import.')).toBeVisible();
    await expect(sam).toHaveTitle(/Hartwell Dental/);
    await sam.getByRole('row', { name: /Amara Okafor/ }).click();
    const drawer = sam.getByRole('dialog', { name: 'Amara Okafor' });
    expect(await words(drawer.locator('.phrase'))).toEqual(phrase);
    await drawer.getByRole('button', { name: 'Confirm member' }).click();
    await enterPassword(sam, 'Unlock');
    await expect(sam.getByText('Amara Okafor is confirmed')).toBeVisible();
    await expect(sam.getByRole('row', { name: /Amara Okafor/ })).toContainText('Confirmed');
  });

  const chloe = await app.someoneElse();
  await test.step('he invites a member, who registers and accepts', async () => {
    await sam.getByRole('button', { name: 'Invite members' }).first().click();
    const dialog = sam.getByRole('dialog', { name: 'Invite members' });
    await dialog.getByLabel('E-mail addresses').fill('chloe@hartwell.example\nben@hartwell.example\ndev@hartwell.example');
    await dialog.getByRole('button', { name: 'Invite 3 people' }).click();
    await expect(dialog.getByText(/2 of 3 seats/)).toBeVisible();
    await dialog.getByLabel('E-mail addresses').fill('chloe@hartwell.example');
    await dialog.getByRole('button', { name: 'Invite 1 person' }).click();
    await expect(dialog).toBeHidden();
    await registerInvited(chloe, mailbox, 'chloe@hartwell.example', 'Chloe Winters');
  });

  await test.step('he confirms her and changes her role', async () => {
    await sam.reload();
    await sam.getByRole('row', { name: /Chloe Winters/ }).click();
    const drawer = sam.getByRole('dialog', { name: 'Chloe Winters' });
    await drawer.getByRole('button', { name: 'Confirm member' }).click();
    await enterPassword(sam, 'Unlock');
    await expect(sam.getByText('Chloe Winters is confirmed')).toBeVisible();
    await sam.getByRole('row', { name: /Chloe Winters/ }).click();
    await drawer.getByText('Custom', { exact: true }).click();
    await drawer.getByLabel('Read the event log').check();
    await drawer.getByRole('button', { name: 'Save role' }).click();
    await expect(sam.getByRole('row', { name: /Chloe Winters/ })).toContainText('Custom · 1 right');
  });

  await test.step('he gives the client more seats out of the pool, but cannot buy any', async () => {
    await sam.getByRole('link', { name: 'Back to clients' }).click();
    const row = sam.getByRole('row', { name: /Hartwell Dental/ });
    await row.getByRole('button', { name: /Actions/ }).click();
    await sam.getByRole('menuitem', { name: 'Adjust seats' }).click();
    const dialog = sam.getByRole('dialog', { name: 'Seats of Hartwell Dental' });
    await dialog.getByLabel('Seats', { exact: true }).fill('11');
    await expect(dialog.getByText('Only a provider admin can buy seats.').first()).toBeVisible();
    await dialog.getByLabel('Seats', { exact: true }).fill('5');
    await dialog.getByRole('button', { name: 'Set seats' }).click();
    await expect(row).toContainText('2 of 5');
  });

  await test.step('his attempt to list items is refused with a sentence, and is an event', async () => {
    const bearer = await bearerOf(sam, () => row(sam).getByRole('link').first().click());
    const organization = /organizations\/([0-9a-f-]+)/.exec(sam.url())?.[1] ?? '';
    expect(organization).not.toBe('');
    const answer = await sam.request.post(`${app.url}/rpc/items/list`, {
      headers: { authorization: bearer, 'x-castellan-client': organization },
      data: { request: { organization, cursor: null } },
    });
    expect(answer.status()).toBe(403);
    const body = await answer.json();
    expect(body.code).toBe('provider_vault_restricted');
    expect(body.message).toContain('Provider users cannot view');
  });

  await test.step('the owner sees in her log all that the provider did', async () => {
    await visit(amara, `${app.url}/`);
    await amara.getByRole('button', { name: 'Switch product, provider or client' }).click();
    await amara.getByRole('group', { name: 'Switch product, provider or client' }).getByRole('link', { name: 'Admin Console' }).click();
    await amara.getByRole('link', { name: 'Event log' }).click();
    const log = amara.getByRole('list').filter({ hasText: 'Chloe Winters' }).or(amara.locator('.events')).first();
    await expect(log).toContainText('Sam Ortiz');
    await expect(log).toContainText('Northgate IT');
    await expect(log).toContainText(/items/i);
    await axe(amara);
  });

  await test.step('the provider admin sees it in hers', async () => {
    await visit(mara, `${app.url}/`);
    await mara.getByRole('link', { name: 'Event log' }).click();
    await expect(mara.locator('.events').first()).toContainText('Hartwell Dental');
    await expect(mara.locator('.events').first()).toContainText('Sam Ortiz');
    await axe(mara);
  });

  function row(page: typeof mara) {
    return page.getByRole('row', { name: /Hartwell Dental/ });
  }
});
