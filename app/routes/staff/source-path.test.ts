import { describe, expect, it } from 'vitest';
import routes from '#app/routes.ts';
import { sourcePath } from './source-path.ts';

const addressesOf = (rows: readonly { path?: string; children?: unknown[] }[]): string[] =>
  rows.flatMap((row) => [
    ...(row.path ? [`/${row.path}`] : []),
    ...addressesOf((row.children ?? []) as { path?: string }[]),
  ]);
const ADDRESSES = new Set(addressesOf(routes));

const KINDS =
  `opening_balance invoice debit_note credit_note payment payment_reversal transfer discount withholding bank_charge
  small_difference deduction write_off tax_relief recovery refund refund_paid refund_failed refund_cancelled chargeback chargeback_won
  exchange revaluation revaluation_reversal currency_clearing deposit payout
  processor_fee chargeback_fee unidentified_receipt receipt_identified receipt_returned bank_interest`.split(/\s+/u);

describe('where a posting leads', () => {
  it('is an address that exists, for every kind of posting', () => {
    const missing = KINDS.filter((kind) => {
      const path = sourcePath({ kind, sourceId: ':id' });
      return !ADDRESSES.has(path) && !ADDRESSES.has(path.replace(':id', ':itemId'));
    });
    expect(missing).toEqual([]);
  });

  it('is never an invoice for what is no document of ours', () => {
    for (const kind of ['transfer', 'opening_balance', 'tax_relief', 'currency_clearing', 'deposit'])
      expect(sourcePath({ kind, sourceId: 'x' })).not.toContain('/invoices/');
  });
});
