import { defineConfig } from 'vitest/config';

// Keys of no vendor: what a module needs to be loaded in a test. Tests that talk to a stand-in pass its address along.
const env = {
  TALLYSTICK_MODE: 'demo',
  STRIPE_SECRET_KEY: 'sk_test_unit',
  STRIPE_WEBHOOK_SECRET: 'whsec_dW5pdA==',
  RESEND_API_KEY: 're_test_unit',
  RESEND_WEBHOOK_SECRET: 'whsec_dW5pdA==',
  TZ: 'Pacific/Auckland',
};

/** Each project's: what a run drew is drawn again by its seed. */
const setupFiles = ['tests/support/seed-properties.ts'];

const pure = [
  '{app,emails,stand-ins,scripts,db}/**/*.test.{ts,tsx}',
  'tests/{architecture,support,bench}/**/*.test.ts',
];
/** Whose process must be theirs alone: settings are read and doors opened once a process, and memory is measured of all of it. */
const alone = [
  'tests/scenarios/{disputes-by-customers,partner,refused-and-unchanged,webhook-routes}.test.ts',
  'app/modules/einvoices/rules/read-fuzz.test.ts',
];
const database = ['{app,emails,db,scripts}/**/*.db.test.{ts,tsx}', 'tests/{scenarios,properties}/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          isolate: false,
          include: pure,
          exclude: ['**/*.db.test.*', '**/node_modules/**', ...alone],
          ...{ env, setupFiles },
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'database',
          // Each file has a database of its own and closes what it opened: loading the house anew for each took a minute.
          isolate: false,
          include: [...database, 'tests/{architecture,security}/**/*.db.test.ts'],
          exclude: ['**/node_modules/**', ...alone],
          globalSetup: 'tests/support/global-setup.ts',
          ...{ env, setupFiles },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'alone',
          include: alone,
          globalSetup: 'tests/support/global-setup.ts',
          ...{ env, setupFiles },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Whole process trees: one after the other, so that two cores are enough.
        test: {
          name: 'install',
          include: ['tests/install/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // The built app in the tests' own process, each file over a server of its own.
        test: {
          name: 'routes',
          include: ['tests/security/**/*.built.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    // Two cores: more workers than that only take turns and stretch every measured time.
    maxWorkers: 2,
    reporters: process.env.TALLYSTICK_VITEST_JSON
      ? ['default', ['json', { outputFile: process.env.TALLYSTICK_VITEST_JSON }]]
      : ['default'],
  },
});
