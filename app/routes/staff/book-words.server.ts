import type { UnapplyRefusal } from '#app/modules/cash-application/types.ts';
import type { Company } from '#app/modules/company/types.ts';
import { type AnyRefusal, refusalText } from '#app/workflows/adjustment-words.ts';
import type { BookRefusal } from '#app/workflows/book-outside-refund.server.ts';
import { UNAPPLY_WORDS } from './unapply-words.ts';

const OWN: Readonly<Partial<Record<BookRefusal['code'], string>>> = {
  'no-refund-event': 'This event tells of no refund. Nothing was booked.',
  'unknown-payment': 'We have no payment that this gave back. Record the payment first; nothing was booked.',
  'nothing-to-book': 'Every refund of this payment is booked already. Nothing was changed.',
  'no-answer': 'The processor gave no answer just now, so nothing was booked. Try again in a minute.',
};

/** Why a refund made at the processor is not booked, and what to do. */
export function bookWords(refusal: BookRefusal, { baseCurrency: currency, locale }: Company): string {
  const own = OWN[refusal.code];
  if (own) return own;
  if (refusal.code in UNAPPLY_WORDS) return UNAPPLY_WORDS[refusal.code as UnapplyRefusal['code']];
  return refusalText(refusal as AnyRefusal, { currency, locale });
}
