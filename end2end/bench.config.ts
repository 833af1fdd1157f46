import { defineConfig } from '@playwright/test';
import { chromium, wide } from './browser';

// `make bench`: measurements instead of tests; one at a time, they share the machine.
export default defineConfig({
  testDir: '.',
  testMatch: ['bench.ts', 'keys.bench.ts', 'vault.bench.ts', 'import.bench.ts'],
  globalSetup: './global-setup.ts',
  outputDir: 'test-results',
  workers: 1,
  timeout: 300_000,
  reporter: 'line',
  use: { ...chromium, ...wide },
});
