const MARKS = /[\u0300-\u036f]+/gu;
const PLAIN: Readonly<Record<string, string>> = {
  ...{ ø: 'o', đ: 'd', ł: 'l', ı: 'i', ħ: 'h', ŧ: 't', ß: 'ss', æ: 'ae', œ: 'oe' },
};
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/** A word without case and accents, as `search_words` of the database makes it. */
export const foldWord = (word: string): string =>
  word
    .normalize('NFKD')
    .replaceAll(MARKS, '')
    .toLowerCase()
    .replaceAll(/[øđłıħŧßæœ]/gu, (letter) => PLAIN[letter] ?? letter);

export type FoundWord = { readonly from: number; readonly to: number; readonly folded: string };

/** The words of a text with their places in it. */
export const wordsOf = (text: string): FoundWord[] =>
  [...text.matchAll(WORD)].map((found) => ({
    ...{ from: found.index, to: found.index + found[0].length, folded: foldWord(found[0]) },
  }));

/** What somebody is looking for: each word, and whether it stands for all that begin with it. Words they do not want are left out. */
export function wantedWords(asked: string): { readonly folded: string; readonly isBeginning: boolean }[] {
  const terms = [...asked.slice(0, 200).matchAll(/(-?)"([^"]*)"|(-?)([^\s"]+)/gu)];
  return terms.flatMap(([, quotedNot, quoted, not, plain]) => {
    if (quotedNot === '-' || not === '-') return [];
    const words = wordsOf(quoted ?? plain ?? '');
    return words.map(({ folded }, index) => ({
      folded,
      isBeginning: plain !== undefined && index === words.length - 1 && folded.length >= 3,
    }));
  });
}
