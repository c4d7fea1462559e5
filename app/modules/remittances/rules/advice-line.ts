import { parseCurrency } from '#app/kernel/money.ts';

/** An amount in a line, with the words before it and what they call it. */
export type LineAmount = {
  readonly text: string;
  readonly kind: 'discount' | 'withheld' | 'deducted' | null;
  readonly isPaid: boolean;
  readonly isLess: boolean;
  readonly words: string;
};

const DATES = /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}\.? [A-Z][a-z]{2,8}\.? \d{4}\b/g;
const OTHERS =
  /\b(?:p\.?o\.?|order|account|a\/c|iban|bic|swift|vat|tel|phone|fax|mobile|page)\b[^\d\n]{0,12}[\d /-]+/gi;

/** The line without days, shares and numbers of other things. */
const withoutNoise = (line: string): string =>
  line
    .normalize('NFKC')
    .replace(DATES, ' ')
    .replace(/\d+(?:[.,]\d+)?\s?%/g, ' ')
    .replace(OTHERS, ' ');

const NAMED = /(?<![\p{L}\p{N}.,])\p{L}{1,8}[-/_.]?(?:\p{L}{0,6}[-/_.]?)\d[\p{L}\p{N}/_-]*(?![\p{N}])/gu;
const BARE = /(?<![\p{L}\p{N}.,'-])\d{3,15}(?![\p{N}]|[.,']\d)/gu;

/** The first text of the line that can be a number of a document: letters with digits, or digits before an amount. */
export function numberIn(line: string): string | null {
  const plain = withoutNoise(line);
  for (const [found] of plain.matchAll(NAMED)) {
    const isAmount = parseCurrency(found.slice(0, 3).toUpperCase()) !== null && /^.{3}\d+$/.test(found);
    const isNumber = (found.match(/\d/g) ?? []).length >= 2 || /^[A-Z]{2,}[-/]\d$/.test(found);
    if (isNumber && !isAmount) return found.replace(/[-/_]+$/, '');
  }
  for (const found of plain.matchAll(BARE)) {
    if (/\d/.test(plain.slice(found.index + found[0].length))) return found[0];
    // Alone in its line, a bare number is a word among words.
  }
  return null;
}

const AMOUNT =
  /(?<![\p{L}\p{N}.,])(?:\(\s?)?[-\u2212]?\s?(?:(?:[A-Z]{3}|\p{Sc})\s?)?[-\u2212]?(?:\d{1,3}(?:[,.'\u2019]\d{3})+(?:[.,]\d{1,3})?|\d{1,3}(?: \d{3})+(?:[.,]\d{1,3})?|\d+(?:[.,]\d{1,3})?)(?![\p{N}])-?(?:\s?\))?(?:\s?CR\b)?/gu;
const DISCOUNT = /discount|skonto|escompte|descuento|korting|sconto|diskaun/i;
const WITHHELD = /withh|\bwht\b|\btds\b|quellensteuer|retenue|retenci|ritenuta|tax/i;
const DEDUCTED =
  /deduct|short|damage|return|claim|penalt|rebate|promotion|complain|abzug|kürzung|aftrek|potong|missing|price|quality/i;

/** The amounts of a line from left to right. */
export function lineAmounts(line: string): LineAmount[] {
  const plain = withoutNoise(line);
  const found = [...plain.matchAll(AMOUNT)];
  return found.map((match, index) => {
    const begin = index === 0 ? 0 : found[index - 1]!.index + found[index - 1]![0].length;
    const end = match.index + match[0].length;
    const next = index === found.length - 1 ? plain.length : end;
    const before = wordsOf(plain.slice(begin, match.index));
    const after = wordsOf(plain.slice(end, next));
    const kind = kindOf(before) ?? (index > 0 ? kindOf(after) : null);
    return {
      ...{ text: match[0], kind, isPaid: /\b(paid|net|pay|paying)\b/i.test(before) && kind === null },
      isLess: kind !== null && (/\b(less|minus|abzügl\w*|moins|menos|tolak)\b/i.test(before) || /^[(-]/.test(match[0])),
      words: reasonOf(`${before} ${after}`),
    };
  });
}

/** Why, without the words that only say that something was taken off. */
const reasonOf = (words: string): string =>
  words
    .replace(/\b(less|minus|deduct\p{L}*|abzüg\p{L}*|abzug|moins|menos|tolak|aftrek|for)(?![\p{L}])/giu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const wordsOf = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}\s-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

function kindOf(words: string): LineAmount['kind'] {
  if (DISCOUNT.test(words)) return 'discount';
  if (DEDUCTED.test(words)) return 'deducted';
  return WITHHELD.test(words) ? 'withheld' : null;
}
