import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PromiseRefusal } from '#app/modules/collections/types.ts';

/** Why a promise was not taken, to the customer, and at which field. */
export function promiseWords(
  refusal: PromiseRefusal,
  currency: Currency,
  locale: string,
): { field: 'amount' | 'promisedOn' | null; text: string } {
  switch (refusal.code) {
    case 'past':
      return { field: 'promisedOn', text: 'Choose today or a later day.' };
    case 'too-far':
      return {
        field: 'promisedOn',
        text: `Choose a day up to ${formatDate(refusal.lastOn, locale)}. For a later one, call or write to us.`,
      };
    case 'more-than-owed':
      return {
        field: 'amount',
        text: `You owe ${formatMoney(money(refusal.owedMinor, currency), locale)}. Enter that or less.`,
      };
    case 'too-many':
      return {
        field: null,
        text: 'You have told us another day several times lately. Please call or write to us: we find a way with you.',
      };
    case 'one-stands':
    case 'not-open':
    case 'not-found':
      return { field: null, text: 'You have told us a day already. If it changes, call or write to us.' };
  }
}
