import type { Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';

export type PaymentFailedProps = LetterProps & {
  amount: Money;
  /** Less than the payment was taken back by the bank: this much. The rest of it stays. */
  takenBack?: Money | null;
  method: 'card' | 'direct-debit';
  attemptedOn: PlainDate;
  /** In words a customer understands, never a processor's code. */
  reason: string | null;
  /** The invoices that are open again. */
  numbers: string[];
  link: string;
};

/** What happened, whether the money is safe, what next (UX: messages about money). */
export function paymentFailed(props: PaymentFailedProps): Letter {
  const voice = voiceOf(props.locale);
  if (props.takenBack) return partTakenBack(props, props.takenBack, voice);
  const { say, text, money, date } = voice;
  const amount = money(props.amount);
  const isCard = props.method === 'card';
  const numbers = props.numbers.map(text).join(', ');
  return letterOf(voice, props, {
    subject: say('failedSubject', { amount, company: text(props.company) }),
    opening: [
      say(isCard ? 'failedCard' : 'failedDebit', { date: date(props.attemptedOn) }),
      say(isCard ? 'failedNotCharged' : 'failedSafe'),
    ],
    figure: { label: say('failedLabel'), value: amount, note: null, isCode: false },
    button: { label: say('failedButton'), link: props.link },
    details: [
      ...(props.reason ? [say('failedReason', { reason: text(props.reason.replace(/\.\s*$/, '')) })] : []),
      ...(numbers ? [say(props.numbers.length > 1 ? 'failedOpenMany' : 'failedOpen', { numbers })] : []),
      say('failedDoors'),
    ],
  });
}

function partTakenBack(props: PaymentFailedProps, part: Money, voice: ReturnType<typeof voiceOf>): Letter {
  const { say, text, money, date } = voice;
  const amount = money(part);
  return letterOf(voice, props, {
    subject: say('takenBackSubject', { amount, company: text(props.company) }),
    opening: [say('takenBackPart', { date: date(props.attemptedOn) }), say('takenBackNext')],
    figure: { label: say('failedLabel'), value: amount, note: null, isCode: false },
    button: { label: say('failedButton'), link: props.link },
    details: [say('failedDoors')],
  });
}
