import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSealHeads, sealHeadText } from '#app/modules/ledger/forms.ts';
import { proveLaws } from '#app/modules/ledger/queries/prove-laws.server.ts';
import type { LawResult, SealHead } from '#app/modules/ledger/types.ts';
import { readOneSnapshot } from '#app/platform/db/one-snapshot.server.ts';
import { readSealHeads } from '#app/workflows/keep-seal-head.server.ts';
import { ROOT } from '../source-hash.ts';
import { commandDatabase, dataDir } from './command-database.ts';
import { allowOptions, CommandRefused, type Invocation } from './invocation.ts';

const SECONDS_MAX = 3_600;

const asText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/**
 * Checks every law of db/invariants, every sealed row against its seal, the chain, and the chain against the heads
 * exported to the data folder (or those of --head FILE): a line a law, offending rows where there are any, the head, how
 * much is not sealed yet, then `differences: N`. Exit 1 when N is not 0.
 */
export async function verify(call: Invocation): Promise<number> {
  allowOptions(call, ['--json', '--head']);
  const json = call.options.has('--json');
  const { db } = await commandDatabase();
  const heads = await headsToCompare(call.options.get('--head'));
  const proof = await readOneSnapshot(db, { seconds: SECONDS_MAX }, (reader) =>
    proveLaws(reader, { sqlDir: path.join(ROOT, 'db'), heads, ...(json ? {} : { onLaw: printLaw }) }),
  );
  const { laws, differences, head, unsealed } = proof;
  if (json) {
    const printed = { laws, differences, head: JSON.parse(sealHeadText(head)), unsealed, headsCompared: heads.length };
    process.stdout.write(`${JSON.stringify(printed, asText, 2)}\n`);
  } else {
    process.stdout.write(
      `head: seal ${head.sealNo} ${head.hash} (${head.sealedAt.toISOString()}), compared with ${heads.length} exported\n`,
    );
    process.stdout.write(`unsealed tail: ${unsealed} rows\ndifferences: ${differences}\n`);
  }
  return differences === 0 ? 0 : 1;
}

async function headsToCompare(file: string | undefined): Promise<SealHead[]> {
  if (file === undefined) return readSealHeads(dataDir());
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new CommandRefused(`${file} cannot be read. Name a file that "seal head --json" or the worker wrote.`);
  }
  const heads = parseSealHeads(text);
  if (!heads.ok) throw new CommandRefused(`Line ${heads.refusal.line} of ${file} is no head of a seal.`);
  return heads.value;
}

function printLaw(law: LawResult): void {
  const state = law.differences === 0 ? 'held  ' : 'BROKEN';
  process.stdout.write(`${state}  ${law.law}  ${law.title}  (${law.milliseconds} ms)\n`);
  for (const row of law.rows) process.stdout.write(`        ${JSON.stringify(row)}\n`);
  const more = law.differences - law.rows.length;
  if (more > 0) process.stdout.write(`        and ${more} more\n`);
}
