import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { existsInProject, PROJECT_ROOT, readProjectFile, readSourceFiles } from '#tests/architecture/source-tree.ts';
import { faultsOf, faultsOfNameAndPaths, TEXT_RULES } from '#tests/architecture/text-rules.ts';

/** Every source file is read; a machine that does other work takes a while for it. */
const READ_TIMEOUT_MS = 120_000;

/** For each rule: what it must refuse, and a neighbour that it must let pass. */
const PLANTED: Record<string, { refused: [path: string, text: string][]; allowed: [path: string, text: string][] }> = {
  'no SQL in routes, workflows and screens': {
    refused: [
      ['app/routes/staff/a.tsx', "await read.selectFrom('invoice').execute();"],
      ['app/workflows/a.server.ts', 'await sql`select 1`.execute(tx);'],
      ['app/modules/ledger/ui/a.tsx', "tx.deleteFrom('open_item')"],
      ['app/workflows/b.server.ts', 'await sql<{ n: bigint }>`select count(*) as n`.execute(tx);'],
    ],
    allowed: [
      ['app/modules/ledger/queries/a.server.ts', "read.selectFrom('open_item')"],
      ['app/routes/staff/b.tsx', '// never selectFrom here'],
    ],
  },
  'settings are read in one place': {
    refused: [['app/modules/auth/commands/a.server.ts', 'const key = process.env.SECRET;']],
    allowed: [
      ['app/platform/config/config.server.ts', 'parse(process.env)'],
      ['scripts/start.ts', 'process.env.PORT'],
    ],
  },
  'time is an argument': {
    refused: [
      ['app/modules/ledger/commands/a.server.ts', 'const today = new Date();'],
      ['app/ui/a.tsx', 'const started = Date.now();'],
      ['app/ui/b.tsx', 'const today = new Date;'],
      ['app/ui/d.tsx', "const everything = 'app/**/*.ts';\nconst today = new Date();\nconst rest = '**/';"],
      ['app/ui/e.tsx', "const address = 'https://example.com'; const today = new Date();"],
    ],
    allowed: [
      ['app/platform/clock/clock.server.ts', 'new Date()'],
      ['app/ui/c.tsx', 'new Date(instant).toISOString()'],
      ['app/ui/f.tsx', '/** Never new Date() here. */\nconst a = 1; // nor Date.now()\n{/* nor new Date() */}'],
    ],
  },
  'money is never a floating-point number': {
    refused: [
      ['app/modules/ledger/rules/a.ts', 'parseFloat(text)'],
      ['emails/receipt.tsx', '(amount / 100).toFixed(2)'],
    ],
    allowed: [['tests/bench/run.ts', 'seconds.toFixed(2)']],
  },
  'exports are named': {
    refused: [['app/modules/ledger/rules/a.ts', 'const a = 1;\nexport default a;']],
    allowed: [
      ['app/routes/staff/a.tsx', 'export default function Page() {}'],
      ['emails/receipt.tsx', 'export default Receipt;'],
    ],
  },
  'no barrels': {
    refused: [['app/modules/ledger/types.ts', "export * from '#app/modules/ledger/rules/a.ts';"]],
    allowed: [['app/modules/ledger/types.ts', "export { a } from '#app/kernel/money.ts';"]],
  },
  'routes take the address React Router made plain': {
    refused: [['app/routes/staff/a.tsx', 'const url = new URL(args.request.url);']],
    allowed: [
      ['app/routes/staff/b.tsx', 'const url = args.url;'],
      ['app/guards/a.server.ts', 'new URL(request.url)'],
    ],
  },
  'only the edge answers with a Response': {
    refused: [['app/modules/ledger/commands/a.server.ts', "throw new Response('no', { status: 404 });"]],
    allowed: [['app/routes/staff/a.tsx', "throw new Response('no', { status: 404 });"]],
  },
  'every test runs': {
    refused: [
      ['app/modules/ledger/rules/a.test.ts', "test.skip('later', () => {});"],
      ['tests/e2e/a.test.ts', "describe.only('this', () => {});"],
      ['tests/e2e/playwright.config.ts', 'retries: 2,'],
    ],
    allowed: [['tests/scenarios/a.test.ts', "test('now', () => {});"]],
  },
  'tests do not sleep': {
    refused: [
      ['tests/scenarios/a.test.ts', 'await new Promise((done) => setTimeout(done, 500));'],
      ['tests/e2e/a.test.ts', 'await page.waitForTimeout(100);'],
    ],
    allowed: [['app/platform/stripe/retry.server.ts', 'await new Promise((done) => setTimeout(done, wait));']],
  },
};

describe('the text of the product keeps the house rules', () => {
  test('no source file breaks a text rule', { timeout: READ_TIMEOUT_MS }, () => {
    expect(readSourceFiles().flatMap((file) => faultsOf(file))).toEqual([]);
  });

  test('no tracked file is named like a bag or names a folder of one machine', () => {
    const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: PROJECT_ROOT,
    });
    const paths = tracked
      .toString()
      .split('\n')
      .filter((path) => /\.(ts|tsx|js|mjs|sql|md|json|css|html|ya?ml|typ)$/.test(path));
    expect(paths.length).toBeGreaterThan(0);
    const faults = paths
      .filter((path) => existsInProject(path))
      .flatMap((path) => faultsOfNameAndPaths({ path, text: readProjectFile(path) }));
    expect(faults).toEqual([]);
  });

  test('an exception names a file that exists', () => {
    const excepted = TEXT_RULES.flatMap((rule) => Object.keys(rule.except ?? {}));
    expect(excepted.filter((path) => !existsInProject(path))).toEqual([]);
  });
});

describe('each text rule still bites', () => {
  test.for(TEXT_RULES)('$name', (rule) => {
    const planted = PLANTED[rule.name];
    expect(planted, 'add a planted violation for this rule').toBeDefined();
    for (const [path, text] of planted!.refused)
      expect(faultsOf({ path, text }, [rule]), `${path}: ${text}`).toHaveLength(1);
    for (const [path, text] of planted!.allowed)
      expect(faultsOf({ path, text }, [rule]), `${path}: ${text}`).toEqual([]);
  });

  test('a bag and a machine path are refused', () => {
    expect(faultsOfNameAndPaths({ path: 'app/utils/money.ts', text: '' })).toHaveLength(1);
    expect(faultsOfNameAndPaths({ path: 'app/ui/helpers.ts', text: '' })).toHaveLength(1);
    expect(
      faultsOfNameAndPaths({ path: 'app/ui/a.ts', text: `// see ${['', 'home', 'me', 'notes'].join('/')}` }),
    ).toHaveLength(1);
    expect(faultsOfNameAndPaths({ path: 'app/routes/staff/shared-view.ts', text: 'https://example.com/' })).toEqual([]);
  });
});
