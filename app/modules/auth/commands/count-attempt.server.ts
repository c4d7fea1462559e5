import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { addressNetwork } from '../rules/address-network.ts';
import { digest } from '../rules/digest.ts';
import type { TooMany } from '../types.ts';

const WINDOW_MS = 15 * 60_000;

/** How often one thing may be tried within a quarter of an hour, by the person it is tried for and by the address it comes from. */
export const LIMITS = {
  password: { fromHere: 5, perPerson: 30, perAddress: 60 },
  secondFactor: { perPerson: 5, perAddress: 60 },
  linkRequest: { perPerson: 3, perAddress: 20 },
  linkUse: { perAddress: 60 },
  codeUse: { perAddress: 30 },
} as const;

/** Buckets name people and addresses only by their digest. */
export const attemptBucket = (what: string, ...about: string[]): string => `${what}:${digest(about.join('\n'))}`;
export const addressBucket = (what: string, address: string): string => attemptBucket(what, addressNetwork(address));

/**
 * Counts one attempt in each bucket and refuses when one of them is full. Takes the database and not a transaction: the
 * count must stay when the attempt itself is refused and rolled back. Call it before the costly or guessable work.
 */
export async function countAttempt(
  db: Db,
  limits: readonly { bucket: string; max: number }[],
  now: Date,
): Promise<Result<undefined, TooMany>> {
  const windowStart = new Date(Math.floor(now.getTime() / WINDOW_MS) * WINDOW_MS);
  // Sorted, so that two attempts never wait for each other crosswise.
  const sorted = [...limits].sort((a, b) => (a.bucket < b.bucket ? -1 : 1));
  const rows = await db
    .insertInto('rate_limits')
    .values(sorted.map(({ bucket }) => ({ bucket, window_started_at: windowStart, hits: 1 })))
    .onConflict((conflict) =>
      conflict.columns(['bucket', 'window_started_at']).doUpdateSet({ hits: sql<number>`rate_limits.hits + 1` }),
    )
    .returning(['bucket', 'hits'])
    .execute();
  const hits = new Map(rows.map((row) => [row.bucket, row.hits]));
  const isFull = sorted.some(({ bucket, max }) => (hits.get(bucket) ?? 0) > max);
  return isFull ? refuse({ code: 'too-many-attempts', retryAt: new Date(windowStart.getTime() + WINDOW_MS) }) : ok();
}

/** After a success the person's own bucket is empty again: four typing errors a day must not add up. */
export async function forgetAttempts(db: Db, bucket: string): Promise<void> {
  await db.deleteFrom('rate_limits').where('bucket', '=', bucket).execute();
}
