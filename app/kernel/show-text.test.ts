import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showLines, showText } from '#app/kernel/show-text.ts';

test('letters of every script and the signs of other languages stay as they are', () => {
  for (const text of ['<script>', '=1+1', '#let $x$ \\', 'ക്ഷ ന്‍ റ്‌', 'شركة النور', '東京', "O'Neil & Söhne"]) {
    expect(showText(text)).toBe(text);
  }
});

test('what would act on its surroundings is made visible', () => {
  expect(showText('pay\u202eecivni')).toBe('pay[U+202E]ecivni');
  expect(showText('a\u0000b\u001b[31mc\u007f')).toBe('a[U+0000]b[U+001B][31mc[U+007F]');
  expect(showText('\u2067x\u2069')).toBe('[U+2067]x[U+2069]');
  expect(showText('\u{e0041}')).toBe('[U+E0041]');
});

test('what draws nothing is dropped and piled marks are cut', () => {
  expect(showText('a\u200bb\u200e\u200f\ufeffc\u00ad')).toBe('abc');
  expect(showText(`a${'\u0301'.repeat(50)}b`)).toBe(`a${'\u0301'.repeat(4)}b`);
  expect(showText('a\ud800b')).toBe('a\ufffdb');
});

test('a text is one line; lines keep their breaks and lose the empty ones', () => {
  expect(showText(' a\r\nb\tc\u2028 ')).toBe('a b c');
  expect(showLines('a\n\n b\rc')).toEqual(['a', 'b', 'c']);
  expect(showText('x'.repeat(50_000))).toHaveLength(4_001);
});

test('showing twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const once = showText(text);
      expect(showText(once)).toBe(once);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
      expect(once).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});
