import { foldName } from '#app/kernel/matching/fold-name.ts';

/** What one confirmed line may teach of its payer. */
export type Lesson = { readonly kind: 'account' | 'name'; readonly value: string; readonly shown: string };

const ACCOUNT_MIN = 6;
const NAME_WORDS_MIN = 2;
const NAME_LETTERS_MIN = 6;
const SHOWN_MAX = 140;

/**
 * The account and the name a line names its payer by, folded as lines are compared. A short account, a name of one word and a
 * short name teach nothing: too many could be meant.
 */
export function lessonsOf(line: { readonly partyAccount: string; readonly partyName: string }): Lesson[] {
  const account = line.partyAccount.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  const name = foldName(line.partyName.slice(0, SHOWN_MAX));
  const isNameSafe = name.words.length >= NAME_WORDS_MIN && name.key.length >= NAME_LETTERS_MIN;
  return [
    ...(account.length >= ACCOUNT_MIN
      ? [{ kind: 'account', value: account, shown: line.partyAccount.trim().slice(0, SHOWN_MAX) } as const]
      : []),
    ...(isNameSafe
      ? [{ kind: 'name', value: name.key, shown: line.partyName.trim().slice(0, SHOWN_MAX) } as const]
      : []),
  ];
}
