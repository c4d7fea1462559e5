import { sql } from 'kysely';
import { buildIndex, type MatchIndex, putLeft } from '#app/kernel/matching/match-index.ts';
import { learnedAliases } from '#app/modules/banking/queries/learned-aliases.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { readMatchable, readMoved } from './read-matchable.server.ts';

type Kept = {
  index: MatchIndex;
  snapshot: string;
  mark: string;
  /** In milliseconds of the process, and how long making it took. */
  readonly madeAt: number;
  readonly tookMs: number;
};

/** An index of fewer items is made anew whenever something is new; a large one keeps what moved and waits with the rest. */
const SMALL_MAX = 5_000;
/** So many times as long as making it took, a large index goes without new items and new names. */
const REST_TIMES = 20;
const CURRENCIES_MAX = 8;

const kept = new Map<string, Promise<Kept>>();

/**
 * The matching engine's index of a currency as the database stands: kept by the process and brought up to date by what moved
 * since. Residuals are always those of now; of a large ledger new items and names come with the next making, 20 times as
 * long after the last as that took. Callers match on a copy (`copyToTakeFrom`) and take nothing out of this one. To be read from
 * a pool, never inside a transaction: what is not committed must not be kept.
 */
export async function matchIndex(db: ReadDb, currency: string): Promise<MatchIndex> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
  const key = `${rows[0]!.name} ${currency}`;
  const before = kept.get(key);
  // One after the other: what comes next waits for what is being made, and is brought up to date itself.
  const next = before ? before.then((old) => upToDate(db, currency, old)) : made(db, currency);
  kept.delete(key);
  kept.set(key, next);
  for (const oldest of kept.keys()) if (kept.size > CURRENCIES_MAX) kept.delete(oldest);
  try {
    return (await next).index;
  } catch (error) {
    if (kept.get(key) === next) kept.delete(key);
    throw error;
  }
}

async function made(db: ReadDb, currency: string): Promise<Kept> {
  const began = performance.now();
  const [{ snapshot, mark, items, customers }, aliases] = await Promise.all([
    readMatchable(db, currency),
    learnedAliases(db),
  ]);
  const index = buildIndex(items, customers, aliases);
  const madeAt = performance.now();
  return { index, snapshot, mark, madeAt, tookMs: madeAt - began };
}

async function upToDate(db: ReadDb, currency: string, old: Kept): Promise<Kept> {
  const moved = await readMoved(db, currency, old.snapshot);
  const isOther = old.mark !== moved.mark;
  const hasNew = moved.items.some(({ id, leftMinor }) => leftMinor !== 0n && !old.index.placeOfItem.has(id));
  const mayMake = old.index.items.length < SMALL_MAX || performance.now() - old.madeAt > old.tookMs * REST_TIMES;
  if ((isOther || hasNew) && mayMake) return made(db, currency);
  for (const { id, leftMinor } of moved.items) if (old.index.placeOfItem.has(id)) putLeft(old.index, id, leftMinor);
  // What waits stays to be seen as new the next time.
  if (hasNew) return old;
  return { ...old, snapshot: moved.snapshot };
}
