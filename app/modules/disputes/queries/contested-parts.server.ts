import { decimal } from '#app/kernel/decimal.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Part } from '../rules/contest.ts';
import type { LineClaim } from '../types.ts';

/** A part as stored, with the id of its row. */
export type StoredPart = Part & { readonly id: string };

/** What a dispute contests now, part by part, as it was claimed. */
export async function contestedPartsOf(db: ReadDb, disputeId: string): Promise<StoredPart[]> {
  const rows = await db
    .selectFrom('dispute_lines')
    .select(['id', 'invoice_line_no', 'what', 'quantity', 'unit_price', 'net_minor', 'amount_minor'])
    .where('dispute_id', '=', disputeId)
    .where('is_contested', '=', true)
    .orderBy('invoice_line_no')
    .orderBy('id')
    .execute();
  return rows.map((row) => {
    const what = row.what as Part['what'];
    return {
      ...{ id: row.id, lineNo: row.invoice_line_no, what, netMinor: row.net_minor, amountMinor: row.amount_minor },
      claim: row.invoice_line_no === null ? null : claimOf(row.invoice_line_no, what, row),
    };
  });
}

type Claimed = {
  readonly quantity: string | null;
  readonly unit_price: string | null;
  readonly net_minor: bigint | null;
};

function claimOf(lineNo: number, what: Part['what'], row: Claimed): LineClaim {
  if (what === 'quantity') return { lineNo, what, quantity: decimal(row.quantity ?? '0') };
  if (what === 'price') return { lineNo, what, unitPrice: decimal(row.unit_price ?? '0') };
  return what === 'amount' ? { lineNo, what, netMinor: row.net_minor ?? 0n } : { lineNo, what: 'line' };
}
