import { settled, told } from '../fixtures/acts';
import { expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { enterPassword, signIn, visit } from '../people_at_work';

test.use({ begin: 'sample' });

const { email, password } = people.member;
const NEW_PASSWORD = 'granite teapot willow lantern 12';

test('the master password and the key derivation change, and other sessions end', async ({ app }) => {
  test.setTimeout(120_000);
  const elin = app.page;
  // A session that has ended is told so, and the old password no longer does.
  app.expectConsoleError(/401 \(Unauthorized\)/);
  const phone = await app.someoneElse();
  await signInAs(phone, app.url, email);
  await signInAs(elin, app.url, email);

  await test.step('another session is ended', async () => {
    await visit(elin, `${app.url}/vault/security`);
    await settled(elin);
    const others = elin.locator('.own-row').filter({ hasNotText: 'This session' });
    const own = elin.locator('.own-row').filter({ hasText: 'This session' });
    await expect(own.getByRole('button', { name: 'End' })).toHaveAttribute('aria-disabled', 'true');
    const before = await others.count();
    await others.first().getByRole('button', { name: 'End' }).click();
    await told(elin, /^The session of .* has ended/);
    await expect(others).toHaveCount(before - 1);
    await visit(phone, `${app.url}/vault/security`);
    await expect(phone.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expect(phone).toHaveURL(/\/sign-in\?next=/);
    await signInAs(phone, phone.url(), email);
    await expect(phone).toHaveURL(/\/vault\/security$/);
  });

  await test.step('a new master password', async () => {
    const change = elin.getByRole('button', { name: 'Change master password' });
    await elin.getByLabel('New master password', { exact: true }).fill('short');
    await elin.getByLabel('New master password again').fill('short');
    await change.click();
    await expect(elin.getByText('Use at least 12 characters')).toBeVisible();
    await elin.getByLabel('New master password', { exact: true }).fill(NEW_PASSWORD);
    await elin.getByLabel('New master password again').fill(NEW_PASSWORD);
    await change.click();
    await enterPassword(elin, 'Unlock', password);
    await told(elin, 'Your master password is changed. Other sessions have ended.');
    await phone.reload();
    await expect(phone.getByRole('button', { name: 'Sign in' })).toBeVisible();
  });

  await test.step('only the new one opens', async () => {
    await phone.getByLabel('Master password', { exact: true }).fill(password);
    await phone.getByRole('button', { name: 'Sign in' }).click();
    await expect(phone.locator('.notice')).toBeVisible({ timeout: 20_000 });
    await signIn(phone, app.url, email, NEW_PASSWORD);
  });

  await test.step('another key derivation', async () => {
    const card = elin.locator('section').filter({ hasText: 'Key derivation' }).first();
    await card.getByText('Argon2id', { exact: true }).click();
    await card.getByLabel('Memory in MiB').fill('19');
    await card.getByLabel('Master password', { exact: true }).fill('not my password at all');
    await card.getByRole('button', { name: 'Change key derivation' }).click();
    await expect(card.getByText('The master password is not right')).toBeVisible({ timeout: 20_000 });
    await card.getByLabel('Master password', { exact: true }).fill(NEW_PASSWORD);
    await card.getByRole('button', { name: 'Change key derivation' }).click();
    await told(elin, 'Your keys are derived anew from now on.');
    await phone.reload();
    await expect(phone.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await signIn(phone, app.url, email, NEW_PASSWORD);
  });
});

test('after too many guesses the sign-in page counts down, and then lets one try again', async ({ app }) => {
  const guesser = app.page;
  app.expectConsoleError(/(401|429) .*\/rpc\/session\/sign_in/);
  await guesser.goto(`${app.url}/sign-in`);
  await guesser.getByLabel('E-mail').fill(email);
  const button = guesser.locator('button[type=submit]');
  for (let guess = 0; guess < 6; guess += 1) {
    await guesser.getByLabel('Master password', { exact: true }).fill('a guess that is wrong');
    await Promise.all([guesser.waitForResponse('**/rpc/session/sign_in'), button.click()]);
    await expect(guesser.locator('.notice')).toBeVisible();
  }
  await guesser.getByLabel('Master password', { exact: true }).fill(password);
  if ((await button.textContent())?.includes('Sign in')) await button.click();
  await expect(button).toHaveText(/Try again in \d+ seconds?/, { timeout: 20_000 });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(guesser.locator('.notice')).toContainText('Too many attempts.');
  await expect(button).toHaveText('Sign in', { timeout: 30_000 });
  await button.click();
  await expect(guesser.getByRole('button', { name: 'Switch product, provider or client' })).toBeVisible({ timeout: 30_000 });
});

test('keys leave the memory on demand, when idle, and when another tab signs out', async ({ app }) => {
  const elin = app.page;
  app.expectConsoleError(/401 \(Unauthorized\)/);
  await elin.clock.install();
  await signInAs(elin, app.url, email);
  const pill = elin.locator('button.lock');

  await test.step('locked and unlocked by hand', async () => {
    await expect(pill).toContainText(/Unlocked · 1[45] min/);
    await pill.click();
    await expect(pill).toContainText('Locked');
    await pill.click();
    const dialog = elin.getByRole('dialog', { name: 'Unlock' });
    await dialog.getByLabel('Master password', { exact: true }).fill('not this one, surely');
    await dialog.getByRole('button', { name: 'Unlock', exact: true }).click();
    await expect(dialog.getByText('The master password is not right.')).toBeVisible({ timeout: 20_000 });
    await enterPassword(elin, 'Unlock', password);
    await expect(pill).toContainText('Unlocked');
  });

  await test.step('locked after the minutes that were chosen', async () => {
    await elin.getByRole('button', { name: /^Account of/ }).click();
    await elin.getByRole('group', { name: 'Your account' }).getByRole('link', { name: 'Security' }).click();
    await elin.getByLabel('Lock after').selectOption('5');
    await told(elin, 'Locks after 5 minutes');
    await elin.clock.fastForward('04:00');
    await expect(pill).toContainText(/Unlocked · [12] min/);
    await elin.clock.fastForward('01:10');
    await expect(pill).toContainText('Locked');
  });

  await test.step('signed out in one tab is signed out in the other', async () => {
    const tab = await elin.context().newPage();
    await visit(tab, `${app.url}/vault/account`);
    await expect(tab.getByRole('heading', { name: 'Your account', level: 1 })).toBeVisible();
    await tab.getByRole('button', { name: /^Account of/ }).click();
    await tab.getByRole('button', { name: 'Sign out' }).click();
    await expect(tab).toHaveURL(/\/sign-in/);
    await expect(tab.getByLabel('E-mail')).toHaveValue(email);
    await expect(elin).toHaveURL(/\/sign-in/);
  });
});
