import type Stripe from 'stripe';

type MethodType = NonNullable<Stripe.Checkout.SessionCreateParams['allowed_payment_method_types']>[number];

/** The kind of bank debit we offer in a currency; none where there is none. */
const DEBITS: Readonly<Record<string, MethodType>> = {
  ...{ GBP: 'bacs_debit', EUR: 'sepa_debit', AUD: 'au_becs_debit' },
};

export const hasBankDebit = (currency: string): boolean => DEBITS[currency.toUpperCase()] !== undefined;

/** What a page that takes one way of paying alone may offer; null where that way does not exist in the currency. */
export function methodTypesOf(payWith: 'card' | 'direct_debit', currency: string): MethodType[] | null {
  if (payWith === 'card') return ['card'];
  const debit = DEBITS[currency.toUpperCase()];
  return debit === undefined ? null : [debit];
}
