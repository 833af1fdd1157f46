import type { Request } from '@playwright/test';
import { act, row, settled, told } from '../fixtures/acts';
import { expect, test } from '../fixtures/test';
import { enter } from '../people';
import { visit } from '../people_at_work';

test.use({ begin: 'sample' });

test('two people who look at the same list see the same', async ({ app }) => {
  test.setTimeout(150_000);
  const mara = app.page;
  const amara = await app.someoneElse();
  const waits = new Map<string, number>();
  const count = (path: string, by: number) => waits.set(path, (waits.get(path) ?? 0) + by);
  amara.on('request', (request) => count(new URL(request.url()).pathname, 1));
  const ended = (request: Request) => count(new URL(request.url()).pathname, -1);
  amara.on('requestfailed', ended);
  amara.on('requestfinished', ended);
  const open = (path: string) => waits.get(path) ?? 0;

  const { client } = await enter(amara, app.url, 'client owner');
  await visit(amara, `${app.url}/organizations/${client}/members?search=elin`);
  await enter(mara, app.url, 'provider admin');
  await mara.getByRole('searchbox').fill('Hartwell');
  await expect(row(mara, 'Hartwell Dental')).toContainText('48 of 50');
  await settled(mara);
  await settled(amara);

  await test.step('what an owner does is in the list of the provider, and the other way round', async () => {
    await expect.poll(() => open('/rpc/live/organization')).toBe(1);
    const provider = await app.someoneElse();
    await enter(provider, app.url, 'service user');
    await visit(provider, `${app.url}/organizations/${client}/members?search=elin`);
    await act(provider, 'Elin Mårtensson', 'Revoke access');
    await provider.getByRole('dialog').getByRole('button', { name: 'Revoke access' }).click();
    await told(provider, 'Elin Mårtensson lost access');
    await expect(row(amara, 'Elin Mårtensson')).toContainText('Revoked');
    await expect(row(mara, 'Hartwell Dental')).toContainText('47 of 50');
  });

  await test.step('rows do not change under an open menu', async () => {
    await row(mara, 'Hartwell Dental').getByRole('button', { name: /^Actions/ }).click();
    await expect(mara.getByRole('menu')).toBeVisible();
    await act(amara, 'Elin Mårtensson', 'Restore');
    await told(amara, 'Elin Mårtensson has access again');
    const summary = mara.waitForResponse('**/rpc/clients/summary');
    await expect(mara.getByRole('menu')).toBeVisible();
    await expect(row(mara, 'Hartwell Dental')).toContainText('47 of 50');
    await mara.keyboard.press('Escape');
    await summary;
    await expect(row(mara, 'Hartwell Dental')).toContainText('48 of 50');
  });

  await test.step('a page that nobody looks at waits for nothing, and catches up', async () => {
    const look = (state: 'hidden' | 'visible') =>
      amara.evaluate((state) => {
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      }, state);
    await expect.poll(() => open('/rpc/live/organization')).toBe(1);
    await look('hidden');
    await expect.poll(() => open('/rpc/live/organization')).toBe(0);
    await visit(mara, `${app.url}/organizations/${client}/members?search=elin`);
    await act(mara, 'Elin Mårtensson', 'Revoke access');
    await mara.getByRole('dialog').getByRole('button', { name: 'Revoke access' }).click();
    await told(mara, 'Elin Mårtensson lost access');
    await expect(row(amara, 'Elin Mårtensson')).not.toContainText('Revoked');
    // It asks for what has changed since it looked away, however long that was.
    const [asked] = await Promise.all([amara.waitForRequest('**/rpc/live/organization'), look('visible')]);
    expect((asked.postDataJSON() as { request: { version: number | null } }).request.version).not.toBeNull();
    await expect(row(amara, 'Elin Mårtensson')).toContainText('Revoked');
  });

  await test.step('another page waits for its own list alone', async () => {
    await expect.poll(() => open('/rpc/live/organization')).toBe(1);
    await amara.getByRole('navigation').getByRole('link', { name: 'Event log' }).first().click();
    await settled(amara);
    await expect.poll(() => open('/rpc/live/organization')).toBe(1);
    await act(mara, 'Elin Mårtensson', 'Restore');
    await told(mara, 'Elin Mårtensson has access again');
    await expect(amara.locator('.events li').first()).toContainText('restored');
  });

  await test.step('a renewal of the session outlives the page that began it', async () => {
    let [renewals, release] = [0, () => {}];
    const held = new Promise<void>((resolve) => (release = resolve));
    await amara.route('**/rpc/session/refresh', async (route) => {
      renewals += 1;
      const response = await route.fetch();
      await held;
      await route.fulfill({ response });
    });
    // A token lasts ten minutes; by the clock of this page it is about to end.
    await amara.clock.setFixedTime(Date.now() + 590_000);
    const begun = amara.waitForRequest('**/rpc/session/refresh');
    await act(mara, 'Elin Mårtensson', 'Revoke access');
    await mara.getByRole('dialog').getByRole('button', { name: 'Revoke access' }).click();
    await begun;
    await amara.getByRole('navigation').getByRole('link', { name: 'Members' }).first().click();
    await expect(amara.locator('.events')).toHaveCount(0);
    await amara.clock.setFixedTime(Date.now());
    release();
    await expect(amara.locator('tbody [role=row]').first()).toBeVisible();
    expect(renewals).toBe(1);
  });
});
