import type { UnapplyRefusal } from '#app/modules/cash-application/types.ts';

/** Why an application is not undone, as a sentence. */
export const UNAPPLY_WORDS: Readonly<Record<UnapplyRefusal['code'], string>> = {
  'already-undone': 'This was undone already. Nothing was changed.',
  'unknown-application': 'This application does not exist. Reload the page.',
  'payment-reversed': 'The payment came back, so what it had paid is open already.',
  'written-off': 'This was written off. Record what comes in after all as a recovery on the write-off.',
  refunded: 'This was refunded. It comes back when the refund fails or is cancelled.',
  transferred: 'This moved to another customer of the group. Move it back from there.',
  converted: 'This was used in another currency. Use it back from there.',
  'named-difference': 'This difference was given a name. Charge it again with a debit note if it is owed after all.',
  'over-application': 'It cannot be undone as of today, because later entries depend on it.',
};
