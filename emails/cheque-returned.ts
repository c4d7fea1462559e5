import type { Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';

export type ChequeReturnedProps = LetterProps & {
  chequeNo: string;
  amount: Money;
  receivedOn: PlainDate;
  /** True when the bank returned it, false when it never got there. */
  wasBanked: boolean;
  /** As the bank gave it. */
  reason: string;
  /** The invoices that are open again. */
  numbers: string[];
  /** What our bank took, where the customer is billed for it. */
  charged: { amount: Money; debitNote: string } | null;
  link: string;
};

/** A cheque came back: which one, why, what is open again, and how else to pay. */
export function chequeReturned(props: ChequeReturnedProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text, money, date } = voice;
  const amount = money(props.amount);
  const numbers = props.numbers.map(text).join(', ');
  const cheque = { number: text(props.chequeNo), date: date(props.receivedOn) };
  return letterOf(voice, props, {
    subject: say('chequeBackSubject', { amount, company: text(props.company) }),
    opening: [say(props.wasBanked ? 'chequeBackAfter' : 'chequeBackBefore', cheque)],
    figure: { label: say('failedLabel'), value: amount, note: null, isCode: false },
    button: { label: say('failedButton'), link: props.link },
    details: [
      say('chequeBackReason', { reason: text(props.reason.replace(/\.\s*$/, '')) }),
      ...(numbers ? [say(props.numbers.length > 1 ? 'failedOpenMany' : 'failedOpen', { numbers })] : []),
      ...(props.charged
        ? [
            say('chequeBackCharge', {
              charge: money(props.charged.amount),
              number: text(props.charged.debitNote),
            }),
          ]
        : []),
      say('failedDoors'),
    ],
  });
}
