import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CreditReason } from '../types.ts';

/** Why a document of a kind may be corrected, in the order people choose from. */
export async function listCreditReasons(db: ReadDb, kind: 'credit_note' | 'debit_note'): Promise<CreditReason[]> {
  const rows = await db.selectFrom('credit_reasons').selectAll().orderBy('position').execute();
  return rows
    .map((row) => ({
      code: row.code,
      label: row.label,
      customerLabel: row.customer_label,
      forKinds: row.for_kinds,
    }))
    .filter((reason) => reason.forKinds.includes(kind));
}
