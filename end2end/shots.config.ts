import { defineConfig } from '@playwright/test';
import { chromium, phone, wide } from './browser';

// `make shots`: photographs instead of tests.
export default defineConfig({
  testDir: '.',
  testMatch: 'shots.ts',
  globalSetup: './global-setup.ts',
  outputDir: 'test-results',
  workers: 2,
  timeout: 120_000,
  reporter: 'list',
  use: { ...chromium, locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' } as typeof chromium,
  projects: [
    { name: 'wide', use: wide },
    { name: 'phone', use: phone },
  ],
});
