import { arabic } from '#emails/words/arabic.ts';
import { chinese } from '#emails/words/chinese.ts';
import { english } from '#emails/words/english.ts';
import { hindi } from '#emails/words/hindi.ts';
import { malay } from '#emails/words/malay.ts';
import { malayalam } from '#emails/words/malayalam.ts';

/** The words of the e-mails; each language has every one, or it does not compile. */
export type Words = typeof english;
export type WordName = keyof Words;

const WORDS: Record<string, Words> = {
  ...{ en: english, ms: malay, ar: arabic },
  ...{ ml: malayalam, hi: hindi, zh: chinese },
};

/** The language an e-mail to this locale is written in: its own, or English where we have no words for it. */
export function languageOf(locale: string): string {
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? '';
  return Object.hasOwn(WORDS, language) ? language : 'en';
}

export const wordsOf = (language: string): Words => WORDS[language] ?? english;
