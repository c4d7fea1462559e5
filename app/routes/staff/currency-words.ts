import { formatDate } from '#app/kernel/format-date.ts';
import type { RevaluationRefusal } from '#app/modules/currencies/types.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';

/** What stands in the way of a revaluation, and what to do about it. */
export function revaluationWords(refusal: RevaluationRefusal, locale: string): string {
  switch (refusal.code) {
    case 'period-closed':
      return periodClosedText(refusal, locale);
    case 'in-the-future':
      return 'This day has not come yet. Choose today or a day before.';
    case 'already-revalued':
      return `${refusal.currency} was revalued as of ${formatDate(refusal.on, locale)} already. Nothing was posted.`;
    case 'no-exchange-rate':
      return `There is no exchange rate for ${refusal.currency} on ${formatDate(refusal.on, locale)}. Import one for this day.`;
    case 'rate-is-old':
      return `The newest rate for ${refusal.currency} is of ${formatDate(refusal.rateOn, locale)}, too old for ${formatDate(refusal.on, locale)}. Import one for this day.`;
  }
}
