import { type Kysely, sql } from 'kysely';
import type { DB } from '#db/types.generated.ts';
import type { ReadDb } from './transaction.server.ts';

/**
 * Reads several times from one unchanging state of the database, for works that take longer than a screen may. Holds no
 * locks and keeps no seal waiting: a transaction that only reads has no number.
 */
export function readOneSnapshot<Value>(
  db: Kysely<DB>,
  { seconds }: { readonly seconds: number },
  read: (db: ReadDb) => Promise<Value>,
): Promise<Value> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`select set_config('statement_timeout', ${`${seconds}s`}, true)`.execute(tx);
      return read(tx);
    });
}
