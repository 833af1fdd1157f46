import { settled } from '../fixtures/acts';
import { expect, test } from '../fixtures/test';
import { people } from '../people';
import { chooseMasterPassword, linkOf, PASSWORD, signIn, visit } from '../people_at_work';

test.use({ begin: 'sample' });

const EMAIL = 'nora.field@kestrel.example';

test('an account is made with the mailed link and Argon2id, and the link then says that it is done', async ({ app, mailbox }) => {
  test.setTimeout(120_000);
  const nora = app.page;
  const create = nora.getByRole('button', { name: 'Create an account' });
  const password = nora.getByLabel('Master password', { exact: true });
  const again = nora.getByLabel('Master password again');
  const strength = nora.getByRole('meter', { name: 'Password strength' });

  await test.step('she asks for the link', async () => {
    await app.open('/sign-in');
    await nora.getByRole('link', { name: 'Create an account' }).click();
    await expect(nora).toHaveURL(/\/register$/);
    await nora.getByLabel('E-mail').fill('nora.field');
    await nora.getByRole('button', { name: 'Send the link' }).click();
    await expect(nora.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true');
    await nora.getByLabel('E-mail').fill(EMAIL);
    await nora.getByRole('button', { name: 'Send the link' }).click();
    await expect(nora.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
  });

  const link = linkOf(await mailbox.waitFor(EMAIL));
  await test.step('the link leads to the form, and its token leaves the address', async () => {
    await visit(nora, link);
    await expect(nora.getByLabel('E-mail', { exact: true })).toHaveValue(EMAIL);
    await expect(nora).toHaveURL(`${app.url}/register`);
  });

  await test.step('the meter tells what a password is worth, and a poor one is not taken', async () => {
    await nora.getByLabel('Your name').fill('Nora Field');
    await password.fill('password1234');
    await expect(strength).toHaveAttribute('aria-valuetext', /^(Very weak|Weak)$/);
    await expect(nora.locator('.strength')).toContainText(/weak · \S/i);
    await again.fill('password1234');
    await create.click();
    await expect(nora.getByText('This is too easy to guess.')).toBeVisible();
    await password.fill(PASSWORD);
    await expect(strength).toHaveAttribute('aria-valuetext', 'Strong');
    await create.click();
    await expect(nora.getByText('The two passwords differ')).toBeVisible();
    await expect(again).toBeFocused();
  });

  await test.step('with Argon2id', async () => {
    await chooseMasterPassword(nora);
    await nora.getByText('Advanced', { exact: true }).click();
    await expect(nora.getByRole('radio', { name: 'PBKDF2' })).toBeChecked();
    await nora.getByText('Argon2id', { exact: true }).click();
    await create.click();
    await expect(nora).toHaveURL(`${app.url}/vault`, { timeout: 30_000 });
  });

  const elsewhere = await app.someoneElse();
  await test.step('the link has done its work', async () => {
    await visit(elsewhere, link);
    await expect(elsewhere.getByText('There is an account for this address already.')).toBeVisible();
    await elsewhere.getByRole('link', { name: 'Sign in' }).click();
    await expect(elsewhere).toHaveURL(`${app.url}/sign-in`);
  });

  await test.step('another browser signs in, and shows how its keys are derived', async () => {
    await signIn(elsewhere, app.url, EMAIL);
    await visit(elsewhere, `${app.url}/vault/security`);
    await settled(elsewhere);
    await expect(elsewhere.getByRole('radio', { name: 'Argon2id' })).toBeChecked();
    await expect(elsewhere.getByLabel('Memory in MiB')).toHaveValue('64');
    await expect(elsewhere.getByLabel('Iterations')).toHaveValue('3');
    await expect(elsewhere.getByLabel('Parallelism')).toHaveValue('4');
  });
});

test('the page does not tell who has an account; only the mail does', async ({ app, mailbox }) => {
  /** What the page shows and what the server answered, without the address itself. */
  const asked = async (email: string) => {
    const page = await app.someoneElse();
    await visit(page, `${app.url}/register`);
    await page.getByLabel('E-mail').fill(email);
    const [answer] = await Promise.all([
      page.waitForResponse('**/rpc/registration/start'),
      page.getByRole('button', { name: 'Send the link' }).click(),
    ]);
    await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible();
    const shown = await page.getByRole('main').innerText();
    expect(shown).toContain(email);
    return { shown: shown.replaceAll(email, '…'), status: answer.status(), body: await answer.text() };
  };
  expect(await asked(people.member.email)).toEqual(await asked(EMAIL));

  const told = await mailbox.waitFor(people.member.email);
  expect(told.subject).toBe('You already have an account');
  expect(linkOf(told)).toBe(`${app.url}/sign-in`);
  expect((await mailbox.waitFor(EMAIL)).subject).toBe('Finish your registration');
});

test('a broken link says what to do', async ({ app, mailbox }) => {
  app.expectConsoleError(/410 .*\/rpc\/registration\/proof/);
  const nora = app.page;
  await app.open('/register#token=bm90aGluZw.bm90aGluZw');
  await expect(nora.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
  await expect(nora.getByText('This link is no longer valid. Ask for a new one.')).toBeVisible();
  await nora.getByRole('button', { name: 'Ask for a new link' }).click();
  await nora.getByLabel('E-mail').fill(EMAIL);
  await nora.getByRole('button', { name: 'Send the link' }).click();

  // Opened in the tab that is at the page already.
  const link = linkOf(await mailbox.waitFor(EMAIL));
  await visit(nora, link);
  await expect(nora.getByLabel('E-mail', { exact: true })).toHaveValue(EMAIL);
  await visit(nora, link.slice(0, -6));
  await expect(nora.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
});
