import type { Page } from '@playwright/test';
import { ready } from './fixtures/test';

/** The people of the sample data (`castellan demo`) who sign in for photographs, one per role. */
export const people = {
  'provider admin': { email: 'admin@provider.example', password: 'correct horse battery staple' },
  'service user': { email: 'service@provider.example', password: 'correct horse battery staple' },
  'client owner': { email: 'owner@client.example', password: 'correct horse battery staple' },
  member: { email: 'member@client.example', password: 'correct horse battery staple' },
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
  await page.getByRole('navigation').first().waitFor();
}
