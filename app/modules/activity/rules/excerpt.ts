import { type FoundWord, wantedWords, wordsOf } from './fold-words.ts';

type Piece = { readonly text: string; readonly marked: boolean };

/** As long as a hit's piece of text may be, and how much of it stands before the first word found. */
const LENGTH_MAX = 240;
const BEFORE = 60;

/**
 * The piece of a text around what was asked for, cut at words, with the words found marked. Where none is found (it stands
 * further on in a long text) the text's beginning, unmarked.
 */
export function excerptOf(text: string, asked: string): Piece[] {
  const wanted = wantedWords(asked);
  const isWanted = ({ folded }: FoundWord) =>
    wanted.some((one) => (one.isBeginning ? folded.startsWith(one.folded) : folded === one.folded));
  const found = wordsOf(text).filter(isWanted);
  const window = densest(found);
  const from = window === null ? 0 : beginAt(text, Math.max(0, window - BEFORE));
  const to = endAt(text, Math.min(text.length, from + LENGTH_MAX));
  const pieces: Piece[] = [];
  let at = from;
  for (const word of found.filter((one) => one.from >= from && one.to <= to)) {
    if (word.from > at) pieces.push({ text: oneLine(text.slice(at, word.from)), marked: false });
    pieces.push({ text: text.slice(word.from, word.to), marked: true });
    at = word.to;
  }
  if (at < to) pieces.push({ text: oneLine(text.slice(at, to)), marked: false });
  return [
    ...(from > 0 ? [{ text: '… ', marked: false }] : []),
    ...pieces,
    ...(to < text.length ? [{ text: ' …', marked: false }] : []),
  ];
}

/** Where the piece that holds the most different words found begins; the first of equals. */
function densest(found: readonly FoundWord[]): number | null {
  let best: { at: number; count: number } | null = null;
  for (const [index, word] of found.entries()) {
    const within = found.slice(index, index + 40).filter((one) => one.to - word.from <= LENGTH_MAX - BEFORE);
    const count = new Set(within.map((one) => one.folded)).size;
    if (!best || count > best.count) best = { at: word.from, count };
  }
  return best?.at ?? null;
}

function beginAt(text: string, at: number): number {
  const gap = at === 0 ? -1 : text.slice(at, at + BEFORE).search(/\s/);
  return at === 0 ? 0 : at + (gap === -1 ? 0 : gap + 1);
}

function endAt(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const gap = text.slice(0, at).search(/\s\S*$/);
  return gap > at - BEFORE ? gap : at;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
