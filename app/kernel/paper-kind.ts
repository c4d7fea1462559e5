import { ok, type Result, refuse } from './result.ts';

/** A paper or picture that people send as proof: what it is by its content, and the endings its name may carry. */
export type PaperKind = {
  readonly mediaType: 'application/pdf' | 'image/png' | 'image/jpeg' | 'image/webp';
  readonly ending: string;
  readonly alsoEndings: readonly string[];
  readonly words: string;
};

type Known = PaperKind & { readonly is: (bytes: Uint8Array) => boolean };

const begins = (...wanted: readonly number[]) => {
  return (bytes: Uint8Array): boolean => wanted.every((byte, at) => bytes[at] === byte);
};
const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

const KINDS: readonly Known[] = [
  {
    ...{ mediaType: 'application/pdf', ending: '.pdf', alsoEndings: [], words: 'a PDF' },
    is: begins(0x25, 0x50, 0x44, 0x46, 0x2d),
  },
  {
    ...{ mediaType: 'image/png', ending: '.png', alsoEndings: [], words: 'a PNG picture' },
    is: begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  {
    ...{ mediaType: 'image/jpeg', ending: '.jpg', alsoEndings: ['.jpeg', '.jfif', '.jpe'], words: 'a JPEG picture' },
    is: begins(0xff, 0xd8, 0xff),
  },
  {
    ...{ mediaType: 'image/webp', ending: '.webp', alsoEndings: [], words: 'a WebP picture' },
    is: (bytes) => text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP',
  },
];

/** Shorter than any real file of these kinds: a beginning alone is no file. */
const BYTES_MIN = 16;
const NAME_MAX = 190;

/** What a file is by its first bytes; its name and its declared type are the sender's and prove nothing. Null: none of these. */
export function paperKind(bytes: Uint8Array): PaperKind | null {
  if (bytes.length < BYTES_MIN) return null;
  return KINDS.find((kind) => kind.is(bytes)) ?? null;
}

/** `false-ending`: the name says one thing and the content another; `words` is what the content is. */
export type PaperFault = { readonly code: 'not-a-paper' } | { readonly code: 'false-ending'; readonly words: string };

/** The same for a file with a name: an ending that says something else than the content is refused, none at all is mended. */
export function namedPaper(
  bytes: Uint8Array,
  name: string,
): Result<{ readonly kind: PaperKind; readonly fileName: string }, PaperFault> {
  const kind = paperKind(bytes);
  if (!kind) return refuse({ code: 'not-a-paper' });
  const ending = /\.[^.\\/\s]{1,12}$/.exec(name.trim())?.[0].toLowerCase();
  if (ending && ending !== kind.ending && !kind.alsoEndings.includes(ending))
    return refuse({ code: 'false-ending', words: kind.words });
  return ok({ kind, fileName: safePaperName(name, kind, 'file') });
}

/** The sender's name as far as it can be shown and stored under: no folders, no hidden characters, the ending of what it is. */
export function safePaperName(name: string, { ending }: Pick<PaperKind, 'ending'>, nameless: string): string {
  const base = (name.split(/[\\/]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\.[^.]*$/, '')
    .trim();
  return `${base.slice(0, NAME_MAX) || nameless}${ending}`;
}
