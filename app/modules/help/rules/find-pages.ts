import { plainText } from './read-markup.ts';

/** `also`: what the page is called where it is listed, when that is not its own title: in another language. */
type Searched = { readonly title: string; readonly body: string; readonly also?: string };
export type Found<Page> = { readonly page: Page; readonly excerpt: string };

const IN_TITLE = 6;
const EXCERPT_CHARACTERS = 160;

/**
 * Pages that hold the words, best first: whole words before beginnings before words with a wrong letter, titles before texts.
 * Pages that hold every word typed, or where there is none, those that hold the most of them; little words count for nothing.
 * Empty for nothing typed.
 */
export function findPages<Page extends Searched>(query: string, pages: readonly Page[]): Found<Page>[] {
  const wanted = wordsOf(query).filter((word) => !LITTLE.has(word));
  if (wanted.length === 0) return [];
  const scored = pages.map((page) => ({ page, ...scoreOf(wanted, page) }));
  const most = Math.max(...scored.map(({ held }) => held));
  return scored
    .filter(({ held }) => held > 0 && held === most)
    .sort((a, b) => b.score - a.score)
    .map(({ page }) => ({ page, excerpt: excerptOf(wanted, page) }));
}

const LITTLE = new Set(
  'a an the i my me we our you your it is are was do does did how what when where why can to of in on for and or not with if'.split(
    ' ',
  ),
);

/** Words in any script, without case and accents. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

function scoreOf(wanted: readonly string[], { title, also = '', body }: Searched): { held: number; score: number } {
  const [inTitle, inBody] = [wordsOf(`${title} ${also}`), wordsOf(plainText(body))];
  let [held, score] = [0, 0];
  for (const word of wanted) {
    const one = Math.max(IN_TITLE * best(word, inTitle), best(word, inBody));
    if (one > 0) held += 1;
    score += one;
  }
  return { held, score };
}

const OFTEN_MAX = 6;

/** How like the word the likest of the words is, and a little more for each that is. */
function best(word: string, words: readonly string[]): number {
  const likely = words.map((one) => likeness(word, one)).filter((one) => one > 0);
  return likely.length === 0 ? 0 : Math.max(...likely) + Math.min(likely.length, OFTEN_MAX) / 2;
}

/** 4 the same, 3 its beginning (plural, ending), 1 a letter or two wrong; 0 another word. Chinese is written without spaces. */
function likeness(wanted: string, word: string): number {
  if (wanted === word) return 4;
  if (wanted.length >= 3 && (word.startsWith(wanted) || (wanted.startsWith(word) && word.length >= 4))) return 3;
  if (/\p{Script=Han}/u.test(wanted) && word.includes(wanted)) return 3;
  const allowed = wanted.length >= 8 ? 2 : wanted.length >= 4 ? 1 : 0;
  return allowed > 0 && Math.abs(wanted.length - word.length) <= allowed && distance(wanted, word) <= allowed ? 1 : 0;
}

/** Letters to change, add, drop or swap with their neighbour to make one word of the other. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

/** The first lines that hold one of the words, or the page's beginning. */
function excerptOf(wanted: readonly string[], { body }: Searched): string {
  const lines = plainText(body).split('\n');
  const held = lines.find((line) => wordsOf(line).some((one) => wanted.some((word) => likeness(word, one) > 0)));
  const text = held ?? lines[0] ?? '';
  return text.length > EXCERPT_CHARACTERS ? `${text.slice(0, EXCERPT_CHARACTERS - 1)}…` : text;
}
