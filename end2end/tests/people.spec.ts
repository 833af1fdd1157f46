import { act, comparedBefore, message, openMenu, row, settled, told, undo } from '../fixtures/acts';
import { axe, expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { enterPassword, visit } from '../people_at_work';

test.use({ begin: 'sample' });

test('people of the provider are invited again, given rights, revoked, restored and removed', async ({ app, mailbox }) => {
  const mara = app.page;
  await signInAs(mara, app.url, people['provider admin'].email);
  await mara.getByRole('link', { name: /^People/ }).click();
  await settled(mara);

  await test.step('an invitation is sent again; an accepted one cannot be', async () => {
    await act(mara, 'kofi.asante@', 'Resend invitation');
    await told(mara, 'Invitation sent to kofi.asante@northgate.example again.');
    expect((await mailbox.waitFor('kofi.asante@northgate.example')).links).toHaveLength(1);
    await openMenu(mara, 'Ines Duarte');
    await expect(mara.getByRole('menuitem', { name: 'Resend invitation' })).toHaveAttribute('aria-disabled', 'true');
    await mara.keyboard.press('Escape');
  });

  await test.step('nobody does it to himself', async () => {
    await openMenu(mara, 'Mara Kent');
    for (const item of ['Revoke access', 'Remove']) {
      await expect(mara.getByRole('menuitem', { name: item })).toContainText('You cannot do this to yourself');
    }
    await mara.keyboard.press('Escape');
  });

  await test.step('a service user gets chosen clients, and sees no others', async () => {
    await row(mara, 'Priya Nair').click();
    const drawer = mara.getByRole('dialog', { name: 'Priya Nair' });
    await expect(drawer.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
    await drawer.getByText('Chosen clients', { exact: true }).click();
    await drawer.getByRole('combobox', { name: 'Add a client' }).fill('kestrel');
    await mara.getByRole('option', { name: 'Kestrel Solicitors' }).click();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await told(mara, 'Rights of Priya Nair saved');
    await expect(row(mara, 'Priya Nair')).toContainText('1 client');
    await drawer.getByRole('button', { name: 'Close' }).click();
    await expect(drawer).toBeHidden();

    const priya = await app.someoneElse();
    await signInAs(priya, app.url, people['service user'].email);
    await settled(priya);
    await expect(priya.getByRole('row', { name: /Kestrel Solicitors/ })).toBeVisible();
    await expect(priya.getByRole('row', { name: /Hartwell Dental/ })).toHaveCount(0);
    await expect(priya.getByRole('button', { name: 'Add client' })).toHaveAttribute('aria-disabled', 'true');
    await expect(priya.getByRole('link', { name: /^People/ })).toHaveAttribute('aria-disabled', 'true');
  });

  await test.step('a person is at an address of his own, whatever the list shows', async () => {
    await row(mara, 'Priya Nair').click();
    const drawer = mara.getByRole('dialog', { name: 'Priya Nair' });
    await expect(drawer.getByRole('button', { name: 'Take Kestrel Solicitors away' })).toBeVisible();
    const list = mara.url().replace(/\?.*/, '');
    const person = new URL(mara.url()).searchParams.get('person');
    await visit(mara, `${list}?search=joel&person=${person}`);
    await expect(drawer.getByRole('button', { name: 'Take Kestrel Solicitors away' })).toBeVisible();
    app.expectConsoleError(/404 .*\/rpc\/people\/get/);
    await visit(mara, `${list}?person=00000000-0000-7000-8000-000000000000`);
    await expect(mara.getByText('This person is not here')).toBeVisible();
    await visit(mara, list);
    await settled(mara);
  });

  await test.step('a service user becomes provider admin', async () => {
    await row(mara, 'Joel Marsden').click();
    const drawer = mara.getByRole('dialog', { name: 'Joel Marsden' });
    await drawer.getByText('Provider admin', { exact: true }).click();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await told(mara, 'Rights of Joel Marsden saved');
    await expect(row(mara, 'Joel Marsden')).toContainText('Provider admin');
    await mara.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
  });

  await test.step('access is revoked and restored', async () => {
    await act(mara, 'Edwin Strand', 'Revoke access');
    await mara.getByRole('dialog', { name: 'Revoke the access of Edwin Strand?' }).getByRole('button', { name: 'Revoke access' }).click();
    await told(mara, 'Access of Edwin Strand revoked');
    await expect(row(mara, 'Edwin Strand')).toContainText('Revoked');
    await act(mara, 'Edwin Strand', 'Restore access');
    await told(mara, 'Access of Edwin Strand restored');
    await expect(row(mara, 'Edwin Strand')).not.toContainText('Revoked');
  });

  await test.step('somebody is removed', async () => {
    await row(mara, 'Gareth Pike').click();
    const drawer = mara.getByRole('dialog', { name: 'Gareth Pike' });
    await drawer.getByRole('button', { name: 'Remove', exact: true }).click();
    await mara.getByRole('dialog', { name: 'Remove Gareth Pike?' }).getByRole('button', { name: 'Remove', exact: true }).click();
    await told(mara, 'Gareth Pike removed');
    await expect(drawer).toBeHidden();
    await expect(row(mara, 'Gareth Pike')).toHaveCount(0);
  });

  await test.step('all of it stands in the log', async () => {
    await visit(mara, `${mara.url().replace(/\/people.*/, '')}/events?group=people`);
    await settled(mara);
    const log = mara.locator('.events').first();
    for (const line of ['Mara Kent removed gareth.pike@', 'Mara Kent restored the access of edwin.strand@', 'Mara Kent changed the rights of joel.marsden@']) {
      await expect(log).toContainText(line);
    }
  });
});

test('a changed key of a person blocks until the new phrase was compared', async ({ app }) => {
  const mara = app.page;
  await signInAs(mara, app.url, people['provider admin'].email);
  await mara.getByRole('link', { name: /^People/ }).click();
  // A page that was loaded anew has no keys.
  await visit(mara, mara.url());
  const before = await comparedBefore(mara, 'people/public_key');
  await row(mara, 'Ines Duarte').click();
  const drawer = mara.getByRole('dialog', { name: 'Ines Duarte' });
  const button = drawer.getByRole('button', { name: 'The phrases match: confirm' });
  await expect(drawer.locator('.phrase li')).toHaveCount(5);
  await expect(drawer.getByText('This is not the key that was compared before')).toBeVisible();
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await drawer.getByRole('checkbox', { name: 'I compared the new phrase with Ines Duarte' }).check();
  const sent = mara.waitForRequest('**/rpc/people/confirm');
  await button.click();
  await enterPassword(mara, 'Unlock', people['provider admin'].password);
  expect((await sent).postDataJSON()).toMatchObject({ request: { replaces: before } });
  await told(mara, 'Ines Duarte confirmed');
});

test('what was done to people is undone, unless it sends mail', async ({ app }) => {
  const mara = app.page;
  await signInAs(mara, app.url, people['provider admin'].email);
  await mara.getByRole('link', { name: /^People/ }).click();
  await settled(mara);
  const revoke = async (name: string) => {
    await act(mara, name, 'Revoke access');
    await mara.getByRole('dialog', { name: `Revoke the access of ${name}?` }).getByRole('button', { name: 'Revoke access' }).click();
  };

  await test.step('access, taken and given', async () => {
    await revoke('Edwin Strand');
    await undo(mara, 'Access of Edwin Strand revoked');
    await told(mara, 'Access of Edwin Strand restored');
    await expect(row(mara, 'Edwin Strand')).toContainText('Confirmed');
    await revoke('Edwin Strand');
    await told(mara, 'Access of Edwin Strand revoked');
    await act(mara, 'Edwin Strand', 'Restore access');
    await undo(mara, 'Access of Edwin Strand restored');
    await told(mara, 'Access of Edwin Strand revoked');
    await expect(row(mara, 'Edwin Strand')).toContainText('Revoked');
  });

  await test.step('role and clients', async () => {
    await row(mara, 'Priya Nair').click();
    const drawer = mara.getByRole('dialog', { name: 'Priya Nair' });
    await drawer.getByText('Chosen clients', { exact: true }).click();
    await drawer.getByRole('combobox', { name: 'Add a client' }).fill('kestrel');
    await mara.getByRole('option', { name: 'Kestrel Solicitors' }).click();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await expect(row(mara, 'Priya Nair')).toContainText('1 client');
    await undo(mara, 'Rights of Priya Nair saved');
    await expect(row(mara, 'Priya Nair')).toContainText('All clients');
    await told(mara, 'Rights of Priya Nair saved');
    await drawer.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('an invitation is not', async () => {
    await revoke('kofi.asante@northgate.example');
    const said = message(mara, 'Access of kofi.asante@northgate.example revoked');
    await expect(said).toBeVisible();
    await expect(said.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  });
});

test('messages are pressed while a drawer and a question cover the page, and a press tells why a button is off @phone', async ({ app }) => {
  const mara = app.page;
  await signInAs(mara, app.url, people['provider admin'].email);
  await expect(mara).toHaveURL(/\/clients/);
  await visit(mara, mara.url().replace(/\/clients.*/, '/people'));
  await settled(mara);
  await row(mara, 'Joel Marsden').click();
  const drawer = mara.getByRole('dialog', { name: 'Joel Marsden' });

  await test.step('why a button is off', async () => {
    const save = drawer.getByRole('button', { name: 'Save' });
    await expect(save).toHaveAttribute('aria-disabled', 'true');
    // A press without a pointer over the button, which a finger leaves at once.
    await save.dispatchEvent('click', { detail: 1 });
    await expect(drawer.getByText('Nothing has been changed.')).toBeVisible();
    await expect(save).toBeFocused();
  });

  await test.step('over the drawer', async () => {
    await drawer.getByText('Provider admin', { exact: true }).click();
    await drawer.getByRole('button', { name: 'Save' }).click();
    // With the focus in it the message stays as long as it takes.
    await message(mara, 'Rights of Joel Marsden saved').getByRole('button', { name: 'Undo' }).focus();
    await axe(mara);
    await undo(mara, 'Rights of Joel Marsden saved');
    await told(mara, 'Rights of Joel Marsden saved');
    await expect(drawer.getByRole('radio', { name: /^Service user/ })).toBeChecked();
  });

  await test.step('over a question over the drawer', async () => {
    await drawer.getByText('Provider admin', { exact: true }).click();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await expect(message(mara, 'Rights of Joel Marsden saved')).toBeVisible();
    // The message may lie over the button.
    await drawer.getByRole('button', { name: 'Revoke access' }).press('Enter');
    const question = mara.getByRole('dialog', { name: 'Revoke the access of Joel Marsden?' });
    await expect(question).toBeVisible();
    await told(mara, 'Rights of Joel Marsden saved');
    await question.getByRole('button', { name: 'Revoke access' }).click();
    await expect(question).toBeHidden();
    await undo(mara, 'Access of Joel Marsden revoked');
    await told(mara, 'Access of Joel Marsden restored');
  });

  await test.step('and over the page again', async () => {
    await drawer.getByRole('button', { name: 'Remove', exact: true }).click();
    await mara.getByRole('dialog', { name: 'Remove Joel Marsden?' }).getByRole('button', { name: 'Remove', exact: true }).click();
    await expect(mara.locator('dialog[open]')).toHaveCount(0);
    await told(mara, 'Joel Marsden removed');
  });
});
