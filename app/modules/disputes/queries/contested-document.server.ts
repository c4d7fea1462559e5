import { currency, minorDigits } from '#app/kernel/money.ts';
import { getCorrected } from '#app/modules/invoicing/queries/get-corrected.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ContestedDocument } from '../rules/contest.ts';
import { contestedOf } from './contested.server.ts';

export type DocumentToContest = ContestedDocument & {
  readonly customerId: string;
  readonly itemId: string;
  readonly currency: string;
  readonly kind: 'invoice' | 'debit_note' | 'credit_note';
};

/** A document as a claim meets it: its lines, what was credited, what is left and contested. Hold the customer's lock to write by it. */
export async function contestedDocument(db: ReadDb, invoiceId: string): Promise<DocumentToContest | null> {
  const document = await getCorrected(db, invoiceId);
  if (!document) return null;
  const { kind, customerId, openItemId: itemId, grossMinor, creditedGrossMinor, leftMinor, lines } = document;
  return {
    ...{ kind, customerId, itemId, currency: document.currency, grossMinor, creditedGrossMinor, leftMinor, lines },
    digits: minorDigits(currency(document.currency)),
    contested: await contestedOf(db, { invoiceId }),
  };
}
