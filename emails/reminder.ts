import { assert } from '#app/kernel/assert.ts';
import { isZero, type Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, type LetterVoice, letterOf, voiceOf } from '#emails/letter.ts';

export type ReminderProps = LetterProps & {
  tone: 'coming' | 'friendly' | 'firm' | 'last';
  /** What may be asked for now: less what is disputed, planned, promised or on its way. */
  asked: Money;
  /** Oldest due first. */
  items: { number: string; amount: Money; dueOn: PlainDate }[];
  /** Late and not asked for; zero is not mentioned. */
  notAsked: Money;
  /** Payments and credits not set against anything; zero is not mentioned. */
  unapplied: Money;
  /** The last tone names a day. */
  answerBy: PlainDate | null;
  /** Opens exactly these invoices, to see, to pay, or to say that they are paid. */
  link: string;
  attached: boolean;
};

/** More lines than this nobody reads in a mail; the page lists them all. */
const LINES_MAX = 12;

/** Asks for money that is due or soon will be: amount first, three doors, never a threat, and nothing of it in the subject. */
export function reminder(props: ReminderProps): Letter {
  const [oldest] = props.items;
  assert(oldest, 'a reminder is of something');
  const voice = voiceOf(props.locale);
  const { say, text, money, date } = voice;
  return letterOf(voice, props, {
    subject: say('reminderSubject', { company: text(props.company) }),
    opening: [openingOf(voice, props, oldest.dueOn)],
    figure: {
      ...{ label: say(props.tone === 'coming' ? 'reminderLabelComing' : 'reminderLabel'), value: money(props.asked) },
      ...{ note: null, isCode: false },
    },
    button: { label: say('statementButton'), link: props.link },
    details: [
      ...props.items
        .slice(0, LINES_MAX)
        .map((item) =>
          say('reminderItem', { number: text(item.number), amount: money(item.amount), date: date(item.dueOn) }),
        ),
      ...(props.items.length > LINES_MAX ? [say('reminderMore')] : []),
      ...(isZero(props.notAsked) ? [] : [say('reminderNotAsked', { amount: money(props.notAsked) })]),
      ...(isZero(props.unapplied) ? [] : [say('reminderUnapplied', { amount: money(props.unapplied) })]),
      say('reminderTellUs'),
      ...(props.attached ? [say('attached')] : []),
    ],
  });
}

function openingOf({ say, text, money, date, dateToAct }: LetterVoice, props: ReminderProps, since: PlainDate): string {
  const of = { amount: money(props.asked), date: date(since) };
  switch (props.tone) {
    case 'coming':
      return say('reminderComing', { amount: of.amount, date: dateToAct(since) });
    case 'friendly':
      return say('reminderFriendly', of);
    case 'firm':
      return say('reminderFirm', of);
    case 'last':
      assert(props.answerBy, 'the last reminder names a day');
      return say('reminderLast', { ...of, by: dateToAct(props.answerBy), name: text(props.contact.name) });
  }
}
