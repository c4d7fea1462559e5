import type { Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';

export type PaymentAskedProps = LetterProps & {
  /** To an approver, or back to the one who asked. */
  news: 'asked' | 'sent-back';
  /** Who writes: the asker, or the approver who sent it back. */
  by: string;
  amount: Money;
  numbers: string[];
  note: string;
  until: PlainDate;
  link: string;
};

/** A payment above what somebody may pay alone: prepared and waiting for the reader, or sent back to them. */
export function paymentAsked(props: PaymentAskedProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text, money, date } = voice;
  const isAsked = props.news === 'asked';
  const names = { asker: text(props.by), approver: text(props.by), company: text(props.company) };
  const numbers = props.numbers.map(text).join(', ');
  return letterOf(voice, props, {
    subject: say(isAsked ? 'askedSubject' : 'sentBackSubject', names),
    opening: [say(isAsked ? 'askedSentence' : 'sentBackSentence', names)],
    figure: { label: say('askedLabel'), value: money(props.amount), note: null, isCode: false },
    button: { label: say(isAsked ? 'askedButton' : 'sentBackButton'), link: props.link },
    details: [
      ...(numbers ? [say('askedNumbers', { numbers })] : []),
      ...(props.note ? [say('askedNote', { note: text(props.note) })] : []),
      ...(isAsked ? [say('askedUntil', { date: date(props.until) })] : []),
    ],
  });
}
