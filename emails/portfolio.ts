import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Letter, type LetterProps, letterOf, voiceOf } from '#emails/letter.ts';

export type PortfolioProps = LetterProps & {
  on: PlainDate;
  /** How many of the reader's customers have something open. */
  customers: number;
  link: string;
};

/** To a colleague: the pack of their customers is ready. It names no customer and no amount: both stay inside. */
export function portfolio(props: PortfolioProps): Letter {
  const voice = voiceOf(props.locale);
  const { say, text, date } = voice;
  return letterOf(voice, props, {
    subject: say('portfolioSubject', { company: text(props.company), date: date(props.on) }),
    opening: [say('portfolioSentence')],
    figure: {
      ...{ label: say('portfolioLabel'), value: String(props.customers), isCode: false },
      note: say('portfolioOn', { date: date(props.on) }),
    },
    button: { label: say('portfolioButton'), link: props.link },
    details: [say('portfolioInside')],
  });
}
