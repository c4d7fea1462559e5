import { assert } from '#app/kernel/assert.ts';
import { isZero, type Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, type LetterVoice, letterOf, voiceOf } from '#emails/letter.ts';

/** The balance in one currency; `late` is what was due before the last day, `unapplied` credit not set against anything. */
export type StatementTotal = { closing: Money; late: Money; unapplied: Money };

export type StatementProps = LetterProps & {
  form: 'balance-forward' | 'open-item';
  from: PlainDate;
  to: PlainDate;
  /** One per currency, as the statement holds them; currencies are never added. */
  totals: StatementTotal[];
  link: string;
  attached: boolean;
};

/** A statement of account: the balance on its last day, how much of it is late, and where to see and pay it. */
export function statement(props: StatementProps): Letter {
  assert(props.totals.length > 0, 'a statement has a balance');
  const voice = voiceOf(props.locale);
  const { say, text, date } = voice;
  const owes = props.totals.some(({ closing }) => closing.minor > 0n);
  const value = shown(voice, props.totals);
  return letterOf(voice, props, {
    subject: say('statementSubject', { company: text(props.company), date: date(props.to), amount: value }),
    opening: [
      props.form === 'open-item'
        ? say('statementOpenSentence', { to: date(props.to) })
        : say('statementSentence', { from: date(props.from), to: date(props.to) }),
    ],
    figure: {
      ...{ label: say(labelOf(props.totals)), value, isCode: false },
      note: say('statementOn', { date: date(props.to) }),
    },
    button: { label: say(owes ? 'statementButton' : 'statementButtonView'), link: props.link },
    details: [
      ...props.totals.flatMap((total) => detailsOf(voice, total)),
      say(props.attached ? 'attached' : 'notAttached'),
      say('statementBooks'),
    ],
  });
}

/** One balance is said without its sign, because the label says whose it is; several keep theirs. */
function shown({ money }: LetterVoice, totals: StatementTotal[]): string {
  const [only, ...rest] = totals;
  if (!only || rest.length > 0) return totals.map(({ closing }) => money(closing)).join(' · ');
  const { minor, currency } = only.closing;
  return money({ minor: minor < 0n ? -minor : minor, currency });
}

function labelOf([only, ...rest]: StatementTotal[]) {
  if (!only || rest.length > 0) return 'statementBalance';
  if (isZero(only.closing)) return 'statementNothing';
  return only.closing.minor < 0n ? 'statementCredit' : 'statementOwe';
}

const detailsOf = ({ say, money }: LetterVoice, { late, unapplied }: StatementTotal): string[] => [
  ...(isZero(late) ? [] : [say('statementLate', { amount: money(late) })]),
  ...(isZero(unapplied) ? [] : [say('statementUnapplied', { amount: money(unapplied) })]),
];
