import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Seal } from '../types.ts';

/** The newest seal: what is known for good. A database that never sealed anything has seal 0, at which nothing is known. */
export async function latestSeal(db: ReadDb): Promise<Seal> {
  return toSeal(await seals(db).orderBy('seal_no', 'desc').limit(1).executeTakeFirstOrThrow());
}

/** The seal of a number, or undefined when there is none: callers tell the reader which seals there are. */
export async function findSeal(db: ReadDb, sealNo: bigint): Promise<Seal | undefined> {
  const row = await seals(db).where('seal_no', '=', sealNo).executeTakeFirst();
  return row && toSeal(row);
}

/** Only the columns that the portal may read too. */
const seals = (db: ReadDb) => db.selectFrom('seals').select(['seal_no', 'before_xid', 'sealed_at']);

const toSeal = (row: { seal_no: bigint; before_xid: string; sealed_at: Date }): Seal => ({
  sealNo: row.seal_no,
  beforeXid: row.before_xid,
  sealedAt: row.sealed_at,
});
