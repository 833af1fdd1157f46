import { rm } from 'node:fs/promises';
import { startCastellan } from './fixtures/castellan';

/** Lays down the sample provider once; tests that ask for it start on copies of its folder. */
export default async function laySample(): Promise<(() => Promise<void>) | undefined> {
  // One that was laid down before will do: it saves the time, while a test is being written.
  if (process.env.CASTELLAN_TEST_SAMPLE) return undefined;
  const castellan = await startCastellan({ command: 'demo' });
  await castellan.stop({ keep: true });
  process.env.CASTELLAN_TEST_SAMPLE = castellan.dataDir;
  return () => rm(castellan.dataDir, { recursive: true, force: true });
}
