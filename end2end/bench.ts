import { test } from '@playwright/test';
import { startCastellan } from './fixtures/castellan';
import { ready } from './fixtures/test';

const LOADS = 10;
const MBIT = 1_000_000 / 8;

/** Lines and machines to pretend: CPU slowed by a factor, bytes per second, milliseconds of round trip. */
const cells = [
  { name: 'local', cpu: 1 },
  { name: 'local, CPU 4x slower', cpu: 4 },
  { name: 'fast 4G, CPU 4x slower', cpu: 4, rate: 9 * MBIT, latency: 60 },
  { name: 'slow 4G, CPU 4x slower', cpu: 4, rate: 1.44 * MBIT, latency: 150 },
];

test('a cold load until the first page can be used', async ({ browser }) => {
  const castellan = await startCastellan();
  const rows = [];
  for (const { name, cpu, rate = -1, latency = 0 } of cells) {
    const times: number[] = [];
    let bytes = 0;
    for (let load = 0; load < LOADS; load += 1) {
      // A new context has an empty cache.
      const context = await browser.newContext();
      const page = await context.newPage();
      const devtools = await context.newCDPSession(page);
      await devtools.send('Network.enable');
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
      await devtools.send('Network.emulateNetworkConditions', {
        offline: false,
        latency,
        downloadThroughput: rate,
        uploadThroughput: rate,
      });
      bytes = 0;
      devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
      const begun = performance.now();
      await page.goto(castellan.url, { waitUntil: 'commit' });
      await ready(page);
      times.push(performance.now() - begun);
      await context.close();
    }
    times.sort((a, b) => a - b);
    const median = ((times[LOADS / 2 - 1] ?? 0) + (times[LOADS / 2] ?? 0)) / 2;
    rows.push({ name, 'median ms': Math.round(median), 'best ms': Math.round(times[0] ?? 0), 'kB on the wire': Math.round(bytes / 1000) });
  }
  await castellan.stop();
  console.table(rows);
});
