import { formatDate } from '#app/kernel/format-date.ts';
import type { InstrumentState, InstrumentStep, NotPossible } from '../types.ts';

/** Where a cheque stands, as staff say it. */
export const CHEQUE_STATE_WORDS: Readonly<Record<InstrumentState, string>> = {
  post_dated: 'Post-dated',
  in_hand: 'In hand',
  banked: 'At the bank',
  cleared: 'Cleared',
  returned: 'Returned',
  cancelled: 'Given back',
};

/** What happened to a cheque, as a line of its story. */
export const CHEQUE_STEP_WORDS: Readonly<Record<InstrumentStep, string>> = {
  received: 'Received',
  handed_over: 'Handed over',
  due_moved: 'Due date moved',
  confirmed: 'May be banked, now a payment',
  banked: 'Taken to the bank',
  taken_out: 'Deposit cancelled, in hand again',
  cleared: 'Cleared',
  returned_before: 'Returned before it was banked',
  returned_after: 'Returned by the bank',
  cancelled: 'Given back to the customer',
  followed_up: 'Customer spoken with',
};

/** What the customer reads about their cheque. */
export const CHEQUE_CUSTOMER_WORDS: Readonly<Record<InstrumentState, string>> = {
  post_dated: 'We keep your cheque until its date.',
  in_hand: 'Received, not yet cleared: we take your cheque to the bank in the next days. Thank you.',
  banked: 'Received, not yet cleared: your cheque is at the bank. Thank you.',
  cleared: 'Your cheque has cleared. Thank you.',
  returned: 'This cheque was not paid.',
  cancelled: 'We gave this cheque back to you.',
};

const STANDS: Readonly<Record<InstrumentState, string>> = {
  post_dated: 'is post-dated and has to be confirmed first',
  in_hand: 'is in hand',
  banked: 'is at the bank',
  cleared: 'cleared',
  returned: 'was returned',
  cancelled: 'was given back',
};
const IS_CLOSED: readonly InstrumentState[] = ['returned', 'cancelled'];

/** "RCP-000012 was returned on 3 Nov 2026. It is closed: nothing was changed." */
export function notPossibleText({ number, state, sinceOn }: NotPossible, locale: string): string {
  const since = sinceOn && state !== 'post_dated' ? ` since ${formatDate(sinceOn, locale)}` : '';
  const on = sinceOn ? ` on ${formatDate(sinceOn, locale)}` : '';
  if (IS_CLOSED.includes(state))
    return `${number} ${STANDS[state]}${on} and is closed. If the customer hands it in again, receive it as a new cheque. Nothing was changed.`;
  if (state === 'cleared') return `${number} ${STANDS[state]}${on}. Nothing was changed.`;
  return `${number} ${STANDS[state]}${since}. Nothing was changed.`;
}
