import { basePart } from '#app/kernel/exchange.ts';
import { currency } from '#app/kernel/money.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/**
 * A part of a payment was taken back by the payer's bank: it is owed again as a debit item of its own, 1100 against where the
 * money lay (1030 at the processor, 1010 at our bank), with its share of the payment's base amount. Which invoices it opens
 * again is for a person. Answers the entry and its item; null where the payment is already reversed whole. Counts on the day it
 * happened or on the first open day. Locks the customer.
 */
export async function chargeBackPart(
  tx: Tx,
  of: {
    readonly paymentId: string;
    readonly amountMinor: bigint;
    readonly happenedOn: PlainDate;
    readonly memo: string;
    readonly account: '1030' | '1010';
  },
): Promise<{ readonly entryId: string; readonly itemId: string } | null> {
  const payment = await tx.selectFrom('payments').selectAll().where('id', '=', of.paymentId).executeTakeFirstOrThrow();
  await lockCustomers(tx, [payment.customer_id]);
  const reversal = await tx
    .selectFrom('payment_reversals')
    .select('payment_id')
    .where('payment_id', '=', payment.id)
    .executeTakeFirst();
  if (reversal) return null;
  const item = await tx
    .selectFrom('open_items')
    .select('base_minor')
    .where('id', '=', payment.open_item_id)
    .executeTakeFirstOrThrow();
  const baseMinor = basePart(-item.base_minor, of.amountMinor, payment.amount_minor);
  const valueOn = later(of.happenedOn, payment.received_on as PlainDate);
  const effectiveOn = await firstOpenDay(tx, ['posting'], valueOn);
  const [entryId, itemId] = [newId<never>() as string, newId<never>() as string];
  const line = (account: string, sign: 1n | -1n) => ({
    ...{ account, currency: currency(payment.currency) },
    ...{ amountMinor: sign * of.amountMinor, baseMinor: sign * baseMinor },
  });
  const receivable = { customerId: payment.customer_id, itemId, dueOn: effectiveOn };
  await postEntries(tx, [
    {
      ...{ id: entryId, kind: 'chargeback' as const, sourceId: payment.id, effectiveOn, valueOn },
      memo: of.memo,
      lines: [{ ...line('1100', 1n), receivable }, line(of.account, -1n)],
    },
  ]);
  return { entryId, itemId };
}
