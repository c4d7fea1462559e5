import { defineConfig } from '@playwright/test';
import { BROWSER_SWITCHES, findBrowser } from '#scripts/find-browser.ts';

// Never none and never a silent skip: the search fails with what to do.
const executablePath = await findBrowser((message) => process.stderr.write(`${message}\n`));

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.{test,spec}.ts',
  outputDir: 'test-results/browser',
  globalSetup: './tests/e2e/global-setup.ts',
  // One demo, two cores. Tests do not share rows, so files may run side by side.
  workers: 2,
  retries: 0,
  projects: [
    // What must not move while it is compared is looked at before anybody else writes.
    { name: 'alone', testMatch: '**/figures-open.test.ts' },
    { name: 'together', testIgnore: '**/figures-open.test.ts', dependencies: ['alone'] },
  ],
  forbidOnly: true,
  timeout: 60_000,
  reporter: process.env.TALLYSTICK_PLAYWRIGHT_JSON
    ? [['line'], ['json', { outputFile: process.env.TALLYSTICK_PLAYWRIGHT_JSON }]]
    : [['line']],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    launchOptions: { executablePath, args: BROWSER_SWITCHES },
  },
});
