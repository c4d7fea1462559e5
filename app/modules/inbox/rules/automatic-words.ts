import type { AutomaticKind } from '../types.ts';

/** What came, in a word or two, as the beginning of a line. */
export const AUTOMATIC_WORDS: Readonly<Record<AutomaticKind, string>> = {
  '': 'Mail from outside',
  reply: 'Automatic reply',
  loop: 'Our own mail come back',
  bounce: 'Undeliverable mail',
  list: 'Mail of a list',
};
