import { daysBetween } from '#app/kernel/plain-date.ts';
import type { PaymentListRow } from '#app/modules/payments/types.ts';
import type { Paid } from './dispute-fields.ts';

/** Bank days between a payment and its arrival, either way. */
const DAYS_APART_MAX = 10;
const REFERENCE_MIN = 4;
const SHOWN_MAX = 5;

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Of a customer's receipts those that may be the payment somebody speaks of: the same amount around that day, or its reference.
 * The closest day first.
 */
export function receiptsLike<Row extends Pick<PaymentListRow, 'amountMinor' | 'receivedOn' | 'reference' | 'reversed'>>(
  rows: readonly Row[],
  paid: Paid,
): Row[] {
  const apart = (row: Row) => Math.abs(daysBetween(paid.paidOn, row.receivedOn));
  const reference = plain(paid.reference);
  const named = (row: Row) =>
    Math.min(reference.length, plain(row.reference).length) >= REFERENCE_MIN &&
    (plain(row.reference).includes(reference) || reference.includes(plain(row.reference)));
  return rows
    .filter((row) => !row.reversed)
    .filter((row) => (row.amountMinor === paid.amountMinor && apart(row) <= DAYS_APART_MAX) || named(row))
    .sort((a, b) => apart(a) - apart(b))
    .slice(0, SHOWN_MAX);
}
