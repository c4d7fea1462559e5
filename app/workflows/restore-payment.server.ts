import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { paidBeforeReturn } from '#app/modules/banking/queries/line-facts.server.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/**
 * A payment was taken back by mistake: it is recorded once more, of the same days, and set against what it had paid as far as
 * that is open. Only transfers: a cheque or cash is a paper, or money in hand, and has its own way. Differences that had been
 * named with it are not named again. The customer is locked by the caller.
 */
export async function restorePayment(
  tx: Tx,
  actor: Actor,
  { paymentId, reason }: { readonly paymentId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<{ paymentId: string }, { readonly what: string }>> {
  const payment = await getPayment(tx, { paymentId });
  if (payment?.method !== 'transfer')
    return refuse({ what: `payment ${payment?.number ?? ''} was a cheque or cash; receive it again on its own page` });
  const { customerId, currency, amountMinor, receivedOn, valueOn, payerName, number } = payment;
  const recorded = await recordPayment(
    tx,
    actor,
    {
      ...{ customerId, method: 'transfer', currency, amountMinor, receivedOn, valueOn, payerName },
      ...{
        reference: payment.reference,
        note: `${number} again: ${reason}`,
        acceptSuspicion: true,
        whenClosed: 'move',
      },
    },
    moment,
  );
  if (!recorded.ok) return refuse({ what: `payment ${number} cannot be recorded again` });
  const allocations = await paidBefore(tx, { paymentId, customerId });
  if (allocations.length > 0) {
    const how = { kind: 'chosen' as const, allocations };
    const applied = await applyPayment(tx, actor, {
      ...{ creditItemId: recorded.value.openItemId, how, effectiveOn: receivedOn, whenClosed: 'move' },
    });
    if (!applied.ok) return refuse({ what: `what payment ${number} had paid cannot be paid again` });
  }
  return ok({ paymentId: recorded.value.id });
}

/** What the reversal opened of the payment's own customer, and is open still. */
async function paidBefore(tx: Tx, of: { readonly paymentId: string; readonly customerId: string }) {
  const rows = await paidBeforeReturn(tx, of.paymentId);
  const open = new Map(
    (await openItemsOf(tx, { customerId: of.customerId, itemIds: rows.map((row) => row.itemId) })).map((item) => [
      item.id,
      item.residualMinor,
    ]),
  );
  return rows.flatMap(({ itemId, amountMinor }) => {
    const left = open.get(itemId) ?? 0n;
    return left > 0n ? [{ itemId, amountMinor: amountMinor < left ? amountMinor : left }] : [];
  });
}
