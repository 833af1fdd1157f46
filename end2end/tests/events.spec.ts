import type { Page } from '@playwright/test';
import { row, settled, told } from '../fixtures/acts';
import { axe, expect, test } from '../fixtures/test';
import { people, signInAs } from '../people';
import { visit } from '../people_at_work';

test.use({ begin: 'sample' });

test('a log is narrowed to whoever did something, the provider’s people among them', async ({ app }) => {
  test.setTimeout(90_000);
  const amara = app.page;
  await signInAs(amara, app.url, people['client owner'].email);
  await visit(amara, `${app.url}/vault/account`);
  await amara.getByRole('main').getByRole('link', { name: 'Admin Console' }).click();
  await settled(amara);
  const organization = amara.url().replace(/\/members.*/, '');
  const log = `${organization}/events`;

  await test.step('the provider comes by', async () => {
    const priya = await app.someoneElse();
    await signInAs(priya, app.url, people['service user'].email);
    await visit(priya, `${organization}/members`);
  });

  await test.step('an owner sees what one of its people did', async () => {
    const asked = askedFor(amara);
    await visit(amara, log);
    await settled(amara);
    expect(asked.people, 'who did something is asked for when the field is opened').toEqual([]);
    const field = amara.getByRole('combobox', { name: 'Who did it' });
    await field.click();
    await expect(amara.getByRole('listbox').getByRole('option', { name: 'Amara Okafor (amara@hartwell.example)' })).toBeVisible();
    await axe(amara);
    await field.fill('priya');
    await expect(amara.getByRole('listbox').getByRole('option')).toHaveCount(1);
    await amara.getByRole('listbox').getByRole('option', { name: 'Priya Nair (Northgate IT)' }).click();
    await onlyOf(amara, 'Priya Nair');
    await expect(amara.locator('.events').first()).toContainText('Priya Nair opened the Admin Console for the provider');
    await expect(field).toHaveValue('Priya Nair (Northgate IT)');
    // Opened again it offers the others, too.
    await field.click();
    await amara.getByRole('listbox').getByRole('option', { name: /^Amara Okafor/ }).click();
    await onlyOf(amara, 'Amara Okafor');
    await field.fill('');
    await expect(amara).not.toHaveURL(/actor=/);
  });

  await test.step('a member is given this right alone', async () => {
    await visit(amara, `${organization}/members?search=elin`);
    await row(amara, 'Elin Mårtensson').click();
    const drawer = amara.getByRole('dialog', { name: 'Elin Mårtensson' });
    await drawer.getByText('Custom', { exact: true }).click();
    await drawer.getByLabel('Read the event log').check();
    await drawer.getByRole('button', { name: 'Save role' }).click();
    await told(amara, 'The role of Elin Mårtensson has changed');
  });

  await test.step('she reads the log, and nothing is refused to her', async () => {
    const elin = await app.someoneElse();
    const asked = askedFor(elin);
    await signInAs(elin, app.url, people.member.email);
    await visit(elin, log);
    await settled(elin);
    const field = elin.getByRole('combobox', { name: 'Who did it' });
    await field.focus();
    await field.press('ArrowDown');
    await expect(elin.getByRole('listbox').getByRole('option').first()).toBeVisible();
    await field.fill('priya');
    await elin.getByRole('listbox').getByRole('option', { name: 'Priya Nair (Northgate IT)' }).click();
    await onlyOf(elin, 'Priya Nair');
    await axe(elin);
    expect(asked.refused).toEqual([]);
    expect(asked.people.length, 'it was asked for').toBeGreaterThan(0);
  });
});

test('a provider’s log is narrowed to one of its people', async ({ app }) => {
  const mara = app.page;
  await signInAs(mara, app.url, people['provider admin'].email);
  await settled(mara);
  await mara.getByRole('navigation').getByRole('link', { name: 'Event log' }).click();
  await settled(mara);
  const field = mara.getByRole('combobox', { name: 'Who did it' });
  await field.click();
  await field.fill('mara');
  await mara.getByRole('listbox').getByRole('option', { name: 'Mara Kent (mara.kent@northgate.example)' }).click();
  await onlyOf(mara, 'Mara Kent');
});

/** Requests for who did something, and answers that refuse something, from now on. */
function askedFor(page: Page): { people: string[]; refused: string[] } {
  const [people, refused]: [string[], string[]] = [[], []];
  page.on('request', (request) => {
    if (/\/rpc\/(events\/actors|providers\/event_actors|members\/list|people\/list)/.test(request.url())) people.push(request.url());
  });
  page.on('response', (response) => {
    if (response.status() === 403 || response.status() === 404) refused.push(response.url());
  });
  return { people, refused };
}

/** Waits until every entry of the log is that person's. */
async function onlyOf(page: Page, name: string): Promise<void> {
  await expect(page).toHaveURL(/actor=/);
  await settled(page);
  const entries = page.locator('.events').first().locator('.event');
  await expect(entries.first()).toContainText(name);
  await expect(entries.filter({ hasNotText: name })).toHaveCount(0);
}
