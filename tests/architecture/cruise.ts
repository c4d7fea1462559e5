import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '#tests/architecture/source-tree.ts';

const run = promisify(execFile);
const CRUISER = join(PROJECT_ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const CONFIG = join(PROJECT_ROOT, '.dependency-cruiser.mjs');
const CRUISED_FOLDERS = ['app', 'db', 'emails', 'scripts', 'stand-ins', 'tests'];

export type Violation = { rule: string; from: string; to: string };

type CruiseReport = {
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
};

/** Runs the project's own import rules over the tree at `root`; sorted by rule, then file. */
export async function cruise(root: string): Promise<{ files: number; violations: Violation[] }> {
  const folders = CRUISED_FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const args = [CRUISER, '--config', CONFIG, '--output-type', 'json', ...folders];
  // The cruiser's exit code counts violations; the report on its standard output is the answer either way.
  const output = await run(process.execPath, args, { cwd: root, maxBuffer: 256 * 1024 * 1024 }).catch(
    (failure: { stdout?: string; stderr?: string; code?: number }) => {
      if (failure.stdout?.startsWith('{')) return { stdout: failure.stdout };
      throw new Error(`dependency-cruiser did not run: ${failure.stderr}`);
    },
  );
  const { summary } = JSON.parse(output.stdout) as CruiseReport;
  const violations = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
  return { files: summary.totalCruised, violations: violations.sort(byRuleThenFile) };
}

/** One line a violation, the shape in which tests compare them. */
export function describeViolation({ rule, from, to }: Violation): string {
  return `${rule}: ${from} -> ${to}`;
}

function byRuleThenFile(a: Violation, b: Violation): number {
  return describeViolation(a) < describeViolation(b) ? -1 : 1;
}

/** Each file of a planted tree with its content. */
export type PlantedFiles = Record<string, string>;

/**
 * Builds a small tree with this project's aliases and compiler settings, and packages that are empty shells, calls
 * `use` with its path and removes it. Nothing of the real tree is touched.
 */
export async function withPlantedTree<Value>(
  files: PlantedFiles,
  packages: { declared: string[]; development: string[]; undeclared: string[] },
  use: (root: string) => Promise<Value>,
): Promise<Value> {
  const root = await mkdtemp(join(tmpdir(), 'tallystick-boundaries-'));
  try {
    const shells = [...packages.declared, ...packages.development, ...packages.undeclared];
    for (const name of shells) {
      await plant(
        root,
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
      );
      await plant(root, `node_modules/${name}/index.js`, 'export {};\n');
    }
    await plant(root, 'package.json', await manifestOfPlantedTree(packages));
    await plant(root, 'tsconfig.json', await readFile(join(PROJECT_ROOT, 'tsconfig.json'), 'utf8'));
    for (const [path, content] of Object.entries(files)) await plant(root, path, content);
    return await use(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function manifestOfPlantedTree(packages: { declared: string[]; development: string[] }): Promise<string> {
  const { imports } = JSON.parse(await readFile(join(PROJECT_ROOT, 'package.json'), 'utf8')) as { imports: unknown };
  const versions = (names: string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  return JSON.stringify({
    name: 'planted',
    type: 'module',
    imports,
    dependencies: versions(packages.declared),
    devDependencies: versions(packages.development),
  });
}

async function plant(root: string, path: string, content: string): Promise<void> {
  const target = join(root, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}
