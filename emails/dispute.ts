import type { Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';
import type { WordName } from '#emails/words/words.ts';

const SENTENCES = {
  received: 'disputeReceived',
  replied: 'disputeReplied',
  needs: 'disputeNeeds',
  agreed: 'disputeAgreed',
  part: 'disputePart',
  refused: 'disputeRefused',
  rebilled: 'disputeRebilled',
  answered: 'disputeAnswered',
  withdrawn: 'disputeWithdrawn',
} as const satisfies Record<string, WordName>;

export type DisputeNews = keyof typeof SENTENCES;

export type DisputeProps = LetterProps & {
  news: DisputeNews;
  /** Of the dispute or question, and of the invoice it is about; empty where it is about none. */
  number: string;
  invoice: string;
  /** What is in question now and not asked for; null where nothing is. */
  contested: Money | null;
  /** What was credited, and on which note. */
  credited: Money | null;
  creditNote: string;
  /** The invoice that took the place of a cancelled one. */
  replacedBy: string;
  /** What is left of the invoice now; null where that says nothing. */
  left: { amount: Money; dueOn: PlainDate } | null;
  /** By when the reader hears of us. */
  answerOn: PlainDate | null;
  /** Who of us wrote, and what; empty where nobody did. */
  by: string;
  text: string;
  link: string;
};

const IS_OVER: ReadonlySet<DisputeNews> = new Set(['agreed', 'part', 'refused', 'rebilled', 'answered', 'withdrawn']);
const IS_CONTESTED_YET: ReadonlySet<DisputeNews> = new Set(['part', 'refused', 'answered']);

/** What became of a question or dispute: that we have it, what we ask or answer, and how it ended, with the numbers. */
export function dispute(props: DisputeProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text, money } = voice;
  const { news, contested, left } = props;
  const isOver = IS_OVER.has(news);
  const name = text(props.by || props.company);
  // A dispute whose clock stands has no day of its answer.
  const sentence = news === 'received' && !props.answerOn ? 'disputeReceivedNoDay' : SENTENCES[news];
  const opening = say(sentence, {
    ...{ name, date: props.answerOn ? voice.dateToAct(props.answerOn) : '', invoice: text(props.replacedBy) },
  });
  return letterOf(voice, props, {
    subject: say('disputeSubject', { number: text(props.number), company: text(props.company) }),
    opening: [opening, ...(props.invoice === '' ? [] : [say('disputeAbout', { invoice: text(props.invoice) })])],
    figure: figureOf(props),
    button: { label: say(isOver ? 'disputeButtonView' : 'disputeButton'), link: props.link },
    details: [
      ...(props.text === '' ? [] : [say('planWrote', { name, note: text(props.text) })]),
      ...(news === 'received' && contested ? [say('disputePaused', { amount: money(contested) })] : []),
      ...(props.creditNote === '' ? [] : [say('disputeCreditNote', { number: text(props.creditNote) })]),
      ...(isOver && news !== 'answered' && left ? [leftWords(voice, left)] : []),
      ...(IS_CONTESTED_YET.has(news) ? [say('disputeAgain')] : []),
    ],
  });
}

function leftWords({ say, money, date }: ReturnType<typeof voiceOf>, left: NonNullable<DisputeProps['left']>): string {
  if (left.amount.minor === 0n) return say('disputeNothingDue');
  return say('disputeDue', { amount: money(left.amount), date: date(left.dueOn) });
}

/** What was credited once it is decided, before that what is in question; a plain question has no figure. */
function figureOf({ locale, contested, credited }: DisputeProps): Letter['figure'] {
  const { say, money } = voiceOf(locale);
  if (credited) return { label: say('disputeCredited'), value: money(credited), note: null, isCode: false };
  if (contested) return { label: say('disputeLabel'), value: money(contested), note: null, isCode: false };
  return null;
}
