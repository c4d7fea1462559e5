import { type Kysely, sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import type { DB } from '#db/types.generated.ts';
import { findSeal } from '../queries/seals.server.ts';
import type { Seal } from '../types.ts';

/**
 * Seals everything no running transaction can add to, and answers the newest seal, which may be an older one when there
 * is nothing new. Call it outside a transaction: the seal is then kept at once and nobody waits for the caller to end.
 * A row whose own transaction, or an older one, is still running lies in a later seal. Refuses nothing.
 */
export async function sealLedger(db: Kysely<DB>): Promise<Seal> {
  const { rows } = await sql<{ seal_no: bigint }>`select seal_now() as seal_no`.execute(db);
  const seal = await findSeal(db, rows[0]!.seal_no);
  assert(seal, 'seal_now() answers a seal that stands in the table');
  return seal;
}
