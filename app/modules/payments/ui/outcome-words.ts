import { failureWords } from '../rules/failure-words.ts';
import type { AttemptState, FailureCode } from '../types.ts';

export const NOT_CHARGED = 'You have not been charged.';
export const CHECKING = 'We are checking, do not pay again.';

export type Outcome = {
  readonly state: AttemptState;
  /** The person came back from the processor's page without having paid. */
  readonly left: boolean;
  readonly failureCode: FailureCode | null;
  /** Of attempts older than their codes. */
  readonly failureText: string;
  /** It had succeeded, and the bank took it back. */
  readonly takenBack: boolean;
};

/**
 * What to say of a payment: every way it can stand or end without being paid says exactly one of the two sentences, and a
 * payment that arrived neither.
 */
export function outcomeWords(of: Outcome, amount: string): string {
  switch (of.state) {
    case 'succeeded':
      return `We received ${amount}, thank you.`;
    case 'failed':
    case 'expired':
      return of.takenBack
        ? `Your bank took the payment of ${amount} back. ${NOT_CHARGED} What it covered is open again.`
        : whyNot(of, NOT_CHARGED);
    case 'open':
      return of.left ? whyNot(of, `You left the payment page. ${NOT_CHARGED}`) : checking(amount);
    case 'processing':
      return `${CHECKING} Your bank has your order to pay ${amount}; it can take some days. We e-mail you when it arrives.`;
    case 'created':
    case 'unknown':
      return checking(amount);
  }
}

const checking = (amount: string): string => `${CHECKING} Your payment of ${amount} is not decided yet.`;

function whyNot({ failureCode, failureText }: Outcome, otherwise: string): string {
  if (failureCode !== null) return failureWords(failureCode);
  if (failureText === '') return otherwise;
  return failureText.includes(NOT_CHARGED) || failureText.includes(CHECKING)
    ? failureText
    : `${failureText} ${NOT_CHARGED}`;
}
