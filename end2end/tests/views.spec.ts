import type { Locator, Page } from '@playwright/test';
import { openMenu, row, settled } from '../fixtures/acts';
import { expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { visit } from '../people_at_work';

test.use({ begin: 'sample' });

test('a view is an address: the back button, a reload and a colleague find it', async ({ app }) => {
  const mara = app.page;
  await signInAs(mara, app.url, people['provider admin'].email);
  await settled(mara);
  const chip = (name: RegExp) => mara.getByRole('group', { name: 'Filters' }).getByRole('button', { name });

  await test.step('search, chip and order of the clients', async () => {
    await mara.keyboard.press('/');
    await expect(mara.getByRole('searchbox')).toBeFocused();
    await mara.keyboard.type('tier 1');
    await expect(mara).toHaveURL(/search=tier(\+|%20)1/);
    await chip(/^Seats full/).click();
    await mara.getByRole('columnheader', { name: 'Seats' }).getByRole('button').click();
    await expect(mara).toHaveURL(/sort=/);
    await settled(mara);
    await expect(mara.locator('tr[data-at]')).toHaveCount(1);
    await mara.reload();
    await settled(mara);
    await expect(mara.getByRole('searchbox')).toHaveValue('tier 1');
    await expect(chip(/^Seats full/)).toHaveAttribute('aria-pressed', 'true');
    await expect(mara.locator('tr[data-at]')).toHaveCount(1);
    await mara.goBack();
    await expect(mara).not.toHaveURL(/sort=/);
    await mara.goBack();
    await expect(chip(/^All/)).toHaveAttribute('aria-pressed', 'true');
    await expect(mara.getByRole('searchbox')).toHaveValue('tier 1');
  });

  await test.step('the columns that were put away stay away', async () => {
    await mara.getByRole('button', { name: 'Columns' }).click();
    await mara.getByRole('checkbox', { name: 'Plan' }).uncheck();
    await mara.keyboard.press('Escape');
    await mara.reload();
    await settled(mara);
    await expect(mara.getByRole('columnheader', { name: 'Plan' })).toHaveCount(0);
  });

  await test.step('a member’s drawer', async () => {
    await mara.getByRole('link', { name: 'Hartwell Dental' }).first().click();
    await settled(mara);
    await mara.keyboard.press('/');
    await expect(mara.getByRole('searchbox')).toBeFocused();
    await mara.getByRole('searchbox').fill('dev');
    await expect(mara).toHaveURL(/search=dev/);
    await row(mara, 'Dev Patel').click();
    await expect(mara).toHaveURL(/member=/);
    await mara.reload();
    await expect(mara.getByRole('dialog', { name: 'Dev Patel' })).toBeVisible();
    await mara.goBack();
    await expect(mara.getByRole('dialog', { name: 'Dev Patel' })).toBeHidden();
    await expect(mara).toHaveURL(/search=dev/);
    await mara.goForward();
    await expect(mara.getByRole('dialog', { name: 'Dev Patel' })).toBeVisible();
    await mara.keyboard.press('Escape');
    await expect(mara.getByRole('dialog', { name: 'Dev Patel' })).toBeHidden();
  });

  await test.step('the log, filtered', async () => {
    await mara.getByRole('link', { name: 'Event log' }).click();
    await mara.getByLabel('What happened').selectOption({ label: 'Access by the provider' });
    await expect(mara).toHaveURL(/group=access/);
    await settled(mara);
    await expect(mara.locator('.events').first()).toContainText('refused access to items');
    await mara.getByRole('button', { name: 'Clear filters' }).click();
    await expect(mara).not.toHaveURL(/group=/);
    await expect(mara.getByLabel('What happened')).toHaveValue('');
  });
});

test('without a mouse: the palette finds clients, members and actions, and the table is walked by arrows', async ({ app }) => {
  const mara = app.page;
  await signInAs(mara, app.url, people['provider admin'].email);
  await settled(mara);
  const palette = mara.getByRole('dialog', { name: 'Search and commands' });

  await mara.keyboard.press('Control+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await mara.keyboard.type('brackw');
  await expect(palette.getByRole('option', { name: /Brackwater Freight/ })).toHaveAttribute('aria-selected', 'true');
  await mara.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(mara.getByRole('region', { name: 'Brackwater Freight' })).toBeVisible();
  await expect(mara).toHaveTitle(/Brackwater Freight/);

  await settled(mara);
  await mara.keyboard.press('Control+k');
  await mara.keyboard.type('oskar');
  await expect(palette.getByRole('option', { name: /Oskar Lindqvist/ })).toBeVisible();
  await mara.keyboard.press('Enter');
  await expect(mara.getByRole('dialog', { name: 'Oskar Lindqvist' })).toBeVisible();
  await mara.keyboard.press('Escape');

  await mara.keyboard.press('Control+k');
  await mara.keyboard.type('add client');
  await mara.keyboard.press('Enter');
  await expect(mara.getByRole('dialog', { name: 'New client' })).toBeVisible();
  await expect(mara.getByRole('dialog', { name: 'New client' }).getByLabel('Name', { exact: true })).toBeFocused();
  await mara.keyboard.press('Escape');
  await expect(mara.getByRole('dialog', { name: 'New client' })).toBeHidden();

  await mara.keyboard.press('Control+k');
  await mara.keyboard.press('Escape');
  await expect(palette).toBeHidden();

  await settled(mara);
  const rows = mara.locator('tr[data-at]');
  await rows.first().focus();
  await mara.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await mara.keyboard.press(' ');
  await expect(mara.getByRole('region', { name: 'Actions' })).toContainText('1 selected');
  await mara.keyboard.press('.');
  await expect(mara.getByRole('menuitem', { name: 'Open' })).toBeFocused();
  await mara.keyboard.press('Escape');
  await mara.keyboard.press('ArrowUp');
  await mara.keyboard.press('Enter');
  await expect(mara).toHaveURL(/\/organizations\//);
});

test('a theme is kept, and a lost connection is told and survived', async ({ app }) => {
  const mara = app.page;
  app.expectConsoleError(/ERR_INTERNET_DISCONNECTED/);
  await signInAs(mara, app.url, people['provider admin'].email);
  await settled(mara);

  await test.step('theme', async () => {
    await mara.getByRole('button', { name: /^Account of/ }).click();
    await mara.getByLabel('Theme').selectOption('dark');
    await expect(mara.locator('html')).toHaveAttribute('data-theme', 'dark');
    await mara.reload();
    await expect(mara.locator('html')).toHaveAttribute('data-theme', 'dark');
    await settled(mara);
    await mara.keyboard.press('Control+k');
    await mara.keyboard.type('theme light');
    await mara.keyboard.press('Enter');
    await expect(mara.locator('html')).toHaveAttribute('data-theme', 'light');
  });

  await test.step('a list', async () => {
    await mara.context().setOffline(true);
    await mara.getByRole('searchbox').fill('kestrel');
    await expect(mara.getByText('The server did not answer. Check your connection and try again.').first()).toBeVisible();
    await mara.context().setOffline(false);
    await tryAgain(mara, row(mara, 'Kestrel Solicitors'));
  });

  await test.step('a form keeps what was typed', async () => {
    await openMenu(mara, 'Kestrel Solicitors');
    await mara.getByRole('menuitem', { name: 'Rename' }).click();
    const dialog = mara.getByRole('dialog', { name: 'Rename Kestrel Solicitors' });
    await dialog.getByLabel('Name').fill('Kestrel Law');
    await mara.context().setOffline(true);
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(dialog.getByText('The server did not answer.')).toBeVisible();
    await expect(dialog.getByLabel('Name')).toHaveValue('Kestrel Law');
    await mara.context().setOffline(false);
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await expect(dialog).toBeHidden();
    await expect(row(mara, 'Kestrel Law')).toBeVisible();
  });

  await test.step('a page', async () => {
    await mara.context().setOffline(true);
    await mara.getByRole('link', { name: 'Kestrel Law' }).first().click();
    await expect(mara.getByText('This could not be loaded')).toBeVisible();
    await expect(mara.getByText(/server did not answer/)).toBeVisible();
    await mara.context().setOffline(false);
    await tryAgain(mara, mara.getByRole('region', { name: 'Kestrel Law' }));
  });

  await test.step('signing in', async () => {
    await visit(mara, `${app.url}/vault/account`);
    await mara.getByRole('button', { name: /^Account of/ }).click();
    await mara.getByRole('button', { name: 'Sign out' }).click();
    await expect(mara).toHaveURL(/\/sign-in/);
    await mara.context().setOffline(true);
    await mara.getByLabel('Master password', { exact: true }).fill('whatever it is');
    await mara.getByRole('button', { name: 'Sign in' }).click();
    await expect(mara.locator('.notice')).toContainText('The server did not answer. Check your connection and try again.');
    await mara.context().setOffline(false);
  });
});

/** Presses the button until it is there, unless the page comes back by itself before. */
async function tryAgain(page: Page, there: Locator): Promise<void> {
  const button = page.getByRole('button', { name: 'Try again' });
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 1_000 });
    await expect(there).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 20_000 });
}
