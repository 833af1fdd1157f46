import { loadavg } from 'node:os';
import { expect, test } from '@playwright/test';
import { settled } from './fixtures/acts';
import { copySample, startCastellan } from './fixtures/castellan';
import { people, signIn } from './people';
import { enterPassword, visit } from './people_at_work';

const ITEMS = 10_000;
/** As the server has it: few rows first. */
const FIRST = 50;
const PAGE = 500;

/** The server answers with one real login 10,000 times, under ids of their own: each is decrypted as if it were another. */
test(`the first rows of a vault of ${ITEMS} items`, async ({ browser }) => {
  test.setTimeout(300_000);
  const [load] = loadavg();
  const castellan = await startCastellan({ prepare: copySample });
  const page = await browser.newPage();
  await signIn(page, castellan.url, 'client owner');
  await visit(page, `${castellan.url}/vault`);
  const unlock = async () => {
    await page.getByRole('button', { name: 'Unlock', exact: true }).click();
    await enterPassword(page, 'Unlock', people['client owner'].password);
  };
  await unlock();
  await settled(page);
  await page.getByRole('button', { name: 'New item' }).click();
  await page.getByRole('menuitem', { name: 'Login' }).click();
  const dialog = page.getByRole('dialog', { name: 'New Login' });
  await dialog.getByLabel('Name', { exact: true }).fill('Company intranet of the northern branch');
  await dialog.getByLabel('User name').fill('amara.okafor@hartwell.example');
  await dialog.getByLabel('Website 1').fill('https://intranet.hartwell.example/login');
  const listed = page.waitForResponse('**/rpc/vault/create');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await listed;

  const [response] = await Promise.all([page.waitForResponse('**/rpc/vault/list'), page.getByRole('button', { name: 'Fetch again' }).click()]);
  const [item] = ((await response.json()) as { rows: Record<string, unknown>[] }).rows;
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => ({ ...item, id: `01a20d14-f5b9-7160-8b3a-${String(from + at).padStart(12, '0')}` }));
  await page.route('**/rpc/vault/list', async (route) => {
    const { request } = route.request().postDataJSON() as { request: { cursor: string | null } };
    const from = Number(request.cursor ?? 0);
    const to = Math.min(from + (from === 0 ? FIRST : PAGE), ITEMS);
    await route.fulfill({ json: { rows: rows(from, to), next: to < ITEMS ? String(to) : null } });
  });

  const first: number[] = [];
  const all: number[] = [];
  const searched: number[] = [];
  for (let round = 0; round < 5; round++) {
    await page.reload();
    await page.evaluate(takeTimes);
    await unlock();
    await page.waitForFunction((items) => document.querySelector('table')?.getAttribute('aria-rowcount') === String(items + 1), ITEMS, { timeout: 120_000 });
    const times = await page.evaluate(() => {
      const [answer] = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/rpc/vault/list')) as PerformanceResourceTiming[];
      return { row: window.firstRow - (answer?.responseEnd ?? 0), all: performance.now() - (answer?.responseEnd ?? 0) };
    });
    first.push(times.row);
    all.push(times.all);
    searched.push(
      await page.evaluate(async () => {
        const field = document.querySelector<HTMLInputElement>('#vault-filter');
        const status = document.querySelector('.tools [role=status]');
        const before = status?.textContent;
        const start = performance.now();
        if (field) field.value = 'no such item';
        field?.dispatchEvent(new Event('input', { bubbles: true }));
        while (status?.textContent === before) await new Promise((done) => requestAnimationFrame(done));
        return performance.now() - start;
      }),
    );
  }
  const middle = (times: number[]) => Math.round(times.toSorted((one, other) => one - other)[2] ?? 0);
  console.log(
    `${ITEMS} items, load ${load?.toFixed(1)}: first rows ${middle(first)} ms after the first page arrived (${first.map(Math.round).join(', ')}); ` +
      `all of them after ${middle(all)} ms; a search, with the pause of 200 ms after typing, ${middle(searched)} ms`,
  );
  expect(middle(first)).toBeLessThan(100);
  await page.close();
  await castellan.stop();
});

declare global {
  interface Window {
    firstRow: number;
  }
}

/** Notes when the first row with a name is in the document. */
function takeTimes() {
  window.firstRow = 0;
  new MutationObserver(() => {
    if (window.firstRow === 0 && document.querySelector('tr[data-at] .vault-row b')?.textContent) window.firstRow = performance.now();
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
}
