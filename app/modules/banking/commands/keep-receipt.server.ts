import { sql } from 'kysely';
import { basePart } from '#app/kernel/exchange.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { KeptLink } from './keep-explanation.server.ts';
import type { LockedLine } from './lock-line.server.ts';
import { postLinePart } from './post-line-part.server.ts';

export type ReceiptRefusal =
  | { readonly code: 'no-exchange-rate'; readonly currency: string }
  | { readonly code: 'unknown-subject' }
  | { readonly code: 'other-currency' }
  | { readonly code: 'nothing-left'; readonly leftMinor: bigint };

type Part = { readonly amountMinor: bigint; readonly note: string };

/** Money nobody can place yet: 1010 against 2190, and a receipt that waits for its owner. The line is locked by the caller. */
export async function keepReceipt(
  tx: Tx,
  actor: Actor,
  { line, part }: { readonly line: LockedLine; readonly part: Part },
  { now }: Moment,
): Promise<Result<KeptLink, ReceiptRefusal>> {
  const id = newId<never>() as string;
  const posted = await postLinePart(tx, {
    ...{ kind: 'unidentified_receipt', sourceId: id, currency: line.currency, amountMinor: part.amountMinor },
    ...{ bookedOn: line.bookedOn, valueOn: line.valueOn, memo: line.partyName || line.text },
  });
  if (!posted.ok) return posted;
  const { entryId, effectiveOn, baseMinor } = posted.value;
  await tx
    .insertInto('unidentified_receipts')
    .values({
      ...{ id, line_id: line.id, currency: line.currency, amount_minor: part.amountMinor, base_minor: baseMinor },
      ...{ received_on: effectiveOn, value_on: line.valueOn, entry_id: entryId, note: part.note.slice(0, 500) },
      ...{ made_by: actor.kind === 'staff' ? actor.id : null, made_by_name: actor.name, made_at: now },
    })
    .execute();
  return ok({ ...blank, kind: 'unidentified', amountMinor: part.amountMinor, subjectId: id, entryId, note: part.note });
}

const blank = { subjectId: null, customerId: null, entryId: null, note: '' };

/** What is left of a receipt, with nobody else taking of it until the commit; null where there is none. */
export async function holdReceipt(
  tx: Tx,
  receiptId: string,
): Promise<{ readonly currency: string; readonly leftMinor: bigint; readonly leftBaseMinor: bigint } | null> {
  await sql`select hold_receipt(${receiptId}::uuid)`.execute(tx);
  const row = await tx
    .selectFrom('unidentified_receipts_now')
    .select(['currency', 'left_minor', 'left_base_minor'])
    .where('id', '=', receiptId)
    .executeTakeFirst();
  return row ? { currency: row.currency!, leftMinor: row.left_minor!, leftBaseMinor: row.left_base_minor! } : null;
}

/** (Part of) a receipt goes back to its sender, as an outgoing line says: 2190 against 1010, at the base it came in with. */
export async function keepReceiptReturn(
  tx: Tx,
  actor: Actor,
  { line, part }: { readonly line: LockedLine; readonly part: Part & { readonly receiptId: string } },
  { now }: Moment,
): Promise<Result<KeptLink, ReceiptRefusal>> {
  const receipt = await holdReceipt(tx, part.receiptId);
  if (!receipt) return refuse({ code: 'unknown-subject' });
  if (receipt.currency !== line.currency) return refuse({ code: 'other-currency' });
  const size = -part.amountMinor;
  if (size > receipt.leftMinor) return refuse({ code: 'nothing-left', leftMinor: receipt.leftMinor });
  const baseMinor = basePart(receipt.leftBaseMinor, size, receipt.leftMinor);
  const posted = await postLinePart(tx, {
    ...{ kind: 'receipt_returned', sourceId: part.receiptId, currency: line.currency, amountMinor: part.amountMinor },
    ...{ bookedOn: line.bookedOn, valueOn: line.valueOn, memo: line.partyName || line.text, baseMinor },
  });
  if (!posted.ok) return posted;
  const { entryId } = posted.value;
  await tx
    .insertInto('receipt_returns')
    .values({
      ...{ id: newId<never>() as string, receipt_id: part.receiptId, line_id: line.id, amount_minor: size },
      ...{ base_minor: baseMinor, entry_id: entryId, made_at: now, made_by_name: actor.name },
    })
    .execute();
  const { amountMinor, receiptId: subjectId, note } = part;
  return ok({ ...blank, kind: 'given_back', amountMinor, subjectId, entryId, note });
}
