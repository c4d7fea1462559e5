import type { Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';

export type PaymentProcessingProps = LetterProps & {
  amount: Money;
  startedOn: PlainDate;
  /** When the bank has usually answered. */
  expectedBy: PlainDate | null;
  numbers: string[];
  link: string;
};

/** Processing is not paid: the e-mail thanks for nothing yet and asks not to pay twice. */
export function paymentProcessing(props: PaymentProcessingProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text, money, date } = voice;
  const amount = money(props.amount);
  const numbers = props.numbers.map(text).join(', ');
  return letterOf(voice, props, {
    subject: say('processingSubject', { amount, company: text(props.company) }),
    opening: [say('processingSentence')],
    figure: {
      label: say('processingLabel'),
      value: amount,
      note: say('processingSince', { date: date(props.startedOn) }),
      isCode: false,
    },
    button: { label: say('processingButton'), link: props.link },
    details: [
      ...(numbers ? [say('processingFor', { numbers })] : []),
      ...(props.expectedBy ? [say('processingBy', { date: date(props.expectedBy) })] : []),
      say('processingWait'),
    ],
  });
}
