import { ok, type Result, refuse } from '#app/kernel/result.ts';

/** What WCAG 2.2 asks of small text. */
const CONTRAST_MIN = 4.5;

type Rgb = readonly [number, number, number];

const toRgb = (colour: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Rgb;
const toText = (rgb: readonly number[]): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance after WCAG 2.2, 0 black to 1 white. */
function luminance(rgb: readonly number[]): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Contrast of a colour against white, 1 to 21. */
export const contrastOnWhite = (colour: string): number => 1.05 / (luminance(toRgb(colour)) + 0.05);

/** The lightest darker shade of a colour that can be read on white: its parts shrunk together, so that it stays the same hue. */
function darkerUntilReadable(colour: string): string {
  const rgb = toRgb(colour);
  for (let percent = 100; percent > 0; percent -= 1) {
    const shade = toText(rgb.map((part) => Math.floor((part * percent) / 100)));
    if (contrastOnWhite(shade) >= CONTRAST_MIN) return shade;
  }
  return '#000000';
}

export type ColourRefusal =
  | { readonly code: 'no-colour' }
  | { readonly code: 'too-light'; readonly ratio: number; readonly offered: string };

/** Reads a colour as `#1d4ed8`, with or without the sign, in short form too; refuses one too light to be read on paper. */
export function readAccentColour(text: string): Result<string, ColourRefusal> {
  const bare = text.trim().replace(/^#/, '').toLowerCase();
  const full = /^[0-9a-f]{3}$/.test(bare) ? bare.replace(/./g, '$&$&') : bare;
  if (!/^[0-9a-f]{6}$/.test(full)) return refuse({ code: 'no-colour' });
  const colour = `#${full}`;
  const ratio = contrastOnWhite(colour);
  return ratio >= CONTRAST_MIN
    ? ok(colour)
    : refuse({ code: 'too-light', ratio, offered: darkerUntilReadable(colour) });
}
