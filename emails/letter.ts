import { assert } from '#app/kernel/assert.ts';
import { fillPlaces } from '#app/kernel/fill-places.ts';
import { formatDate, formatDateWithWeekday } from '#app/kernel/format-date.ts';
import type { Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type Direction, isolate, showMoney } from '#app/kernel/show-money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { languageOf, type WordName, wordsOf } from '#emails/words/words.ts';

/** What every e-mail is told: who writes, to whom, in which language. */
export type LetterProps = {
  /** BCP 47: the language picks the words, the whole tag the figures' shape. */
  locale: string;
  /** The company as the customer knows it. */
  company: string;
  /** The person who reads the answers; the sender sets Reply-To to the same address. */
  contact: { name: string; phone: string | null };
  recipientName: string | null;
  /** Optional mails only: where the reader chooses which of them to get. */
  choicesLink?: string;
};

/**
 * An e-mail before it is HTML or plain text. Both are made from it, so that they cannot say different things. Every text
 * is shown already: one line, nothing that acts.
 */
export type Letter = {
  language: string;
  direction: Direction;
  subject: string;
  /** What the inbox shows after the subject. */
  preheader: string;
  company: string;
  greeting: string;
  opening: string[];
  /** The figure that leads, or a code to type. */
  figure: { label: string; value: string; note: string | null; isCode: boolean } | null;
  button: { label: string; link: string; hint: string } | null;
  details: string[];
  closing: string[];
  /** Optional mails only: where the reader chooses which of them to get. */
  choices: { label: string; link: string } | null;
};

/** How one e-mail speaks. */
export type LetterVoice = {
  language: string;
  direction: Direction;
  say(word: WordName, values?: Record<string, string>): string;
  text(value: string): string;
  money(amount: Money): string;
  date(date: PlainDate): string;
  dateToAct(date: PlainDate): string;
};

/** Longer subjects are cut by inboxes anyway; a header line must stay far below 998 bytes (RFC 5322, 2.1.1). */
const SUBJECT_MAX = 180;

export function voiceOf(locale: string): LetterVoice {
  const language = languageOf(locale);
  const direction: Direction = language === 'ar' ? 'rtl' : 'ltr';
  const words = wordsOf(language);
  return {
    language,
    direction,
    say: (word, values = {}) => fillPlaces(words[word], values),
    text: (value) => isolate(showText(value), direction),
    money: (amount) => showMoney(amount, locale, direction),
    date: (date) => formatDate(date, locale),
    dateToAct: (date) => formatDateWithWeekday(date, locale),
  };
}

type Parts = Pick<Letter, 'subject' | 'opening' | 'figure' | 'details'> & {
  button: { label: string; link: string } | null;
};

/** Puts greeting, button hint and closing around what one e-mail has to say. */
export function letterOf(voice: LetterVoice, props: LetterProps, parts: Parts): Letter {
  const { say, text } = voice;
  const { contact, company, recipientName } = props;
  const name = text(contact.name);
  const phone = contact.phone && text(contact.phone);
  return {
    language: voice.language,
    direction: voice.direction,
    subject: subjectLine(parts.subject),
    preheader: [parts.figure && !parts.figure.isCode ? parts.figure.value : null, ...parts.opening]
      .filter((part) => part !== null)
      .join(' · '),
    company: text(company),
    greeting: recipientName ? say('hello', { name: text(recipientName) }) : say('helloAll'),
    opening: parts.opening,
    figure: parts.figure,
    button: parts.button && { ...parts.button, link: webAddress(parts.button.link), hint: say('linkHint') },
    details: parts.details,
    closing: [
      phone ? say('questionsPhone', { name, phone }) : say('questions', { name }),
      say('sentBy', { company: text(company) }),
    ],
    choices: props.choicesLink ? { label: say('chooseMails'), link: webAddress(props.choicesLink) } : null,
  };
}

/** A header is one line without marks of direction: inboxes show those as boxes. */
function subjectLine(subject: string): string {
  const line = showText(subject.replace(/[\u2066-\u2069]/g, ''));
  const letters = [...line];
  return letters.length > SUBJECT_MAX ? `${letters.slice(0, SUBJECT_MAX - 1).join('')}…` : line;
}

/** Links are ours; one of another kind is a bug. */
function webAddress(link: string): string {
  assert(/^https?:\/\/[^\s"'<>\\]+$/.test(link), 'a link in an e-mail is a web address');
  return link;
}

/** The plain-text part: the same words in the same order, the link bare on its own line. */
export function letterText(letter: Letter): string {
  const { figure, button } = letter;
  const blocks = [
    letter.greeting,
    letter.opening.join('\n'),
    figure && [`${figure.label}: ${figure.value}`, figure.note].filter((line) => line !== null).join('\n'),
    button && `${button.label}:\n${button.link}`,
    ...letter.details,
    letter.closing.join('\n'),
    letter.choices && `${letter.choices.label}:\n${letter.choices.link}`,
  ];
  return `${blocks.filter((block) => block).join('\n\n')}\n`;
}
