import type { Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';
import type { WordName } from '#emails/words/words.ts';

const SENTENCES = {
  agreed: 'planAgreed',
  renegotiated: 'planRenegotiated',
  moved: 'planMoved',
  received: 'planReceived',
  countered: 'planCountered',
  declined: 'planDeclined',
  coming: 'planComing',
  late: 'planLate',
  missed: 'planMissed',
  reopened: 'planReopened',
  ended: 'planEnded',
  defaulted: 'planDefaulted',
  cancelled: 'planCancelled',
} as const satisfies Record<string, WordName>;

export type PlanNews = keyof typeof SENTENCES;

export type PaymentPlanProps = LetterProps & {
  news: PlanNews;
  number: string;
  total: Money;
  left: Money;
  /** The payment it is about, or the next one; null where none is to come. */
  next: { amount: Money; on: PlainDate } | null;
  /** Up to when the plan stays as it is although a payment is late. */
  graceUntil: PlainDate | null;
  /** The next payment is taken from a saved card or bank account. */
  taken: boolean;
  /** Who of us wrote the note, and what; empty where nobody did. */
  by: string;
  note: string;
  link: string;
};

const LATE: ReadonlySet<PlanNews> = new Set(['late', 'missed', 'reopened']);
const PAYS: ReadonlySet<PlanNews> = new Set([
  'agreed',
  'renegotiated',
  'moved',
  'coming',
  'late',
  'missed',
  'reopened',
]);

/** What happened to a payment plan and what to do now: never a threat, always the way to pay and the way to ask. */
export function paymentPlan(props: PaymentPlanProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text } = voice;
  const { news, next } = props;
  const on = next ? voice.dateToAct(next.on) : '';
  return letterOf(voice, props, {
    subject: say('planSubject', { number: text(props.number), company: text(props.company) }),
    opening: [say(SENTENCES[news], { date: on })],
    figure: figureOf(props),
    button: { label: say('planButton'), link: props.link },
    details: [
      ...(props.note === '' ? [] : [say('planWrote', { name: text(props.by), note: text(props.note) })]),
      ...(LATE.has(news) && props.graceUntil && news !== 'missed'
        ? [say('planGrace', { date: voice.dateToAct(props.graceUntil) })]
        : []),
      ...(PAYS.has(news) && next ? [say(props.taken && !LATE.has(news) ? 'planTaken' : 'planSelf')] : []),
      ...(news === 'agreed' || news === 'renegotiated' ? [say('planAttached')] : []),
      ...(news === 'moved' ? [say('planDates')] : []),
      ...(LATE.has(news) || news === 'coming' || news === 'defaulted' ? [say('planHelp')] : []),
    ],
  });
}

/** The next payment where one is to be made, else what is left or what it is over. */
function figureOf({ locale, news, next, total, left }: PaymentPlanProps): Letter['figure'] {
  const { say, money, dateToAct } = voiceOf(locale);
  if (PAYS.has(news) && next)
    return {
      label: say('planNext'),
      value: money(next.amount),
      note: say('planOn', { date: dateToAct(next.on) }),
      isCode: false,
    };
  if (news === 'defaulted' || news === 'cancelled')
    return { label: say('planLeft'), value: money(left), note: null, isCode: false };
  return { label: say(news === 'ended' ? 'planPaid' : 'planTotal'), value: money(total), note: null, isCode: false };
}
