import type { Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type NamedMethod, nameMethod } from '#emails/autopay-method.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';

type Item = { number: string; amount: Money };

export type AutopayNoticeProps = LetterProps & {
  collectOn: PlainDate;
  /** Null where nothing fits under the limit, and nothing is taken. */
  amount: Money | null;
  method: NamedMethod;
  items: Item[];
  /** Over the limit and not taken. */
  leftOut: Item[];
  limit: Money | null;
  link: string;
};

/** What will be taken, when, from where and for what, and how to stop it: before each debit. */
export function autopayNotice(props: AutopayNoticeProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text, money, date, dateToAct } = voice;
  const company = text(props.company);
  const limit = props.limit && money(props.limit);
  const overLimit = props.leftOut.map(({ number, amount }) =>
    say('autopayLeftOut', { number: text(number), amount: money(amount), limit: limit ?? '' }),
  );
  const button = { label: say('autopayButton'), link: props.link };
  if (props.amount === null)
    return letterOf(voice, props, {
      subject: say('autopayNoneSubject', { company }),
      opening: [say('autopayNoneOpening', { date: dateToAct(props.collectOn) })],
      figure: limit === null ? null : { label: say('autopayNoneLabel'), value: limit, note: null, isCode: false },
      button,
      details: overLimit,
    });
  const amount = money(props.amount);
  const method = nameMethod(voice, props.method);
  return letterOf(voice, props, {
    subject: say('autopaySubject', { company, amount, date: date(props.collectOn) }),
    opening: [say('autopayOpening', { amount, method, date: dateToAct(props.collectOn) })],
    figure: { label: say('autopayLabel'), value: amount, note: null, isCode: false },
    button,
    details: [
      ...props.items.map((item) => say('autopayItem', { number: text(item.number), amount: money(item.amount) })),
      ...overLimit,
      say('autopayStop'),
    ],
  });
}
