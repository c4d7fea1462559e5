import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { addItems, buildIndex, type MatchIndex, putAway, putItem } from '#app/kernel/matching/match-index.ts';
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

/** An index of fewer items is made anew whenever a customer or a name is new; a large one waits with that. */
const SMALL_MAX = 5_000;
/** So many times as long as making it took, a large index goes without new names. */
const REST_TIMES = 20;
/** Items put in at once; between two lots the process answers others. */
const LOT = 10_000;
const CURRENCIES_MAX = 8;

const kept = new Map<string, Promise<Kept>>();

/**
 * The matching engine's index of a currency as the database stands: kept by the process and brought up to date by what moved
 * since, new items with it. Of a large ledger new customers, their items and learned names come with the next making, 20 times as
 * long after the last as that took. Callers match on a copy (`copyToTakeFrom`), before they wait for anything, and take nothing
 * out of this one. To be read from a pool, never inside a transaction: what is not committed must not be kept.
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
  const index = buildIndex([], customers, aliases);
  for (let at = 0; at < items.length; at += LOT) {
    await setImmediate();
    addItems(index, items.slice(at, at + LOT));
  }
  const madeAt = performance.now();
  return { index, snapshot, mark, madeAt, tookMs: madeAt - began };
}

async function upToDate(db: ReadDb, currency: string, old: Kept): Promise<Kept> {
  const { index } = old;
  const moved = await readMoved(db, currency, old.snapshot);
  const isSmall = index.items.length < SMALL_MAX;
  const isRested = performance.now() - old.madeAt > old.tookMs * REST_TIMES;
  if (moved.mark !== old.mark && (isSmall || isRested)) return made(db, currency);
  const open = new Set(moved.items.map(({ id }) => id));
  for (const id of moved.ids) if (!open.has(id) && index.placeOfItem.has(id)) putAway(index, id);
  const fresh = moved.items.filter(({ id }) => !index.placeOfItem.has(id));
  for (const item of moved.items) if (index.placeOfItem.has(item.id)) putItem(index, item);
  const known = fresh.filter(({ customerId }) => index.payers.byId.has(customerId));
  addItems(index, known);
  // What is a new customer's stays to be seen as new the next time.
  return known.length < fresh.length ? old : { ...old, snapshot: moved.snapshot };
}
