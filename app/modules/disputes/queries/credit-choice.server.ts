import { decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import type { CreditChoice, LineChoice } from '#app/modules/invoicing/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { contestedPartsOf, type StoredPart } from './contested-parts.server.ts';

/** How a dispute is credited in full: what of its document, and for which of the reasons of credit notes. */
export type CreditOfDispute = { readonly choice: CreditChoice; readonly reasonCode: string };

/**
 * What crediting a dispute in full takes off its document: whole lines as all that is left of them, a quantity as what was too
 * much, other parts as their amount before tax; what names no line as the amount with tax.
 */
export async function creditOfDispute(
  db: ReadDb,
  of: { readonly id: string; readonly invoiceId: string; readonly amountMinor: bigint; readonly reasonCode: string },
): Promise<CreditOfDispute> {
  const { credit_reason: reasonCode } = await db
    .selectFrom('dispute_reasons')
    .select('credit_reason')
    .where('code', '=', of.reasonCode)
    .executeTakeFirstOrThrow();
  const parts = await contestedPartsOf(db, of.id);
  if (parts.some((part) => part.lineNo === null))
    return { choice: { kind: 'amount', grossMinor: of.amountMinor }, reasonCode };
  const lines = await Promise.all(parts.map((part) => creditLine(db, of.invoiceId, part)));
  return { choice: { kind: 'lines', lines }, reasonCode };
}

async function creditLine(db: ReadDb, invoiceId: string, part: StoredPart): Promise<LineChoice> {
  const { claim, netMinor } = part;
  const lineNo = part.lineNo ?? 0;
  if (claim?.what === 'line') return { lineNo };
  if (claim?.what !== 'quantity') return { lineNo, netMinor: netMinor ?? 0n };
  const { quantity } = await db
    .selectFrom('invoice_lines')
    .select('quantity')
    .where('invoice_id', '=', invoiceId)
    .where('line_no', '=', lineNo)
    .executeTakeFirstOrThrow();
  return { lineNo, quantity: fromMicros(toMicros(decimal(quantity)) - toMicros(claim.quantity)) };
}
