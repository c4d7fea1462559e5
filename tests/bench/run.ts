import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startThrowawayCluster } from '#scripts/throwaway-cluster.ts';
import { closeBooks } from './book.ts';
import { isMet, type Measured, ratioOf, WrongOutput } from './figures.ts';
import { loadNow, machineNow } from './machine.ts';
import { type BenchOptions, WORKS } from './works.ts';

const USAGE = `npm run bench -- [${Object.keys(WORKS).join(' ')}] [--large] [--count N] [--json FILE]`;

/**
 * Measures the works on a PostgreSQL of its own that forces every commit to disk, each beside the floor measured in the
 * same run. A figure is printed only after its output was checked. Exit 1 when an output was wrong.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { large: { type: 'boolean' }, count: { type: 'string' }, json: { type: 'string' } },
  });
  const names = positionals.length > 0 ? positionals.map((name) => name.toLowerCase()) : Object.keys(WORKS);
  const unknown = names.find((name) => !WORKS[name]);
  if (unknown) {
    process.stderr.write(`There is no work ${unknown}.\nusage: ${USAGE}\n`);
    return 2;
  }
  const count = values.count === undefined ? undefined : Number(values.count);
  if (count !== undefined && !(Number.isInteger(count) && count > 0)) {
    process.stderr.write(`--count is a whole number above 0.\nusage: ${USAGE}\n`);
    return 2;
  }
  const log = (message: string) => void process.stderr.write(`${message}\n`);
  const cluster = await startThrowawayCluster({ fsync: true });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cluster.stop().then(() => process.exit(130)));
  try {
    const { figures, faults } = await measureAll(names, { cluster, log, isLarge: values.large ?? false, count });
    print(figures);
    for (const fault of faults) process.stdout.write(`no figure for ${fault}\n`);
    if (values.json) writeFileSync(values.json, `${JSON.stringify({ ...machineNow(), figures, faults }, null, 2)}\n`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await closeBooks();
    await cluster.stop();
  }
}

async function measureAll(names: readonly string[], options: BenchOptions) {
  const figures: Measured[] = [];
  const faults: string[] = [];
  for (const name of names) {
    try {
      const work = await WORKS[name]!();
      figures.push(...(await work(options)).map((figure) => ({ ...figure, load: loadNow() })));
    } catch (error) {
      if (!(error instanceof WrongOutput)) throw error;
      faults.push(`${name}: ${error.message}`);
    }
  }
  return { figures, faults };
}

function print(figures: readonly Measured[]): void {
  const { machine, commit } = machineNow();
  const rows = [
    ['work', 'figure', 'floor', 'ratio', 'aim', 'met', 'load'],
    ...figures.map((figure) => [figure.work, ...columnsOf(figure), figure.load]),
  ];
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  for (const row of rows)
    process.stdout.write(
      `${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  ')}\n`,
    );
  for (const { work, note } of figures) if (note) process.stdout.write(`note     ${work}: ${note}\n`);
  for (const data of new Set(figures.map((figure) => figure.data))) process.stdout.write(`data     ${data}\n`);
  process.stdout.write(`machine  ${machine}; PostgreSQL 18 embedded, fsync on\ncommit   ${commit}\n`);
}

function columnsOf(figure: Measured): string[] {
  const show = (value: number | null) =>
    value === null ? '' : `${value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1)} ${figure.unit}`;
  const ratio = ratioOf(figure);
  const aims = [
    ...(figure.aim === null
      ? []
      : [`${figure.unit === '/s' ? '≥' : '≤'} ${figure.aim.toLocaleString('en')} ${figure.unit}`]),
    ...(figure.aimRatio === undefined ? [] : [`ratio ≥ ${figure.aimRatio.toFixed(2)}`]),
  ];
  const met = isMet(figure);
  return [
    ...[show(figure.value), show(figure.floor), ratio === null ? '' : ratio.toFixed(2), aims.join(', ')],
    met === null ? '' : met ? 'yes' : 'no',
  ];
}

process.exit(await main());
