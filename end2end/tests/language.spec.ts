import { settled } from '../fixtures/acts';
import { expect, ready, test } from '../fixtures/test';
import { people, signInAs } from '../people';

const { email, password } = people['provider admin'];

test.describe('in a browser that asks for English', () => {
  test.use({ begin: 'sample' });

  test('a language is chosen in the account menu and kept', async ({ app }) => {
    const mara = app.page;
    await signInAs(mara, app.url, email);
    await settled(mara);
    const html = mara.locator('html');
    await expect(html).toHaveAttribute('lang', 'en');

    await test.step('everything is German at once', async () => {
      await mara.getByRole('button', { name: /^Account of/ }).click();
      await mara.getByLabel('Language').selectOption('de');
      await expect(html).toHaveAttribute('lang', 'de');
      await expect(mara.getByRole('heading', { level: 1, name: 'Kunden' })).toBeVisible();
      await expect(mara.getByRole('button', { name: 'Kunde hinzufügen' })).toBeVisible();
      await expect(mara).toHaveTitle(/^Kunden · /);
    });

    await test.step('and still is after a reload', async () => {
      await mara.reload();
      await ready(mara);
      await settled(mara);
      await expect(html).toHaveAttribute('lang', 'de');
      await expect(mara.getByRole('heading', { level: 1, name: 'Kunden' })).toBeVisible();
    });

    await test.step('a refusal of the server too', async () => {
      await mara.goto(`${app.url}/vault/account`);
      await ready(mara);
      await mara.getByLabel('Name', { exact: true }).fill('x'.repeat(51));
      await mara.getByRole('button', { name: 'Speichern' }).click();
      await expect(mara.getByText('Verwenden Sie höchstens 50 Zeichen.')).toBeVisible();
    });

    await test.step('and back', async () => {
      await mara.getByRole('button', { name: /^Konto von/ }).click();
      await mara.getByLabel('Sprache').selectOption('en');
      await expect(html).toHaveAttribute('lang', 'en');
      await expect(mara.getByRole('button', { name: /^Account of/ })).toBeVisible();
    });
  });

  test('a language is chosen before signing in @phone', async ({ app }) => {
    await app.open('/sign-in');
    const languages = app.page.getByRole('group', { name: 'Language' });
    await expect(languages.getByRole('button', { name: 'English' })).toHaveAttribute('aria-pressed', 'true');
    await languages.getByRole('button', { name: 'Deutsch' }).click();
    await expect(app.page.getByRole('button', { name: 'Anmelden' })).toBeVisible();
    await expect(app.page.getByRole('group', { name: 'Sprache' }).getByRole('button', { name: 'Deutsch' })).toHaveAttribute('aria-pressed', 'true');
  });
});

test.describe('in a browser that asks for German', () => {
  test.use({ begin: 'sample', locale: 'de-DE' });

  test('the sign-in page is German at once, and what it refuses', async ({ app }) => {
    app.expectConsoleError(/401 .*\/rpc\/session\/sign_in/);
    const page = app.page;
    await app.open('/sign-in');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.getByRole('heading', { name: 'Bei Castellan anmelden' })).toBeVisible();
    await page.getByLabel('E-Mail').fill(email);
    await page.getByLabel('Master-Passwort', { exact: true }).fill('nicht das richtige Passwort');
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await expect(page.getByText('E-Mail-Adresse oder Master-Passwort stimmen nicht.')).toBeVisible({ timeout: 20_000 });
    await page.getByLabel('Master-Passwort', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Anmelden' }).click();
    await expect(page.getByRole('button', { name: 'Produkt, Anbieter oder Kunde wechseln' })).toBeVisible({ timeout: 30_000 });
  });
});
