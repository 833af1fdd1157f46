import type { Page } from '@playwright/test';
import { settled } from './fixtures/acts';
import { ready } from './fixtures/test';
import { enterPassword } from './people_at_work';

/** The master password of everybody in the sample data. */
const password = 'correct horse battery staple';

/** The people of the sample data (`castellan demo`) who sign in for photographs, one per role. */
export const people = {
  'provider admin': { email: 'mara.kent@northgate.example', password },
  'service user': { email: 'priya.nair@northgate.example', password },
  'client owner': { email: 'amara@hartwell.example', password },
  'client admin': { email: 'ben@hartwell.example', password },
  'log reader': { email: 'connor.garcia@hartwell.example', password },
  'group manager': { email: 'george.farrell@hartwell.example', password },
  member: { email: 'elin@hartwell.example', password },
} as const;

export type Role = keyof typeof people;

/** Signs in through the form, as a person would, and waits for the page behind it. */
export async function signIn(page: Page, url: string, role: Role): Promise<void> {
  await signInAs(page, url, people[role].email);
}

/** The same for anybody of the sample. */
export async function signInAs(page: Page, url: string, email: string): Promise<void> {
  await page.goto(url);
  await ready(page);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Master password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Switch product, provider or client' }).waitFor({ timeout: 30_000 });
}

/** Brings the keys into memory where the page asks for them. */
export async function unlock(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Unlock', exact: true }).last().click();
  await enterPassword(page, 'Unlock', password);
}

/** Signs in, and finds the provider, if there is one, and the first client by what the page links to. */
export async function enter(page: Page, url: string, as: Role): Promise<Record<string, string>> {
  await signIn(page, url, as);
  const provider = /providers\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  await settled(page);
  if (!provider) await page.getByRole('button', { name: 'Switch product, provider or client' }).click();
  const link = await page.locator('a[href*="/organizations/"]').first().getAttribute('href');
  return { provider, client: /organizations\/([0-9a-f-]{36})/.exec(link ?? '')?.[1] ?? '' };
}
