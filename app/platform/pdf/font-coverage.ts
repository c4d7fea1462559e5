const UNICODE_END = 0x110000;
/** `cmap`, the name of the table. */
const CMAP = 0x636d6170;
const REPLACEMENT = '\ufffd';

/** Characters that draw nothing and need no glyph: joiners, marks of direction, isolates, break opportunities. */
const NEEDS_NO_GLYPH = /[\n\t\u00ad\u061c\u200b-\u200f\u2028\u2029\u2060\u2066-\u2069]|[\ufe00-\ufe0f]/u;
/** Characters that fonts may list and that must not act: controls, and the overrides that turn a text's order round. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const NEVER_ACTS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u;

/** One flag per code point: can any of the fonts draw it? */
export type Coverage = Uint8Array;

/**
 * Reads the character maps of TrueType files (OpenType 1.9 `cmap`, subtable formats 4 and 12) into one set of flags.
 * Typst refuses an accessible or archival PDF that holds a character without glyph, and one odd character in a name must
 * not stop an invoice; so the missing ones are known before.
 */
export function coverageOf(fonts: Uint8Array[]): Coverage {
  const flags = new Uint8Array(UNICODE_END);
  for (const font of fonts) markFont(new DataView(font.buffer, font.byteOffset, font.byteLength), flags);
  return flags;
}

/** The text with each character that no font can draw replaced by U+FFFD, which every reader knows as "missing". */
export function onlyCovered(text: string, coverage: Coverage): string {
  let answer = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const isRefused = (code >= 0xd800 && code <= 0xdfff) || NEVER_ACTS.test(character);
    const shown = !isRefused && (coverage[code] === 1 || NEEDS_NO_GLYPH.test(character));
    answer += shown ? character : REPLACEMENT;
  }
  return answer;
}

function markFont(view: DataView, flags: Coverage): void {
  const tables = view.getUint16(4);
  for (let index = 0; index < tables; index += 1) {
    const at = 12 + index * 16;
    if (view.getUint32(at) === CMAP) markCharacterMap(view, view.getUint32(at + 8), flags);
  }
}

function markCharacterMap(view: DataView, start: number, flags: Coverage): void {
  const subtables = view.getUint16(start + 2);
  for (let index = 0; index < subtables; index += 1) {
    const at = start + view.getUint32(start + 4 + index * 8 + 4);
    const format = view.getUint16(at);
    if (format === 4) markSegments(view, at, flags);
    if (format === 12) markGroups(view, at, flags);
  }
}

function markSegments(view: DataView, at: number, flags: Coverage): void {
  const doubled = view.getUint16(at + 6);
  for (let offset = 0; offset < doubled; offset += 2) {
    const end = view.getUint16(at + 14 + offset);
    const first = view.getUint16(at + 16 + doubled + offset);
    const delta = view.getUint16(at + 16 + 2 * doubled + offset);
    const rangeAt = at + 16 + 3 * doubled + offset;
    const range = view.getUint16(rangeAt);
    for (let code = first; code <= end && code < 0xffff; code += 1) {
      const glyph = range === 0 ? (code + delta) & 0xffff : view.getUint16(rangeAt + range + 2 * (code - first));
      if (glyph !== 0) flags[code] = 1;
    }
  }
}

function markGroups(view: DataView, at: number, flags: Coverage): void {
  const groups = view.getUint32(at + 12);
  for (let index = 0; index < groups; index += 1) {
    const group = at + 16 + index * 12;
    flags.fill(1, view.getUint32(group), Math.min(view.getUint32(group + 4) + 1, UNICODE_END));
  }
}
