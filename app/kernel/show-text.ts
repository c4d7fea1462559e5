/** Longer text than any field of ours takes; what is beyond is cut with an ellipsis. */
const SHOWN_MAX = 4_000;
/** More marks than this on one letter only serve to paint over the neighbouring lines. */
const MARKS_MAX = 4;

/** Controls (line feed is handled before), embeddings, overrides, isolates, tags and non-characters. */
const ACTING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\u{e0000}-\u{e007f}\ufdd0-\ufdef]|[\u{fffe}\u{ffff}]/gu;
/** Characters that draw nothing and only serve to make two names look alike. Joiners stay: Malayalam is spelt with them. */
const INVISIBLE =
  /\u034f|\u17b4|\u17b5|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0]/gu;
const PILED_MARKS = new RegExp(`(\\p{M}{${MARKS_MAX}})\\p{M}+`, 'gu');

/**
 * Text from outside (names, descriptions, references) as it may be shown on a page, in a PDF, an e-mail or a file: one
 * line, no character that acts on its surroundings. A control or a change of direction is made visible as `[U+202E]`;
 * what draws nothing is dropped; a lone surrogate becomes U+FFFD. Letters of every script, `<`, `=`, `#` and quotes stay
 * as they are: each carrier escapes for itself. Showing twice changes nothing more.
 */
export function showText(text: string): string {
  return showLines(text).join(' ');
}

/** The same for text of several lines, such as an address or a note: its non-empty lines. */
export function showLines(text: string): string[] {
  return text
    .slice(0, SHOWN_MAX * 2)
    .toWellFormed()
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map(showLine)
    .filter((line) => line !== '');
}

function showLine(line: string): string {
  const shown = line
    .replace(/\t/g, ' ')
    .replace(ACTING, (character) => `[U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`)
    .replace(INVISIBLE, '')
    .replace(PILED_MARKS, '$1')
    .trim();
  return shown.length > SHOWN_MAX ? `${shown.slice(0, SHOWN_MAX).toWellFormed()}…` : shown;
}
