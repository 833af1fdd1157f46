import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { promisify } from 'node:util';
import { expect, test, type Page } from '@playwright/test';
import { startCastellan, target } from './fixtures/castellan';
import { signIn } from './people';

const SLOWER = 4;
const WORDS = ['hartwe', 'lakesi', 'thornh', 'kestre', 'pember', 'oakfie', 'quarry', 'ridgew', 'norbur', 'stanto'];
/** Milliseconds between two keys of a fast typist. */
const BETWEEN = 110;

/** What the page notes while somebody types. Times are milliseconds. */
interface Notes {
  /** From a key press until the frame with its effect was painted. */
  keys: number[];
  /** The same as the browser itself counts it, in steps of 8; those below 16 are not told. */
  events: number[];
  /** When the last key was pressed, and when a change of the table was last painted. */
  pressed: number;
  changed: number;
  nodes: number;
}

declare global {
  interface Window {
    notes: Notes;
  }
}

/** What a key press costs a page that has nothing but a field, in the same browser on the same day. */
test('a key press in a field that stands alone', async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await browser.newPage();
  await page.setContent('<label>Filter <input id="client-filter"></label><div class="table-box"></div>');
  await page.evaluate(takeNotes);
  await (await page.context().newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await type(page, 'warm-u');
  await page.evaluate(() => Object.assign(window.notes, { keys: [], events: [], nodes: 0 }));
  for (const word of WORDS) await type(page, word);
  const { keys, nodes } = await page.evaluate(() => window.notes);
  expect(keys.length).toBeGreaterThanOrEqual(6 * WORDS.length);
  await page.close();
  console.log(`key press to paint, a field alone, CPU ${SLOWER}x slower`);
  console.table([times('key to paint', keys, nodes)]);
});

/** The server has 10,000 clients. A cleared field leaves the first rows only: for the second, all are fetched again before each word. */
const situations = [
  { situation: 'first rows here', words: WORDS },
  { situation: 'all rows here', words: WORDS.slice(0, 2) },
];

for (const { situation, words } of situations) {
  test(`a key press in the filter of 10,000 clients, ${situation}`, async ({ browser }) => {
    test.setTimeout(600_000);
    const [load] = loadavg();
    const castellan = await startCastellan({
      prepare: async (dataDir) => void (await promisify(execFile)(`${target}/release/examples/figures`, ['seed', dataDir])),
    });
    const page = await browser.newPage();
    await signIn(page, castellan.url, 'provider admin');
    const rows = page.locator('tbody [role=row][aria-rowindex]');
    await expect(rows.first()).toBeVisible();
    await page.evaluate(takeNotes);
    const devtools = await page.context().newCDPSession(page);
    const slow = (rate: number) => devtools.send('Emulation.setCPUThrottlingRate', { rate });

    await slow(SLOWER);
    await type(page, 'warm-u');
    await page.evaluate(() => Object.assign(window.notes, { keys: [], events: [], nodes: 0 }));
    const found: number[] = [];
    for (const word of words) {
      if (situation === 'all rows here') {
        await slow(1);
        expect(await fetchMore(page)).toBe(10_000);
        await slow(SLOWER);
      }
      found.push(await type(page, word));
    }
    const { keys, events, nodes } = await page.evaluate(() => window.notes);
    expect(keys.length).toBeGreaterThanOrEqual(6 * words.length);
    const seen = keys.map((_, index) => [...events].sort((a, b) => b - a)[index] ?? 16).reverse();
    await page.close();
    await castellan.stop();
    console.log(`key press to paint, 10,000 clients, ${situation}, CPU ${SLOWER}x slower; rows are found after a pause of 200 ms and by the server`);
    console.log(`load of the last minute before the measurement: ${load?.toFixed(2)}`);
    console.table([times('key to paint', keys, nodes), times('the same by Event Timing', seen, nodes), times('last key to found rows', found, nodes)]);
  });
}

/** Types a word as a fast typist, waits until the server's rows are painted, and clears the field: the time of those rows. */
async function type(page: Page, word: string): Promise<number> {
  const field = page.locator('#client-filter');
  await field.focus();
  for (const key of word) {
    await page.keyboard.press(key);
    await page.waitForTimeout(BETWEEN);
  }
  const found = await settled(page);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Backspace');
  await settled(page);
  return found;
}

/** Waits until nothing has been pressed or painted for longer than a search takes: from the last key to the last change. */
async function settled(page: Page): Promise<number> {
  await page.waitForFunction(() => performance.now() - Math.max(window.notes.changed, window.notes.pressed) > 900, undefined, { polling: 200 });
  return page.evaluate(() => window.notes.changed - window.notes.pressed);
}

/** Scrolls down until the last client is there, or a minute is over, and back to the field: the number of rows that were fetched. */
async function fetchMore(page: Page): Promise<number> {
  const until = Date.now() + 60_000;
  let rows = 0;
  while (rows < 10_000 && Date.now() < until) {
    rows = await page.evaluate(() => {
      const last = [...document.querySelectorAll('tbody [role=row][aria-rowindex]')].at(-1);
      last?.scrollIntoView();
      return Number(last?.getAttribute('aria-rowindex') ?? 1) - 1;
    });
    await page.waitForTimeout(30);
  }
  await page.evaluate(() => document.querySelector('#client-filter')?.scrollIntoView());
  await page.waitForTimeout(500);
  return rows;
}

/** Runs in the page. */
function takeNotes(): void {
  const notes: Notes = { keys: [], events: [], pressed: 0, changed: 0, nodes: 0 };
  window.notes = notes;
  // A frame calls back before it is laid out and painted; a message sent from there arrives after that.
  const painted = (then: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(undefined);
    });
  window.addEventListener('keydown', (event) => (notes.pressed = event.timeStamp), { capture: true });
  // A key press may reach the page as two tasks; the work is done in the second.
  window.addEventListener(
    'input',
    () => {
      const { pressed } = notes;
      painted(() => {
        notes.keys.push(performance.now() - pressed);
        notes.nodes = Math.max(notes.nodes, document.getElementsByTagName('*').length);
      });
    },
    { capture: true },
  );
  new MutationObserver(() => painted(() => (notes.changed = performance.now()))).observe(document.querySelector('.table-box')!, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'keydown') notes.events.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
}

function times(name: string, values: number[], nodes: number) {
  return { time: name, count: values.length, p50: percentile(values, 50), p95: percentile(values, 95), longest: percentile(values, 100), nodes };
}

function percentile(values: number[], of: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.ceil((sorted.length * of) / 100) - 1] ?? NaN) * 10) / 10;
}
