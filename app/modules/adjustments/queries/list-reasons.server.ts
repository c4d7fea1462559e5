import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { AdjustmentReason } from '../types.ts';

/** What staff choose from when they write off or give back. */
export const listReasons = (db: ReadDb, kind: 'write_off' | 'refund'): Promise<AdjustmentReason[]> =>
  db
    .selectFrom('adjustment_reasons')
    .select(['code', 'label'])
    .where('for_kind', '=', kind)
    .orderBy('position')
    .execute();
