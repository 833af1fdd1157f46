import { expect, type Locator, type Page } from '@playwright/test';
import type { Mailbox } from './fixtures/mailbox';
import { ready } from './fixtures/test';

/** Long and unusual enough for the strength meter. */
export const PASSWORD = 'orbit velvet anchor mosaic 47';

/** Goes to an address and waits until the page can be used. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await ready(page);
}

/** Sets up the provider in the browser; ends on the clients page, signed in and unlocked. */
export async function setUp(page: Page, url: string, setupToken: string): Promise<void> {
  await visit(page, `${url}/setup`);
  await page.getByLabel('Set-up token').fill(setupToken);
  await page.getByLabel('Your name').fill('Mara Kent');
  await page.getByLabel('E-mail', { exact: true }).fill('mara@northgate.example');
  await chooseMasterPassword(page);
  await page.getByLabel('Provider name').fill('Northgate IT');
  await page.getByLabel('Billing e-mail').fill('billing@northgate.example');
  await page.getByLabel('Teams seats').fill('20');
  await page.getByLabel('Enterprise seats').fill('10');
  await page.getByRole('button', { name: 'Create provider' }).click();
  await expect(page.getByRole('heading', { name: 'Clients', level: 1 })).toBeVisible({ timeout: 30_000 });
}

export async function chooseMasterPassword(page: Page): Promise<void> {
  await page.getByLabel('Master password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Master password again').fill(PASSWORD);
}

/** Opens the link of an invitation mail, registers with it and accepts. */
export async function registerInvited(page: Page, mailbox: Mailbox, email: string, name: string): Promise<void> {
  await visit(page, linkOf(await mailbox.waitFor(email)));
  await expect(page.getByLabel('E-mail', { exact: true })).toHaveValue(email);
  await page.getByLabel('Your name').fill(name);
  await chooseMasterPassword(page);
  await page.getByRole('button', { name: 'Create account and accept' }).click();
  await expect(page.getByRole('heading', { name: 'Accepted' })).toBeVisible({ timeout: 30_000 });
}

export function linkOf(mail: { subject: string; links: string[] }): string {
  const [link] = mail.links;
  if (!link) throw new Error(`no link in “${mail.subject}”`);
  return link;
}

export async function signIn(page: Page, url: string, email: string, password = PASSWORD): Promise<void> {
  await visit(page, `${url}/sign-in`);
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Master password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Switch product, provider or client' })).toBeVisible({ timeout: 30_000 });
}

/** The words of the phrase as the person himself sees them. */
export async function ownPhrase(page: Page, url: string, password = PASSWORD): Promise<string[]> {
  await visit(page, `${url}/vault/security`);
  await page.getByRole('button', { name: 'Show my fingerprint phrase' }).click();
  await unlockIfAsked(page, password);
  return words(page.locator('.phrase').first());
}

/** The five words of a phrase on the page. */
export async function words(phrase: Locator): Promise<string[]> {
  await expect(phrase.getByRole('listitem')).toHaveCount(5);
  return phrase.getByRole('listitem').allTextContents();
}

/** Enters the master password where the page asks to unlock or to prove one's identity. */
export async function enterPassword(page: Page, button: 'Unlock' | 'Confirm', password = PASSWORD): Promise<void> {
  const dialog = page.getByRole('dialog').filter({ has: page.getByLabel('Master password', { exact: true }) });
  await dialog.getByLabel('Master password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await expect(dialog).toBeHidden({ timeout: 30_000 });
}

async function unlockIfAsked(page: Page, password: string): Promise<void> {
  const dialog = page.getByRole('dialog').filter({ has: page.getByLabel('Master password', { exact: true }) });
  const phrase = page.locator('.phrase').first();
  await expect(dialog.or(phrase).first()).toBeVisible();
  if (await dialog.isVisible()) await enterPassword(page, 'Unlock', password);
}

/** The access token of a page, taken from the next call it makes. It is nowhere else to be found. */
export async function bearerOf(page: Page, act: () => Promise<unknown>): Promise<string> {
  const [request] = await Promise.all([page.waitForRequest((request) => request.headers()['authorization'] !== undefined), act()]);
  return request.headers()['authorization'] ?? '';
}
