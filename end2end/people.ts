import type { Page } from '@playwright/test';
import { ready } from './fixtures/test';

/** The master password of everybody in the sample data. */
const password = 'correct horse battery staple';

/** The people of the sample data (`castellan demo`) who sign in for photographs, one per role. */
export const people = {
  'provider admin': { email: 'mara.kent@northgate.example', password },
  'service user': { email: 'priya.nair@northgate.example', password },
  'client owner': { email: 'amara@hartwell.example', password },
  member: { email: 'elin@hartwell.example', password },
} as const;

export type Role = keyof typeof people;

/** Signs in through the form, as a person would, and waits for the page behind it. */
export async function signIn(page: Page, url: string, role: Role): Promise<void> {
  const { email, password } = people[role];
  await page.goto(url);
  await ready(page);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Master password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Switch product, provider or client' }).waitFor();
}
