import { assert } from '#app/kernel/assert.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import { releaseHolds } from '#app/modules/ledger/commands/release-holds.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Part } from '../rules/contest.ts';

type ToHold = {
  readonly customerId: string;
  readonly itemId: string | null;
  readonly amountMinor: bigint | null;
  readonly reason: string;
};

/** Holds what is contested of an item; null where nothing is. The caller holds the customer's lock and has counted the parts. */
export async function holdContested(
  tx: Tx,
  actor: Actor,
  { customerId, itemId, amountMinor, reason }: ToHold,
  { today }: Moment,
): Promise<string | null> {
  if (itemId === null || amountMinor === null) return null;
  const hold = { customerId, itemId, kind: 'disputed' as const, amountMinor, reason, effectiveOn: today };
  const held = await placeHolds(tx, actor, { holds: [hold] });
  assert(held.ok, 'parts that were counted under the lock fit their item');
  return held.value[0] ?? null;
}

type Contested = { readonly id: string; readonly holdId: string | null };

/** Ends what a dispute contests: its hold and its parts. What it held is asked for again from now on. */
export async function endContest(
  tx: Tx,
  actor: Actor,
  dispute: Contested,
  reason: string,
  { today }: Moment,
): Promise<void> {
  if (dispute.holdId) await releaseHolds(tx, actor, { holdIds: [dispute.holdId], reason, effectiveOn: today });
  await tx
    .updateTable('dispute_lines')
    .set({ is_contested: false })
    .where('dispute_id', '=', dispute.id)
    .where('is_contested', '=', true)
    .execute();
}

/** Writes what of an invoice a dispute is about. */
export async function writeParts(
  tx: Tx,
  of: { readonly id: string; readonly customerId: string; readonly invoiceId: string | null },
  parts: readonly Part[],
): Promise<void> {
  if (parts.length === 0) return;
  assert(of.invoiceId, 'parts are of a document');
  const invoiceId = of.invoiceId;
  await tx
    .insertInto('dispute_lines')
    .values(
      parts.map(({ lineNo, what, claim, netMinor, amountMinor }) => ({
        ...{ dispute_id: of.id, customer_id: of.customerId, invoice_id: invoiceId, invoice_line_no: lineNo, what },
        quantity: claim?.what === 'quantity' ? claim.quantity : null,
        unit_price: claim?.what === 'price' ? claim.unitPrice : null,
        ...{ net_minor: netMinor, amount_minor: amountMinor, is_contested: what !== 'about' },
      })),
    )
    .execute();
}
