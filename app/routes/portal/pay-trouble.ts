import type { Money } from '#app/kernel/money.ts';
import { money } from '#app/kernel/money.ts';
import { CHECKING, NOT_CHARGED } from '#app/modules/payments/ui/outcome-words.ts';
import type { PayRefusal } from '#app/workflows/pay-online.server.ts';

/**
 * Why a payment did not start, in the customer's words, and where to go on: each says either that nothing was taken, or, of a
 * payment whose end we do not know, that it is being checked.
 */
export type PayTrouble = {
  readonly title: string;
  readonly text: string;
  /** The payment that is in the way, where this person may see it. */
  readonly attempt: { readonly href: string; readonly amount: Money | null } | null;
};

export type Trouble = PayRefusal | { readonly code: (typeof OWN_TROUBLES)[number] };
export const OWN_TROUBLES = ['changed', 'nothing', 'unreadable'] as const;

/** Words for each refusal. `linkPath` is the root of a scoped link's pages. */
export function troubleOf(trouble: Trouble, linkPath = ''): PayTrouble {
  const say = (title: string, text: string): PayTrouble => ({ title, text, attempt: null });
  switch (trouble.code) {
    case 'changed':
      return say('The total changed', `Check the new total and press Pay again. ${NOT_CHARGED}`);
    case 'nothing':
    case 'amount-not-positive':
      return say('Nothing is chosen', `Tick an invoice, or enter an amount to pay. ${NOT_CHARGED}`);
    case 'unreadable':
      return say('We could not read that', `Check the amounts and press Pay again. ${NOT_CHARGED}`);
    case 'amount-too-large':
      return say(
        'This is more than one payment can be',
        `Choose fewer invoices, or pay by bank transfer. ${NOT_CHARGED}`,
      );
    case 'item-not-open':
    case 'more-than-left':
    case 'items-exceed-amount':
      return say(
        'Something was paid or changed meanwhile',
        `The amounts below are as they are now. Check them and press Pay. ${NOT_CHARGED}`,
      );
    case 'promised':
      return say(
        'Your credit is being used by another payment',
        `Wait until that is decided, or untick “Use your credit”. ${NOT_CHARGED}`,
      );
    case 'method-not-usable':
      return say(
        'This way of paying is not saved any more',
        `It was removed, or it can take no money now. Choose another way below. ${NOT_CHARGED}`,
      );
    case 'form-changed':
    case 'at-once':
      return say('This page was sent twice', `Check the amounts and press Pay once more. ${NOT_CHARGED}`);
    case 'needs-approver':
      return say(
        'This is more than you may pay alone',
        `${linkPath === '' ? 'Ask' : 'Sign in to ask'} an approver of your company to pay it, or choose less. ${NOT_CHARGED}`,
      );
    case 'may-not-pay':
      return say(
        'You can look at bills here but not pay them',
        `Ask an owner of your account to let you pay. ${NOT_CHARGED}`,
      );
    case 'ask-over':
      return say(
        'This is not waiting for you any more',
        `It was paid, sent back or is out of date. Look at it again. ${NOT_CHARGED}`,
      );
    case 'payment-in-flight':
      return inFlight(trouble, linkPath);
  }
}

function inFlight({ inTheWay }: Extract<Trouble, { code: 'payment-in-flight' }>, linkPath: string): PayTrouble {
  const { attemptId, state, amountMinor, currency } = inTheWay;
  const attempt = attemptId
    ? {
        href: `${linkPath}/pay/attempts/${attemptId}?left=1`,
        amount: amountMinor === null ? null : money(amountMinor, currency),
      }
    : null;
  const title = 'A payment of this is already under way';
  if (!attempt)
    return {
      title,
      text: `Somebody else has started to pay this. ${CHECKING} Ask them, or look again in an hour.`,
      attempt,
    };
  // Whoever left the payment page in another tab may have paid there a moment ago: only its own page asks.
  return state === 'open'
    ? { title, text: `${CHECKING} Open that payment to go on with it or to cancel it.`, attempt }
    : { title, text: `${CHECKING} It is with the payment service.`, attempt };
}
