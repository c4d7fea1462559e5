import type { Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type NamedMethod, nameMethod } from '#emails/autopay-method.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';

export type AutopayFailedProps = LetterProps & {
  amount: Money;
  method: NamedMethod;
  triedOn: PlainDate;
  /** In words a customer understands, never a processor's code. */
  reason: string;
  /** Null: it is not tried again by itself. */
  againOn: PlainDate | null;
  /** The method cannot be used any more, so that autopay rests. */
  rests: boolean;
  link: string;
};

/** A debit that did not go through: that nothing was charged, why, and what happens next. */
export function autopayFailed(props: AutopayFailedProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text, money, date, dateToAct } = voice;
  const amount = money(props.amount);
  const values = { amount, company: text(props.company) };
  return letterOf(voice, props, {
    subject: say('autopayFailedSubject', values),
    opening: [
      say('autopayFailedOpening', { amount, method: nameMethod(voice, props.method), date: date(props.triedOn) }),
    ],
    figure: { label: say('failedLabel'), value: amount, note: null, isCode: false },
    button: { label: say('failedButton'), link: props.link },
    details: [
      say('failedReason', { reason: text(props.reason.replace(/\.\s*$/, '')) }),
      props.againOn ? say('autopayAgain', { date: dateToAct(props.againOn) }) : say('autopayNoMore'),
      ...(props.rests ? [say('autopayRests')] : []),
      say('failedDoors'),
    ],
  });
}
