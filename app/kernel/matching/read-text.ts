/**
 * A run of digits in a remittance text, as one reading of it: a run alone, or neighbours that may be one number broken by a
 * blank or a sign. `before` are the digits joined before it, such as a year; `letters` what stands before all of it.
 */
export type DigitRun = {
  readonly digits: string;
  readonly before: string;
  readonly letters: string;
  readonly found: string;
};

/** Two numbers with "to" or a dash between them. */
type RunRange = { readonly from: string; readonly to: string; readonly found: string };

export type TextRead = {
  readonly runs: readonly DigitRun[];
  readonly ranges: readonly RunRange[];
  /** Letters and digits only, look-alikes made one: what whole numbers are sought in. */
  readonly plain: string;
  /** Words, and neighbours put together: what customer numbers and numbers without digits are looked up by. */
  readonly words: readonly string[];
  readonly creditorReferences: readonly string[];
};

const TEXT_MAX = 2_000;
const RUNS_MAX = 48;
const WORDS_MAX = 100;
export const RUN_DIGITS_MAX = 15;

/** Days are no references, though "12.05.25" put together would look like one. */
const DAYS =
  /(?<!\d)(\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})?(?!\d)|\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}\/\d{1,2}\/(?:\d{4}|\d{2})(?!\d))/g;
const LOOKALIKE: Readonly<Record<string, string>> = { O: '0', Q: '0', I: '1', L: '1', Z: '2', S: '5', B: '8' };
/** Digits; O also at an edge, the other look-alikes only between digits. */
const RUN = /[0-9O](?:[0-9OQILZSB]*[0-9O])?/g;
const WORD = /[A-Z0-9]+/g;
/** What may stand inside one number that was broken by the bank's line or is written with signs. */
const JOINT = /^[ \-/._:]{0,2}$/;
const TO = /^ ?(?:-|–|—|BIS|TO|THRU|UNTIL|\.\.\.?|A|AU|AL) ?(?:[A-Z]{1,5}[- ]?)?$/;

/** Reads what a bank's text names: digits in every plausible reading, ranges, words and creditor references. Never throws. */
export function readText(text: string, creditorReference = ''): TextRead {
  const upper = text.slice(0, TEXT_MAX).normalize('NFKC').toUpperCase().replace(/\s+/g, ' ');
  const kept = upper.replace(DAYS, ' # ');
  const single = singleRuns(kept);
  return {
    runs: joined(single, kept),
    ranges: rangesOf(single, kept),
    plain: plainText(kept),
    words: wordsOf(kept),
    creditorReferences: creditorReferencesOf(`${creditorReference.toUpperCase()} # ${upper}`),
  };
}

/** Letters and digits only, with the letters that look like digits as those digits, everywhere alike. */
export const plainText = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/[OQILZSB]/g, (letter) => LOOKALIKE[letter]!);

/** `gap` is what stands between the run before and this one. */
type Single = {
  readonly digits: string;
  readonly at: number;
  readonly end: number;
  readonly letters: string;
  readonly gap: string;
};

function singleRuns(text: string): Single[] {
  const found: Single[] = [];
  let ended = 0;
  for (const match of text.matchAll(RUN)) {
    if (found.length >= RUNS_MAX) break;
    const raw = match[0];
    const own = raw.replace(/\D/g, '').length;
    if (own === 0 || own * 2 < raw.length || raw.length > RUN_DIGITS_MAX * 2) continue;
    const digits = raw.replace(/\D/g, (letter) => LOOKALIKE[letter]!);
    const letters =
      /([A-Z]+)[^A-Z0-9]{0,3}$/.exec(text.slice(Math.max(ended, match.index - 16), match.index))?.[1] ?? '';
    const end = match.index + raw.length;
    found.push({
      digits,
      at: match.index,
      end,
      letters,
      gap: found.length === 0 ? '#' : text.slice(ended, match.index),
    });
    ended = end;
  }
  return found;
}

/** Each run alone, and with one or two neighbours as one number. */
function joined(single: readonly Single[], text: string): DigitRun[] {
  const runs: DigitRun[] = [];
  for (let at = 0; at < single.length && runs.length < RUNS_MAX; at += 1) {
    const first = single[at]!;
    const earlier = at > 0 && JOINT.test(first.gap) ? single[at - 1]! : null;
    let digits = '';
    for (let to = at; to < Math.min(single.length, at + 3); to += 1) {
      const run = single[to]!;
      if (to > at && !JOINT.test(run.gap)) break;
      digits += run.digits;
      if (digits.length > RUN_DIGITS_MAX) break;
      const found = text.slice(first.at, run.end);
      runs.push({ digits, before: earlier?.digits ?? '', letters: earlier?.letters ?? first.letters, found });
    }
  }
  return runs;
}

const rangesOf = (single: readonly Single[], text: string): RunRange[] =>
  single.slice(1).flatMap((run, index) => {
    const earlier = single[index]!;
    if (!TO.test(run.gap) || earlier.digits.length < run.digits.length) return [];
    const to = earlier.digits.slice(0, earlier.digits.length - run.digits.length) + run.digits;
    return to > earlier.digits ? [{ from: earlier.digits, to, found: text.slice(earlier.at, run.end) }] : [];
  });

function wordsOf(text: string): string[] {
  const found = [...text.matchAll(WORD)].slice(0, WORDS_MAX);
  return found.flatMap((match, at) => {
    const next = found[at + 1];
    const isJoined = next && JOINT.test(text.slice(match.index + match[0].length, next.index));
    return isJoined ? [plainText(match[0]), plainText(match[0] + next[0])] : [plainText(match[0])];
  });
}

const CREDITOR = /RF ?\d{2}(?: ?[A-Z0-9]){1,21}/g;

/** References by ISO 11649 with right check digits, without `RF` and the digits. A text may go on after one: cut until it fits. */
function creditorReferencesOf(text: string): string[] {
  return [...text.matchAll(CREDITOR)].slice(0, 8).flatMap((match) => {
    const whole = match[0].replaceAll(' ', '');
    for (let length = whole.length; length > 6; length -= 1) {
      const reference = whole.slice(0, length);
      if (isCreditorReference(reference)) return [reference.slice(4)];
    }
    return [];
  });
}

/** `RF`, two check digits and up to 21 letters and digits: moved to the end, letters as 10 to 35, the remainder by 97 is 1. */
function isCreditorReference(reference: string): boolean {
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(reference)) return false;
  let remainder = 0;
  for (const sign of reference.slice(4) + reference.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
