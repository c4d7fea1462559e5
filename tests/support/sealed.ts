import { sealLedger } from '#app/modules/ledger/commands/seal-ledger.server.ts';
import { unsealedRows } from '#app/modules/ledger/queries/unsealed-rows.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import type { Db } from '#app/platform/db/pools.server.ts';

/**
 * Seals until no committed row is left unsealed. One seal is not always enough: test files run side by side on one
 * server, and a transaction that is open in another database holds the horizon for the moment it lasts.
 */
export async function sealAll(db: Db): Promise<Seal> {
  for (;;) {
    const seal = await sealLedger(db);
    if ((await unsealedRows(db)) === 0n) return seal;
  }
}
