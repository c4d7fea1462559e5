import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { listPayments } from '#app/modules/payments/queries/list-payments.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { Asker } from './dispute-asker.server.ts';
import type { Paid } from './dispute-fields.ts';
import { receiptsLike } from './paid-receipts.ts';

/** A receipt that may be the payment somebody speaks of. */
export type FoundReceipt = {
  readonly id: string;
  readonly number: string;
  readonly amountMinor: bigint;
  readonly on: string;
  readonly covers: readonly string[];
};
const RECEIPTS_READ = 200;

/** Receipts of the customer's that may be the payment. The holder of a link sees none: its scope is the invoice. */
export async function receiptsOf(asker: Asker, currency: Currency, paid: Paid): Promise<FoundReceipt[]> {
  const { customerId, moment, scope, only } = asker;
  if (only !== null) return [];
  const { rows } = await readAsPortal(portalDb(), scope, (db) =>
    listPayments(db, { customerId, today: moment.today, limit: RECEIPTS_READ }),
  );
  return receiptsLike(
    rows.filter((row) => row.currency === currency),
    paid,
  ).map(({ id, number, amountMinor, receivedOn, covers }) => ({ id, number, amountMinor, on: receivedOn, covers }));
}

/** What somebody says of a payment, as a sentence of the thread. */
export const paidWords = ({ paidOn, amountMinor, reference }: Paid, currency: Currency, locale: string): string =>
  `Paid on ${formatDate(paidOn, locale)}: ${formatMoney(money(amountMinor, currency), locale)}${reference ? `, reference ${reference}` : ''}.`;
