import { sql } from 'kysely';
import { type Invariant, readInvariants } from '#app/platform/db/invariants.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { LawResult, Proof, SealHead } from '../types.ts';
import { headsThatDiffer, sealHead } from './seal-heads.server.ts';
import { unsealedRows } from './unsealed-rows.server.ts';

/** Rows kept per law that does not hold; the count is of all. */
const ROWS_KEPT = 200;

const HEADS_LAW = { law: '022_exported_heads_stand', title: 'The chain still holds every head that was exported' };

type Asked = {
  /** Folder that holds invariants/. */
  readonly sqlDir: string;
  /** Heads that were written down outside the database. */
  readonly heads: readonly SealHead[];
  /** Told after each law, for progress. */
  readonly onLaw?: (done: LawResult, count: { done: number; all: number }) => void | Promise<void>;
};

/**
 * Checks every law of db/invariants and the exported heads against the data. Give it a reader of one snapshot, so that
 * all laws speak of the same state. Refuses nothing: what does not hold is the answer.
 */
export async function proveLaws(db: ReadDb, asked: Asked): Promise<Proof> {
  const started = performance.now();
  const invariants = await readInvariants(asked.sqlDir);
  const all = invariants.length + 1;
  const laws: LawResult[] = [];
  const keep = async (law: LawResult) => {
    laws.push(law);
    await asked.onLaw?.(law, { done: laws.length, all });
  };
  for (const invariant of invariants) await keep(await check(db, invariant));
  await keep(await checkHeads(db, asked.heads));
  return {
    laws,
    differences: laws.reduce((total, law) => total + law.differences, 0),
    head: await sealHead(db),
    unsealed: await unsealedRows(db),
    milliseconds: Math.round(performance.now() - started),
  };
}

async function check(db: ReadDb, { name, title, sql: text }: Invariant): Promise<LawResult> {
  const started = performance.now();
  const { rows } = await sql<{ counted: bigint } & Record<string, unknown>>`
    select violations.*, count(*) over () as counted from (${sql.raw(text)}) as violations limit ${ROWS_KEPT}`.execute(
    db as never,
  );
  return {
    ...{ law: name.replace('.sql', ''), title, differences: Number(rows[0]?.counted ?? 0n) },
    rows: rows.map(({ counted: _, ...row }) => asTexts(row)),
    milliseconds: Math.round(performance.now() - started),
  };
}

async function checkHeads(db: ReadDb, heads: readonly SealHead[]): Promise<LawResult> {
  const started = performance.now();
  const rows = await headsThatDiffer(db, heads);
  return { ...HEADS_LAW, differences: rows.length, rows, milliseconds: Math.round(performance.now() - started) };
}

/** Whatever a law answers is shown and kept as text: amounts in minor units, instants in ISO form. */
const asTexts = (row: Record<string, unknown>): Record<string, string | null> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asText(value)]));

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object'
    ? JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner))
    : String(value);
}
