import type { Money } from '#app/kernel/money.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';

export type RefundProps = LetterProps & {
  /** On its way, arrived at the bank, or come back to the account. */
  news: 'sent' | 'paid' | 'failed';
  number: string;
  amount: Money;
  way: 'card' | 'direct-debit' | 'transfer';
  link: string;
};

const WAY = { card: 'refundCard', 'direct-debit': 'refundDebit', transfer: 'refundTransfer' } as const;

/** Money comes back: what happens with it, when the reader can expect it, and that it is safe when it did not arrive. */
export function refund(props: RefundProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text, money } = voice;
  const amount = money(props.amount);
  const values = { amount, company: text(props.company), number: text(props.number) };
  const words = {
    sent: ['refundSentSubject', 'refundSentSentence', 'refundSentDetail'],
    paid: ['refundPaidSubject', 'refundPaidSentence', 'refundPaidDetail'],
    failed: ['refundFailedSubject', 'refundFailedSentence', 'refundFailedDetail'],
  } as const;
  const [subject, sentence, detail] = words[props.news];
  return letterOf(voice, props, {
    subject: say(subject, values),
    opening: [say(sentence)],
    figure: { label: say('refundLabel', values), value: amount, note: say(WAY[props.way]), isCode: false },
    button: { label: say('refundButton'), link: props.link },
    details: [say(detail)],
  });
}
