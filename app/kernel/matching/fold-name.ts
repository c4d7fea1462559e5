/** A name as it is compared: words without case, accents, dots and legal form; the form apart. */
export type FoldedName = {
  readonly words: readonly string[];
  /** The words in alphabetical order: "Meyer, Anna" is "Anna Meyer". */
  readonly key: string;
  /** All words with the form, in their order: what a name cut off by the bank is the beginning of. */
  readonly line: string;
  readonly form: string;
};

const SPELT: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
};
const FORMS = new Set(
  (
    'gmbh mbh gesellschaft ag co kg kgaa ohg ug ek ev se sa sas sarl sas srl spa bv nv ab as asa oy oyj aps sp zoo sro kft zrt doo dd ' +
    'ltd limited llc llp lp plc inc incorporated corp corporation company pte pty sdn bhd bhd berhad cv vof'
  ).split(' '),
);
const FORM_SAME: Readonly<Record<string, string>> = {
  limited: 'ltd',
  incorporated: 'inc',
  corporation: 'corp',
  company: 'co',
  berhad: 'bhd',
};

export function foldName(name: string): FoldedName {
  const plain = name
    .toLowerCase()
    .normalize('NFC')
    .replace(/[äöüßæøåœłđ]/g, (letter) => SPELT[letter]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    // "S.A." and "e.K." are one word.
    .replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1');
  const all = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && word !== 'und' && word !== 'and');
  const words = all.filter((word) => !FORMS.has(word));
  const kept = words.length > 0 ? words : all;
  const form = all
    .filter((word) => FORMS.has(word))
    .map((word) => FORM_SAME[word] ?? word)
    .join(' ')
    .replace('gesellschaft mbh', 'gmbh');
  return { words: kept, key: [...kept].sort().join(' '), line: all.join(' '), form };
}

/** `full`: the same with its form. `core`: the same without it. `part`: cut, shortened or one letter off. */
export type NameFit = 'full' | 'core' | 'part';

/** How well a name on a bank line fits a name on file; null where it does not. */
export function fitName(written: FoldedName, onFile: FoldedName): NameFit | null {
  if (written.words.length === 0 || onFile.words.length === 0) return null;
  if (written.key === onFile.key) {
    if (written.form === onFile.form) return 'full';
    return written.form === '' || onFile.form === '' || onFile.form.startsWith(written.form) ? 'core' : 'part';
  }
  if (isBeginning(written, onFile) || isShortened(written.words, onFile.words)) return 'part';
  if (written.words.length === onFile.words.length && slips(written.words, onFile.words) === 1) return 'part';
  return null;
}

const CUT_MIN = 12;

/** Banks cut long names: the whole of what is written is the beginning of the name. */
const isBeginning = (written: FoldedName, onFile: FoldedName): boolean =>
  written.line.length >= CUT_MIN && onFile.line.startsWith(written.line);

/** "Nordsee Logi." and "A. Meyer": each word written begins the word on file, and one of them is whole. */
function isShortened(written: readonly string[], onFile: readonly string[]): boolean {
  if (written.length !== onFile.length || written.length < 2) return false;
  let wholeWords = 0;
  for (let at = 0; at < written.length; at += 1) {
    if (!onFile[at]!.startsWith(written[at]!)) return false;
    if (onFile[at] === written[at] && written[at]!.length >= 3) wholeWords += 1;
  }
  return wholeWords > 0;
}

/** How many words differ, each by one letter at most; 9 where one differs by more. */
function slips(written: readonly string[], onFile: readonly string[]): number {
  let differing = 0;
  for (let at = 0; at < written.length; at += 1) {
    if (written[at] === onFile[at]) continue;
    if (!isOneLetterOff(written[at]!, onFile[at]!)) return 9;
    differing += 1;
  }
  return differing;
}

const WORD_MIN = 4;

/** One letter lost, added or wrong, or two neighbours swapped, in a word of four letters or more. */
function isOneLetterOff(a: string, b: string): boolean {
  if (Math.max(a.length, b.length) < WORD_MIN || Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  const rest = (text: string, at: number) => text.slice(at);
  if (a.length > b.length) return rest(a, from + 1) === rest(b, from);
  if (a.length < b.length) return rest(a, from) === rest(b, from + 1);
  if (rest(a, from + 1) === rest(b, from + 1)) return true;
  return a[from] === b[from + 1] && a[from + 1] === b[from] && rest(a, from + 2) === rest(b, from + 2);
}

/** The word without each one of its letters, itself included: two words one letter apart share one of them. */
export function lettersLost(word: string): string[] {
  return [word, ...Array.from({ length: word.length }, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}
