import { readFile } from 'node:fs/promises';
import { act, comparedBefore, fileOf, message, openMenu, row, settled, told, undo } from '../fixtures/acts';
import { axe, expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { enterPassword, visit } from '../people_at_work';

test.use({ begin: 'sample' });

test('members are invited again, given rights, revoked, restored and removed, one by one and many at once', async ({ app, mailbox }) => {
  test.setTimeout(90_000);
  const amara = app.page;
  await signInAs(amara, app.url, people['client owner'].email);
  await visit(amara, `${app.url}/vault/account`);
  await amara.getByRole('main').getByRole('link', { name: 'Admin Console' }).click();
  await settled(amara);
  const members = amara.url().replace(/\?.*/, '');

  await test.step('an invitation is sent again', async () => {
    await visit(amara, `${members}?status=invited`);
    await act(amara, 'frank@hartwell.example', 'Resend invitation');
    await told(amara, '1 invitation was sent again');
    expect((await mailbox.waitFor('frank@hartwell.example')).subject).toContain('Hartwell Dental');
  });

  await test.step('single rights', async () => {
    await visit(amara, `${members}?search=elin`);
    await row(amara, 'Elin Mårtensson').click();
    const drawer = amara.getByRole('dialog', { name: 'Elin Mårtensson' });
    await drawer.getByText('Custom', { exact: true }).click();
    await expect(drawer.getByRole('button', { name: 'Save role' })).toHaveAttribute('aria-disabled', 'true');
    await drawer.getByLabel('Manage members').check();
    await drawer.getByLabel('Read the event log').check();
    await drawer.getByRole('button', { name: 'Save role' }).click();
    await told(amara, 'The role of Elin Mårtensson has changed');
    await expect(row(amara, 'Elin Mårtensson')).toContainText('Custom · 2 rights');
  });

  await test.step('what happened with a member stands in the drawer', async () => {
    await row(amara, 'Elin Mårtensson').click();
    const drawer = amara.getByRole('dialog', { name: 'Elin Mårtensson' });
    await drawer.getByRole('tab', { name: 'Activity' }).click();
    await expect(drawer.locator('.events')).toContainText('Amara Okafor changed the rights of elin@hartwell.example');
    await expect(amara).toHaveURL(/tab=activity/);
    await drawer.getByRole('tab', { name: 'Activity' }).press('ArrowLeft');
    await expect(drawer.getByRole('tab', { name: 'Groups' })).toBeFocused();
    await amara.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
  });

  await test.step('access is revoked and restored', async () => {
    await visit(amara, `${members}?search=ben.cast`);
    await expect(amara.getByText('No match')).toBeVisible();
    await amara.getByRole('button', { name: 'Clear the filter' }).click();
    await amara.getByRole('searchbox').fill('ben@');
    await act(amara, 'Ben Castellano', 'Revoke access');
    await amara.getByRole('dialog', { name: 'Revoke access of Ben Castellano?' }).getByRole('button', { name: 'Revoke access' }).click();
    await told(amara, 'Ben Castellano lost access');
    await expect(row(amara, 'Ben Castellano')).toContainText('Revoked');
    await act(amara, 'Ben Castellano', 'Restore');
    await told(amara, 'Ben Castellano has access again');
    await expect(row(amara, 'Ben Castellano')).toContainText('Confirmed');
  });

  await test.step('many at once: each row has its own answer, and what failed is tried again', async () => {
    await visit(amara, `${members}?status=revoked`);
    await settled(amara);
    await amara.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
    const bar = amara.getByRole('region', { name: 'Actions' });
    await expect(bar).toContainText('3 selected');
    await bar.getByRole('button', { name: 'Restore' }).click();
    // Two seats were free.
    await told(amara, '2 members have access again');
    await told(amara, /seat/i);
    await expect(bar).toContainText('1 selected');

    // Somebody goes elsewhere, and the selection is still there for another try.
    await amara.getByRole('button', { name: /^Invited/ }).click();
    await act(amara, 'frank@hartwell.example', 'Remove');
    await amara.getByRole('dialog', { name: /^Remove frank/ }).getByRole('button', { name: 'Remove' }).click();
    await told(amara, 'frank@hartwell.example was removed');
    await amara.getByRole('button', { name: /^Revoked/ }).click();
    await expect(bar).toContainText('1 selected');
    await bar.getByRole('button', { name: 'Restore' }).click();
    await told(amara, / has access again/);
    await expect(bar).toBeHidden();
  });

  await test.step('invitations of many are sent again', async () => {
    await visit(amara, `${members}?status=invited`);
    await settled(amara);
    await amara.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
    await amara.getByRole('region', { name: 'Actions' }).getByRole('button', { name: 'Resend invitation' }).click();
    await told(amara, '1 invitation was sent again');
  });

  await test.step('several that were refused are told in one place, and are tried again alone', async () => {
    await visit(amara, `${members}?status=confirm`);
    await settled(amara);
    const bar = amara.getByRole('region', { name: 'Actions' });
    await amara.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
    await expect(bar).toContainText('3 selected');
    let calls = 0;
    await amara.route('**/rpc/members/revoke', async (route) => {
      const { request } = route.request().postDataJSON() as { request: { members: string[] } };
      calls += 1;
      if (calls > 1) return route.continue();
      return route.fulfill({ json: request.members.map((row) => ({ row, refused: 'Somebody else is changing this member.' })) });
    });
    await bar.getByRole('button', { name: 'Revoke access' }).click();
    await amara.getByRole('dialog', { name: 'Revoke access of 3 members?' }).getByRole('button', { name: 'Revoke access' }).click();
    const dialog = amara.getByRole('dialog', { name: 'Revoke access', exact: true });
    await expect(dialog.getByRole('alert')).toContainText('3 members were not changed');
    await expect(dialog.getByRole('listitem')).toHaveCount(3);
    await expect(dialog.getByRole('listitem').first()).toContainText('Somebody else is changing this member.');
    await expect(amara.locator('.toast')).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Try these again' }).click();
    await expect(dialog).toBeHidden();
    await undo(amara, '3 members lost access');
    await told(amara, '3 members have access again');
    await amara.unroute('**/rpc/members/revoke');
  });

  await test.step('a member is at an address of his own, whatever the list shows', async () => {
    await visit(amara, `${members}?search=elin`);
    await row(amara, 'Elin Mårtensson').click();
    await expect(amara.getByRole('dialog', { name: 'Elin Mårtensson' })).toBeVisible();
    const member = new URL(amara.url()).searchParams.get('member');
    await visit(amara, `${members}?search=ben&member=${member}`);
    await expect(amara.getByRole('dialog', { name: 'Elin Mårtensson' })).toBeVisible();
    await expect(amara.getByRole('dialog', { name: 'Elin Mårtensson' }).getByRole('checkbox', { name: 'Manage members' })).toBeChecked();
  });

  await test.step('nobody removes himself', async () => {
    await visit(amara, `${members}?search=amara`);
    await openMenu(amara, 'Amara Okafor');
    await expect(amara.getByRole('menuitem', { name: 'Remove' })).toHaveAttribute('aria-disabled', 'true');
    await expect(amara.getByRole('menuitem', { name: 'Remove' })).toContainText('You cannot do this to yourself');
    await amara.keyboard.press('Escape');
  });

  await test.step('several are removed only where the name of the client is typed', async () => {
    await visit(amara, `${members}?status=confirm`);
    await settled(amara);
    await amara.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
    await amara.getByRole('region', { name: 'Actions' }).getByRole('button', { name: 'Remove' }).click();
    const dialog = amara.getByRole('dialog', { name: 'Remove 3 members?' });
    await expect(dialog).toContainText('Access to Hartwell Dental ends at once');
    const button = dialog.getByRole('button', { name: 'Remove' });
    await dialog.getByLabel(/^Type/).fill('Hartwell Dent');
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await axe(amara);
    await dialog.getByLabel(/^Type/).fill('Hartwell Dental');
    await button.click();
    await told(amara, '3 members were removed');
    await expect(dialog).toBeHidden();
  });

  await test.step('the members, and the log, as files', async () => {
    await visit(amara, members);
    await settled(amara);
    const list = await fileOf(amara, 'Export CSV');
    expect(list.name).toBe('members.csv');
    expect(list.lines[0]).toBe('Name,E-mail,Role,Rights,Status,Invited (UTC),Groups');
    expect(list.lines.join('\n')).toContain('Elin Mårtensson,elin@hartwell.example,Custom,"access event logs, manage users",Confirmed');
    await amara.getByRole('link', { name: 'Event log' }).click();
    await amara.getByLabel('What happened').selectOption({ label: 'Members' });
    await settled(amara);
    const log = await fileOf(amara, 'Export CSV');
    expect(log.lines[0]).toContain('Time (UTC),Event,Number,Person');
    expect(log.lines.join('\n')).toContain('MemberReinvited');
    expect(log.lines.join('\n')).not.toContain('SignedIn');
    await told(amara, 'Saved events.csv');
  });
});

test('what was done to members is undone, for those whom it has changed, while it can be', async ({ app }) => {
  test.setTimeout(120_000);
  const amara = app.page;
  await signInAs(amara, app.url, people['client owner'].email);
  await visit(amara, `${app.url}/vault/account`);
  await amara.getByRole('main').getByRole('link', { name: 'Admin Console' }).click();
  await settled(amara);
  const members = amara.url().replace(/\?.*/, '');
  const revoke = async (name: string) => {
    await act(amara, name, 'Revoke access');
    await amara.getByRole('dialog', { name: `Revoke access of ${name}?` }).getByRole('button', { name: 'Revoke access' }).click();
  };

  await test.step('a role', async () => {
    await visit(amara, `${members}?search=elin`);
    await row(amara, 'Elin Mårtensson').click();
    const drawer = amara.getByRole('dialog', { name: 'Elin Mårtensson' });
    await drawer.getByText('Custom', { exact: true }).click();
    await drawer.getByLabel('Read the event log').check();
    await drawer.getByRole('button', { name: 'Save role' }).click();
    await expect(row(amara, 'Elin Mårtensson')).toContainText('Custom · 1 right');
    await undo(amara, 'The role of Elin Mårtensson has changed');
    await expect(row(amara, 'Elin Mårtensson')).toContainText('User');
    await told(amara, 'The role of Elin Mårtensson has changed');
  });

  await test.step('access of one, taken and given', async () => {
    await revoke('Elin Mårtensson');
    await undo(amara, 'Elin Mårtensson lost access');
    await told(amara, 'Elin Mårtensson has access again');
    await expect(row(amara, 'Elin Mårtensson')).toContainText('Confirmed');
    await revoke('Elin Mårtensson');
    await told(amara, 'Elin Mårtensson lost access');
    await act(amara, 'Elin Mårtensson', 'Restore');
    await undo(amara, 'Elin Mårtensson has access again');
    await told(amara, 'Elin Mårtensson lost access');
    await expect(row(amara, 'Elin Mårtensson')).toContainText('Revoked');
    await act(amara, 'Elin Mårtensson', 'Restore');
    await told(amara, 'Elin Mårtensson has access again');
  });

  await test.step('access of many: only of those who got it', async () => {
    await visit(amara, `${members}?status=revoked`);
    await settled(amara);
    await amara.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
    await amara.getByRole('region', { name: 'Actions' }).getByRole('button', { name: 'Restore' }).click();
    // Two seats were free for three members.
    await told(amara, /seat/i);
    const [request] = await Promise.all([amara.waitForRequest('**/rpc/members/revoke'), undo(amara, '2 members have access again')]);
    expect(request.postDataJSON().request.members).toHaveLength(2);
    await told(amara, '2 members lost access');
    await expect(amara.getByRole('button', { name: /^Revoked/ })).toContainText('3');
  });

  await test.step('nothing that sends mail', async () => {
    await visit(amara, `${members}?status=invited`);
    await revoke('frank@hartwell.example');
    await expect(message(amara, 'frank@hartwell.example lost access')).toBeVisible();
    await expect(message(amara, 'frank@hartwell.example lost access').getByRole('button', { name: 'Undo' })).toHaveCount(0);
    await told(amara, 'frank@hartwell.example lost access');
  });

  await test.step('when the seat was taken meanwhile, the reason is told', async () => {
    const ben = await app.someoneElse();
    await signInAs(ben, app.url, people['client admin'].email);
    await visit(ben, members);
    await ben.getByRole('button', { name: 'Invite members' }).click();
    const dialog = ben.getByRole('dialog', { name: 'Invite members' });
    await dialog.getByLabel('E-mail addresses').fill([1, 2, 3, 4].map((n) => `new${n}@hartwell.example`).join('\n'));

    await visit(amara, `${members}?search=elin`);
    await revoke('Elin Mårtensson');
    // Under the pointer the message stays as long as it takes.
    await message(amara, 'Elin Mårtensson lost access').hover();
    await dialog.getByRole('button', { name: 'Invite 4 people' }).click();
    await told(ben, '4 invitations are on their way');
    await undo(amara, 'Elin Mårtensson lost access');
    await told(amara, /Elin Mårtensson: .*seat/i);
    await expect(row(amara, 'Elin Mårtensson')).toContainText('Revoked');
  });
});

test('undoing is about the client that was shown, whichever is shown by then', async ({ app }) => {
  const mara = app.page;
  await signInAs(mara, app.url, people['provider admin'].email);
  const search = mara.getByRole('searchbox', { name: /^Filter/ });
  await search.fill('hartwell');
  await row(mara, 'Hartwell Dental').getByRole('link').first().click();
  await expect(mara.getByRole('region', { name: 'Hartwell Dental' })).toBeVisible();
  const [, hartwell] = /organizations\/([0-9a-f-]{36})/.exec(mara.url()) ?? [];
  await search.fill('elin');
  await act(mara, 'Elin Mårtensson', 'Revoke access');
  await mara.getByRole('dialog', { name: 'Revoke access of Elin Mårtensson?' }).getByRole('button', { name: 'Revoke access' }).click();

  // Under the pointer the message stays; so the links are pressed without it.
  await message(mara, 'Elin Mårtensson lost access').hover();
  await mara.locator('a.crumb-provider').dispatchEvent('click');
  await search.fill('kestrel');
  await row(mara, 'Kestrel Solicitors').getByRole('link').first().dispatchEvent('click');
  await expect(mara.getByRole('region', { name: 'Kestrel Solicitors' })).toBeVisible();

  const [request] = await Promise.all([mara.waitForRequest('**/rpc/members/restore'), undo(mara, 'Elin Mårtensson lost access')]);
  expect(request.headers()['x-castellan-client']).toBe(hartwell);
  expect(request.postDataJSON().request.organization).toBe(hartwell);
  await told(mara, 'Elin Mårtensson has access again');
  await expect(mara.getByRole('region', { name: 'Kestrel Solicitors' })).toBeVisible();
  await visit(mara, `${app.url}/organizations/${hartwell}/members?search=elin`);
  await expect(row(mara, 'Elin Mårtensson')).toContainText('Confirmed');
});

/** What the form calls each right that the server knows. */
const RIGHTS: Record<string, string> = {
  AccessEventLogs: 'Read the event log',
  AccessImportExport: 'Import and export',
  AccessReports: 'Read reports',
  CreateNewCollections: 'Create collections',
  EditAnyCollection: 'Edit any collection',
  DeleteAnyCollection: 'Delete any collection',
  ManageGroups: 'Manage groups',
  ManagePolicies: 'Manage policies',
  ManageSso: 'Manage single sign-on',
  ManageUsers: 'Manage members',
  ManageResetPassword: 'Recover accounts',
  ManageScim: 'Manage directory sync',
  ManageAccessRules: 'Manage access rules',
};

test('a changed key blocks until the new phrase was compared', async ({ app }) => {
  const amara = app.page;
  await signInAs(amara, app.url, people['client owner'].email);
  await visit(amara, `${app.url}/vault/account`);
  await amara.getByRole('main').getByRole('link', { name: 'Admin Console' }).click();
  await amara.getByRole('searchbox').fill('chloe');
  const before = await comparedBefore(amara, 'members/public_key');
  await row(amara, 'Chloe Winters').click();
  const drawer = amara.getByRole('dialog', { name: 'Chloe Winters' });
  const button = drawer.getByRole('button', { name: 'Confirm member' });
  await expect(drawer.locator('.phrase li')).toHaveCount(5);
  await expect(drawer.getByText('differs from the one that was compared before')).toBeVisible();
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await drawer.getByRole('checkbox', { name: 'I compared the new phrase with Chloe Winters' }).check();
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  const sent = amara.waitForRequest('**/rpc/members/confirm');
  await button.click();
  await enterPassword(amara, 'Unlock', people['client owner'].password);
  expect((await sent).postDataJSON()).toMatchObject({ request: { replaces: before } });
  await told(amara, 'Chloe Winters is confirmed');
});

test('each right that the server knows is in the form, and is given alone', async ({ app }) => {
  test.setTimeout(180_000);
  const source = await readFile(new URL('../../server/src/model/role.rs', import.meta.url), 'utf8');
  const [, variants = ''] = /pub enum Right \{([^}]*)\}/.exec(source) ?? [];
  const known = [...variants.matchAll(/^\s*(\w+),$/gm)].map(([, right]) => right);
  expect(known.sort(), 'every right has its name above').toEqual(Object.keys(RIGHTS).sort());

  const amara = app.page;
  await signInAs(amara, app.url, people['client owner'].email);
  await visit(amara, `${app.url}/vault/account`);
  await amara.getByRole('main').getByRole('link', { name: 'Admin Console' }).click();
  await amara.getByRole('searchbox').fill('elin');
  await row(amara, 'Elin Mårtensson').click();
  const drawer = amara.getByRole('dialog', { name: 'Elin Mårtensson' });
  await drawer.getByText('Custom', { exact: true }).click();
  const boxes = drawer.getByRole('group', { name: 'Rights' }).getByRole('checkbox');
  await expect(boxes).toHaveCount(Object.keys(RIGHTS).length);
  const address = amara.url();

  let before: string | undefined;
  for (const [right, label] of Object.entries(RIGHTS)) {
    await test.step(label, async () => {
      await drawer.getByRole('checkbox', { name: label, exact: true }).check();
      if (before) await drawer.getByRole('checkbox', { name: before, exact: true }).uncheck();
      const [request] = await Promise.all([
        amara.waitForRequest('**/rpc/members/update'),
        drawer.getByRole('button', { name: 'Save role' }).click(),
      ]);
      expect(request.postDataJSON()).toMatchObject({ request: { rights: [right[0]?.toLowerCase() + right.slice(1)] } });
      await expect(drawer).toBeHidden();
      await visit(amara, address);
      await expect(drawer.getByRole('checkbox', { name: label, exact: true })).toBeChecked();
      await expect(boxes.and(amara.locator(':checked'))).toHaveCount(1);
    });
    before = label;
  }
});
