import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { EntryInput } from '#app/modules/ledger/types.ts';
import type { CreditAmounts } from '../types.ts';
import { RECEIVABLES } from './build-invoice-entry.ts';

type CreditEntryOf = {
  entryId: string;
  creditNoteId: string;
  itemId: string;
  customerId: string;
  currency: Currency;
  effectiveOn: PlainDate;
  memo: string;
  amounts: CreditAmounts;
};

/** Debit revenue and output tax, credit receivables: the reverse side of what is corrected (DESIGN 5, credit note). */
export function buildCreditEntry(of: CreditEntryOf): EntryInput {
  const { amounts, currency } = of;
  return {
    id: of.entryId,
    kind: 'credit_note',
    sourceId: of.creditNoteId,
    effectiveOn: of.effectiveOn,
    memo: of.memo,
    lines: [
      {
        account: RECEIVABLES,
        currency,
        amountMinor: -amounts.grossMinor,
        baseMinor: -amounts.grossBaseMinor,
        receivable: { customerId: of.customerId, itemId: of.itemId, dueOn: of.effectiveOn },
      },
      ...amounts.postings.map((posting) => ({ ...posting, currency })),
    ],
  };
}
