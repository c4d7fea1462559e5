import path from 'node:path';
import { checkInvariant, readInvariants } from '#app/platform/db/invariants.server.ts';
import { ROOT } from '../source-hash.ts';
import { commandDatabase } from './command-database.ts';
import { allowOptions, type Invocation } from './invocation.ts';

type Checked = { law: string; title: string; differences: number; rows: unknown[]; milliseconds: number };

const asText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/**
 * Checks every law of db/invariants against the data: a line a law, offending rows where there are any, then
 * `differences: N`. Exit 1 when N is not 0.
 */
export async function verify(call: Invocation): Promise<number> {
  allowOptions(call, ['--json']);
  const json = call.options.has('--json');
  const { pool } = await commandDatabase();
  const checked: Checked[] = [];
  for (const invariant of await readInvariants(path.join(ROOT, 'db'))) {
    const started = performance.now();
    const rows = await checkInvariant(pool, invariant);
    const result = {
      law: invariant.name.replace('.sql', ''),
      title: invariant.title,
      differences: rows.length,
      rows,
      milliseconds: Math.round(performance.now() - started),
    };
    checked.push(result);
    if (!json) printLaw(result);
  }
  const differences = checked.reduce((total, law) => total + law.differences, 0);
  process.stdout.write(
    json ? `${JSON.stringify({ laws: checked, differences }, asText, 2)}\n` : `differences: ${differences}\n`,
  );
  return differences === 0 ? 0 : 1;
}

function printLaw(law: Checked): void {
  process.stdout.write(
    `${law.differences === 0 ? 'held  ' : 'BROKEN'}  ${law.law}  ${law.title}  (${law.milliseconds} ms)\n`,
  );
  for (const row of law.rows) process.stdout.write(`        ${JSON.stringify(row, asText)}\n`);
}
