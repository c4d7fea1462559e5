import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, type LetterVoice, letterOf, voiceOf } from '#emails/letter.ts';

/** What is told: a department is asked or reminded, a colleague is written to, an answer is due or late, a complaint climbs. */
export type DisputeNews = 'asked' | 'asked-again' | 'mentioned' | 'due' | 'late' | 'raised';

export type DisputeWorkProps = LetterProps & {
  news: DisputeNews;
  /** The number of the dispute, question or complaint. */
  number: string;
  /** Who asks or writes; empty where nobody did. */
  asker: string;
  /** What a department is asked; empty to colleagues, who read it after signing in. */
  question: string;
  /** When the answer is due: the day and the time of the day where the company is; null where nothing is. */
  due: { on: PlainDate; time: string } | null;
  /** Days a complaint has waited. */
  days: number;
  link: string;
};

/** To a colleague, or to somebody of a department without an account. It names no customer and no amount: both stay inside. */
export function disputeWork(props: DisputeWorkProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text, dateToAct } = voice;
  const isAsked = props.news === 'asked' || props.news === 'asked-again';
  const { subject, sentence } = wordsOf(voice, props);
  return letterOf(voice, props, {
    subject,
    opening: [sentence],
    figure: props.due && {
      ...{ label: say(isAsked ? 'workAskLabel' : 'workDueLabel'), isCode: false, note: null },
      value: `${dateToAct(props.due.on)}, ${props.due.time}`,
    },
    button: {
      label: isAsked ? say('workAskButton') : say('workButton', { number: text(props.number) }),
      link: props.link,
    },
    details: isAsked
      ? [...(props.question ? [text(props.question)] : []), say('workAskOnly')]
      : [say('portfolioInside')],
  });
}

function wordsOf({ say, text }: LetterVoice, props: DisputeWorkProps): { subject: string; sentence: string } {
  const names = { company: text(props.company), number: text(props.number), asker: text(props.asker) };
  switch (props.news) {
    case 'asked':
      return { subject: say('workAskSubject', names), sentence: say('workAskSentence', names) };
    case 'asked-again':
      return { subject: say('workAskSubject', names), sentence: say('workAskAgain', names) };
    case 'mentioned':
      return { subject: say('workMentionSubject', names), sentence: say('workMentionSentence', names) };
    case 'due':
      return { subject: say('workDueSubject', names), sentence: say('workDueSentence', names) };
    case 'late':
      return { subject: say('workLateSubject', names), sentence: say('workLateSentence', names) };
    case 'raised':
      return {
        subject: say('workRaisedSubject', names),
        sentence: say('workRaisedSentence', { ...names, days: String(props.days) }),
      };
  }
}
