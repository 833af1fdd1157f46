import { act, fileOf, message, openMenu, row, settled, told, undo } from '../fixtures/acts';
import { callUnproved, failToProve, makeApiKey } from '../fixtures/proof';
import { expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { enterPassword, linkOf, visit } from '../people_at_work';

test.use({ begin: 'sample' });

test('a client is renamed, tagged, suspended and resumed, and its owner is told', async ({ app }) => {
  const mara = app.page;
  // The owner of a suspended client tries to invite all the same; the browser notes the refusal.
  app.expectConsoleError(/40[39] .*\/rpc\/members\/invite/);
  await signInAs(mara, app.url, people['provider admin'].email);
  const search = mara.getByRole('searchbox', { name: /^Filter/ });

  await test.step('rename', async () => {
    await search.fill('pendle');
    await act(mara, 'Pendle Architects', 'Rename');
    const dialog = mara.getByRole('dialog', { name: 'Rename Pendle Architects' });
    await dialog.getByLabel('Name').fill('  ');
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(dialog.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
    await dialog.getByLabel('Name').fill('Pendle and Partners');
    await dialog.getByLabel('Name').press('Enter');
    await told(mara, 'Pendle Architects is now called Pendle and Partners');
    await expect(row(mara, 'Pendle and Partners')).toBeVisible();
  });

  await test.step('tags of one', async () => {
    await act(mara, 'Pendle and Partners', 'Tags');
    const dialog = mara.getByRole('dialog', { name: 'Tags of Pendle and Partners' });
    await dialog.getByRole('button', { name: 'Remove the tag Tier 2' }).click();
    await dialog.getByLabel('Tags').fill('Property');
    await dialog.getByLabel('Tags').press('Enter');
    await dialog.getByLabel('Tags').fill('Renews in May');
    await dialog.getByRole('button', { name: 'Save tags' }).click();
    await told(mara, 'Tags of Pendle and Partners saved');
    await expect(row(mara, 'Pendle and Partners')).toContainText('Renews in May');
    await expect(row(mara, 'Pendle and Partners')).not.toContainText('Tier 2');
  });

  await test.step('a tag for many; the one that has eight says why not', async () => {
    await search.fill('');
    await mara.getByRole('columnheader', { name: 'Client' }).getByRole('button').click();
    await act(mara, 'Yarrow Community Energy', 'Tags');
    const tags = mara.getByRole('dialog', { name: 'Tags of Yarrow Community Energy' });
    for (const tag of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) {
      await tags.getByLabel('Tags').fill(tag);
      await tags.getByLabel('Tags').press('Enter');
    }
    await tags.getByRole('button', { name: 'Save tags' }).click();
    await told(mara, 'Tags of Yarrow Community Energy saved');

    for (const name of ['Verity Translations', 'Yarrow Community Energy']) await mara.getByRole('checkbox', { name: `Select ${name}` }).check();
    const bar = mara.getByRole('region', { name: 'Actions' });
    await expect(bar).toContainText('2 selected');
    await bar.getByRole('button', { name: 'Add tag' }).click();
    const dialog = mara.getByRole('dialog', { name: 'Add a tag to 2 clients' });
    await dialog.getByLabel('Tag', { exact: true }).fill('Audit');
    await dialog.getByRole('button', { name: 'Add tag' }).click();
    await expect(dialog.getByRole('alert')).toContainText('Yarrow Community Energy');
    await expect(dialog.getByRole('alert')).toContainText('It has 8 tags already');
    await dialog.getByRole('button', { name: 'Try these again' }).click();
    await expect(dialog.getByRole('alert')).toContainText('1 client was not changed');
    await dialog.locator('footer').getByRole('button', { name: 'Close' }).click();
    await expect(row(mara, 'Verity Translations')).toContainText('Audit');
    await bar.getByRole('button', { name: 'Clear' }).click();
    await expect(bar).toBeHidden();
  });

  const owner = await app.someoneElse();
  await test.step('suspend: nothing can be changed, and everybody sees why', async () => {
    await search.fill('pendle');
    await act(mara, 'Pendle and Partners', 'Suspend');
    await mara.getByRole('dialog', { name: 'Suspend Pendle and Partners?' }).getByRole('button', { name: 'Suspend' }).click();
    await told(mara, 'Pendle and Partners suspended');
    await expect(row(mara, 'Pendle and Partners')).toContainText('Suspended');
    await openMenu(mara, 'Pendle and Partners');
    await expect(mara.getByRole('menuitem', { name: 'Rename' })).toHaveAttribute('aria-disabled', 'true');
    await expect(mara.getByRole('menuitem', { name: 'Rename' })).toContainText('Resume the client first');
    await mara.keyboard.press('Escape');

    await signInAs(owner, app.url, 'tomas.reyes@pendle.example');
    await visit(owner, `${app.url}/vault/account`);
    await expect(owner.getByText('Suspended', { exact: true })).toBeVisible();
    await owner.getByRole('main').getByRole('link', { name: 'Admin Console' }).click();
    await expect(owner.getByText('This organization is suspended.')).toBeVisible();
    const invite = owner.getByRole('button', { name: 'Invite members' });
    await expect(invite).toHaveAttribute('aria-disabled', 'true');
    await expect(invite).toHaveAccessibleDescription(/suspended/i);
    const members = owner.url();
    await visit(owner, `${members}?invite=1`);
    const dialog = owner.getByRole('dialog', { name: 'Invite members' });
    await dialog.getByLabel('E-mail addresses').fill('new@pendle.example');
    await expect(dialog.locator('footer').getByRole('button').last()).toHaveAccessibleDescription(/suspended/i);
    await visit(owner, members);
    await owner.locator('tbody [role=row]').filter({ hasText: 'Confirmed', hasNotText: 'Tomas Reyes' }).first().click();
    await expect(owner.getByRole('button', { name: 'Save role' })).toHaveAccessibleDescription(/suspended/i);
    await owner.keyboard.press('Escape');
  });

  await test.step('resume', async () => {
    await act(mara, 'Pendle and Partners', 'Resume');
    await mara.getByRole('dialog', { name: 'Resume Pendle and Partners?' }).getByRole('button', { name: 'Resume' }).click();
    await told(mara, 'Pendle and Partners resumed');
    await expect(row(mara, 'Pendle and Partners')).toContainText('Active');
    await owner.reload();
    await settled(owner);
    await expect(owner.getByText('This organization is suspended.')).toHaveCount(0);
  });
});

test('what was done to clients is undone, while it can be', async ({ app }) => {
  test.setTimeout(120_000);
  const mara = app.page;
  app.expectConsoleError(/409 .*\/rpc\/clients\/rename/);
  await signInAs(mara, app.url, people['provider admin'].email);
  const clients = mara.url();
  const search = mara.getByRole('searchbox', { name: /^Filter/ });
  const rename = async (before: string, after: string) => {
    await act(mara, before, 'Rename');
    const dialog = mara.getByRole('dialog', { name: `Rename ${before}` });
    await dialog.getByLabel('Name').fill(after);
    await dialog.getByLabel('Name').press('Enter');
  };

  await test.step('a name', async () => {
    await search.fill('pendle');
    await rename('Pendle Architects', 'Pendle and Partners');
    await undo(mara, 'Pendle Architects is now called Pendle and Partners');
    await told(mara, 'Pendle and Partners is now called Pendle Architects');
    await expect(row(mara, 'Pendle Architects')).toBeVisible();
  });

  await test.step('tags of one', async () => {
    await act(mara, 'Pendle Architects', 'Tags');
    const dialog = mara.getByRole('dialog', { name: 'Tags of Pendle Architects' });
    await dialog.getByRole('button', { name: 'Remove the tag Tier 2' }).click();
    await dialog.getByRole('button', { name: 'Save tags' }).click();
    await expect(row(mara, 'Pendle Architects')).not.toContainText('Tier 2');
    await undo(mara, 'Tags of Pendle Architects saved');
    await expect(row(mara, 'Pendle Architects')).toContainText('Tier 2');
    await told(mara, 'Tags of Pendle Architects saved');
  });

  await test.step('a suspension, and its end', async () => {
    const turn = async (what: 'Suspend' | 'Resume') => {
      await act(mara, 'Pendle Architects', what);
      await mara.getByRole('dialog', { name: `${what} Pendle Architects?` }).getByRole('button', { name: what }).click();
    };
    await turn('Suspend');
    await undo(mara, 'Pendle Architects suspended');
    await told(mara, 'Pendle Architects resumed');
    await expect(row(mara, 'Pendle Architects')).toContainText('Active');
    await turn('Suspend');
    await told(mara, 'Pendle Architects suspended');
    await turn('Resume');
    await undo(mara, 'Pendle Architects resumed');
    await told(mara, 'Pendle Architects suspended');
    await expect(row(mara, 'Pendle Architects')).toContainText('Suspended');
    await turn('Resume');
    await told(mara, 'Pendle Architects resumed');
  });

  await test.step('seats, but not those that were bought', async () => {
    const set = async (seats: string) => {
      await act(mara, 'Hartwell Dental', 'Adjust seats');
      const dialog = mara.getByRole('dialog', { name: 'Seats of Hartwell Dental' });
      await dialog.getByRole('spinbutton', { name: 'Seats' }).fill(seats);
      await expect(dialog.getByText(seats === '900' ? /will be bought/ : /goes? back to your unassigned seats/)).toBeVisible();
      await dialog.getByRole('button', { name: 'Set seats' }).click();
    };
    await search.fill('hartwell');
    await set('49');
    await expect(row(mara, 'Hartwell Dental')).toContainText('of 49');
    await undo(mara, 'Seats of Hartwell Dental: 49');
    await told(mara, 'Seats of Hartwell Dental: 50');
    await expect(row(mara, 'Hartwell Dental')).toContainText('of 50');
    await set('900');
    await expect(message(mara, 'Seats of Hartwell Dental: 900')).toBeVisible();
    await expect(message(mara, 'Seats of Hartwell Dental: 900').getByRole('button', { name: 'Undo' })).toHaveCount(0);
    await told(mara, 'Seats of Hartwell Dental: 900');
  });

  await test.step('a tag of many: only of those who had it not yet', async () => {
    await search.fill('');
    await mara.getByRole('columnheader', { name: 'Client' }).getByRole('button').click();
    const names = ['Verity Translations', 'Yarrow Community Energy'] as const;
    const bar = mara.getByRole('region', { name: 'Actions' });
    const tag = async (title: string) => {
      await bar.getByRole('button', { name: 'Add tag' }).click();
      const dialog = mara.getByRole('dialog', { name: title });
      await dialog.getByLabel('Tag', { exact: true }).fill('Audit');
      await dialog.getByRole('button', { name: 'Add tag' }).click();
      await expect(dialog).toBeHidden();
    };
    await mara.getByRole('checkbox', { name: `Select ${names[0]}` }).check();
    await tag('Add a tag to 1 client');
    await told(mara, 'Tag Audit added to 1 client');
    await mara.getByRole('checkbox', { name: `Select ${names[1]}` }).check();
    await tag('Add a tag to 2 clients');
    await expect(row(mara, names[1])).toContainText('Audit');
    await undo(mara, 'Tag Audit added to 1 client');
    await told(mara, 'Tag Audit taken from 1 client');
    await expect(row(mara, names[1])).not.toContainText('Audit');
    await expect(row(mara, names[0])).toContainText('Audit');
    await bar.getByRole('button', { name: 'Clear' }).click();
  });

  await test.step('a server that wants to be asked less often is waited for, and each write names its own client', async () => {
    app.expectConsoleError(/429 .*\/rpc\/clients\/change_tags/);
    const asked: [shown: string | undefined, named: string][] = [];
    await mara.route('**/rpc/clients/change_tags', async (route) => {
      const request = route.request();
      const body = request.postDataJSON() as { request: { organization: string } };
      asked.push([request.headers()['x-castellan-client'], body.request.organization]);
      if (asked.length !== 2) return route.continue();
      return route.fulfill({
        status: 429,
        headers: { 'retry-after': '1' },
        json: { code: 'too_many', message: 'Too many calls. Try again in a moment.', retry_after: 1 },
      });
    });
    const names = ['Verity Translations', 'Yarrow Community Energy'] as const;
    const bar = mara.getByRole('region', { name: 'Actions' });
    for (const name of names) await mara.getByRole('checkbox', { name: `Select ${name}` }).check();
    await bar.getByRole('button', { name: 'Add tag' }).click();
    const dialog = mara.getByRole('dialog', { name: 'Add a tag to 2 clients' });
    await dialog.getByLabel('Tag', { exact: true }).fill('Patient');
    await dialog.getByRole('button', { name: 'Add tag' }).click();
    await told(mara, 'Tag Patient added to 2 clients');
    for (const name of names) await expect(row(mara, name)).toContainText('Patient');
    expect(asked).toHaveLength(3);
    for (const [shown, named] of asked) expect(shown).toBe(named);
    await mara.unroute('**/rpc/clients/change_tags');
    await bar.getByRole('button', { name: 'Clear' }).click();
  });

  await test.step('what somebody else has made impossible meanwhile is refused, and the reason is told', async () => {
    const other = await app.someoneElse();
    await signInAs(other, app.url, people['provider admin'].email);
    await visit(other, `${clients}?search=pendle`);
    await search.fill('pendle');
    await rename('Pendle Architects', 'Pendle and Partners');
    // Under the pointer the message stays as long as it takes.
    await message(mara, 'Pendle Architects is now called Pendle and Partners').hover();
    await other.reload();
    await act(other, 'Pendle and Partners', 'Suspend');
    await other.getByRole('dialog', { name: 'Suspend Pendle and Partners?' }).getByRole('button', { name: 'Suspend' }).click();
    await told(other, 'Pendle and Partners suspended');
    await undo(mara, 'Pendle Architects is now called Pendle and Partners');
    await told(mara, /suspended/);
    await expect(row(mara, 'Pendle and Partners')).toBeVisible();
  });
});

test('a client is unlinked, and linked again by somebody who owns it', async ({ app, mailbox }) => {
  test.setTimeout(120_000);
  const mara = app.page;
  const { email } = people['provider admin'];
  app.expectConsoleError(/403 .*\/rpc\/clients\/unlink/);
  const amara = await app.someoneElse();

  await test.step('the owner makes the provider admin an owner', async () => {
    await signInAs(amara, app.url, people['client owner'].email);
    await visit(amara, `${app.url}/vault/account`);
    await amara.getByRole('main').getByRole('link', { name: 'Admin Console' }).click();
    await amara.getByRole('button', { name: 'Invite members' }).click();
    const dialog = amara.getByRole('dialog', { name: 'Invite members' });
    await dialog.getByLabel('E-mail addresses').fill(email);
    await dialog.getByText('Owner', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Invite 1 person' }).click();
    await told(amara, '1 invitation is on its way');
  });

  await test.step('she accepts with the account that she has', async () => {
    await visit(mara, linkOf(await mailbox.waitFor(email)).replace(/^https?:\/\/[^/]+/, app.url));
    await expect(mara.getByLabel('E-mail', { exact: true })).toHaveValue(email);
    await mara.getByLabel('Master password', { exact: true }).fill(people['provider admin'].password);
    await mara.getByRole('button', { name: 'Sign in and accept' }).click();
    await expect(mara.getByRole('heading', { name: 'Accepted' })).toBeVisible({ timeout: 30_000 });
  });

  await test.step('and is confirmed', async () => {
    await amara.reload();
    await settled(amara);
    await amara.getByRole('searchbox', { name: 'Filter by name or e-mail' }).fill('mara.kent');
    await row(amara, 'Mara Kent').click();
    const drawer = amara.getByRole('dialog', { name: 'Mara Kent' });
    await drawer.getByRole('button', { name: 'Confirm member' }).click();
    await enterPassword(amara, 'Unlock', people['client owner'].password);
    await told(amara, 'Mara Kent is confirmed');
  });

  await test.step('unlinking asks for the name, and for the password', async () => {
    await visit(mara, `${app.url}/vault/security`);
    await callUnproved(mara, app.url, await makeApiKey(mara));
    await visit(mara, `${app.url}/`);
    await mara.getByRole('button', { name: 'Switch product, provider or client' }).click();
    await mara.getByRole('link', { name: 'Provider Portal' }).click();
    await settled(mara);
    await act(mara, 'Hartwell Dental', 'Unlink');
    const dialog = mara.getByRole('dialog', { name: 'Unlink Hartwell Dental?' });
    const button = dialog.getByRole('button', { name: 'Unlink client' });
    await dialog.getByLabel('Type “Hartwell Dental” to confirm').fill('Hartwell');
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await dialog.getByLabel('Type “Hartwell Dental” to confirm').fill('Hartwell Dental');
    await failToProve(mara, button, '/rpc/clients/unlink');
    await expect(dialog.getByText('Confirm that it is you, then try again.')).toBeVisible();
    await amara.reload();
    await expect(amara.getByText('Managed by Northgate IT')).toBeVisible();
    await button.click();
    await enterPassword(mara, 'Confirm', people['provider admin'].password);
    await told(mara, 'Hartwell Dental unlinked');
    await expect(row(mara, 'Hartwell Dental')).toHaveCount(0);
    await amara.reload();
    await settled(amara);
    await expect(amara.getByText('Managed by Northgate IT')).toHaveCount(0);
  });

  await test.step('linking it again', async () => {
    await mara.getByRole('button', { name: 'Add client' }).click();
    await mara.getByRole('menuitem', { name: 'Existing organization' }).click();
    const dialog = mara.getByRole('dialog', { name: 'Add an existing organization' });
    await dialog.getByText('Hartwell Dental').click();
    await dialog.getByRole('button', { name: 'Link organization' }).click();
    await told(mara, 'Hartwell Dental is now a client');
    await expect(row(mara, 'Hartwell Dental')).toContainText('49 of 50');
  });
});

test('the plan, the provider and an organization are changed by their forms', async ({ app }) => {
  const mara = app.page;
  await signInAs(mara, app.url, people['provider admin'].email);
  await settled(mara);
  const portal = mara.url().replace(/\/clients.*/, '');

  await test.step('the plan never goes below what the clients have', async () => {
    await mara.getByRole('link', { name: 'Plan and seats' }).click();
    const teams = mara.getByRole('spinbutton', { name: 'Teams' });
    const bought = Number(await teams.inputValue());
    await teams.fill('1');
    await expect(mara.getByText(/Take some back from a client first/)).toBeVisible();
    await teams.fill(String(bought + 10));
    await expect(mara.getByText(/10 more are bought/)).toBeVisible();
    await mara.getByRole('button', { name: 'Change seats' }).click();
    await told(mara, /Seats bought: Enterprise/);
    await mara.reload();
    await expect(teams).toHaveValue(String(bought + 10));
  });

  await test.step('settings of the provider', async () => {
    await visit(mara, `${portal}/settings`);
    await mara.getByLabel('Billing e-mail').fill('not an address');
    await mara.getByRole('button', { name: 'Save' }).click();
    await expect(mara.getByLabel('Billing e-mail')).toHaveAttribute('aria-invalid', 'true');
    await mara.getByLabel('Billing e-mail').fill('bills@northgate.example');
    await mara.getByLabel('Name', { exact: true }).fill('Northgate and Sons');
    await mara.getByLabel('Telephone').fill('+44 20 7946 0999');
    await mara.getByRole('button', { name: 'Save' }).click();
    await told(mara, 'Settings of Northgate and Sons saved');
    await expect(mara.getByRole('banner')).toContainText('Northgate and Sons');
    await mara.reload();
    await expect(mara.getByLabel('Telephone')).toHaveValue('+44 20 7946 0999');
  });

  await test.step('settings of an organization', async () => {
    await visit(mara, `${portal}/clients?search=kestrel`);
    await row(mara, 'Kestrel Solicitors').getByRole('link').first().click();
    await mara.getByRole('link', { name: 'Organization' }).click();
    await mara.getByLabel('Name', { exact: true }).fill('Kestrel Law');
    await mara.getByRole('button', { name: 'Save' }).click();
    await told(mara, 'Kestrel Law is saved');
    await expect(mara.getByRole('region', { name: 'Kestrel Law' })).toBeVisible();
    await expect(mara).toHaveTitle(/Kestrel Law/);
  });

  await test.step('the list of clients as a file, as it is filtered', async () => {
    await visit(mara, `${portal}/clients?search=tier+1&chip=full`);
    await settled(mara);
    const { name, lines } = await fileOf(mara, 'Export CSV');
    expect(name).toBe('clients.csv');
    expect(lines[0]).toContain('Name,Status,Plan,Seats');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('Brackwater Freight,Active,Enterprise,120,120');
  });

  await test.step('the log of the provider as a file', async () => {
    await visit(mara, `${portal}/events`);
    await settled(mara);
    const { name, lines } = await fileOf(mara, 'Export CSV');
    expect(name).toBe('events.csv');
    expect(lines[0]).toContain('Time (UTC),Event');
    expect(lines.join('\n')).toContain('PlanUpdated');
  });
});
