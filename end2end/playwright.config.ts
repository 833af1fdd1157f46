import { defineConfig } from '@playwright/test';
import { chromium, phone, wide } from './browser';

export default defineConfig({
  testDir: 'tests',
  globalSetup: './global-setup.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  // Every test has a server of its own, so they only share the machine.
  workers: Number(process.env.CASTELLAN_TEST_WORKERS ?? 2),
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['html', { outputFolder: 'report', open: 'never' }]],
  use: {
    ...chromium,
    // Recording every step takes its time; switch it on to look into a failure.
    trace: process.env.CASTELLAN_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'UTC',
  },
  projects: [
    { name: 'chromium', use: wide },
    // Tests marked @phone, once more on a phone.
    { name: 'phone', use: phone, grep: /@phone/ },
  ],
});
