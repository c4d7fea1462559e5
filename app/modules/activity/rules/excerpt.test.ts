import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from './excerpt.ts';
import { readKey } from './timeline-key.ts';

const shown = (text: string, asked: string) =>
  excerptOf(text, asked)
    .map((one) => (one.marked ? `[${one.text}]` : one.text))
    .join('');

describe('the piece of text of a hit', () => {
  it.each([
    ['A short delivery.', 'short deliv', 'A [short] [delivery].'],
    ['A short delivery.', '"deliv"', 'A short delivery.'],
    ['Für Ågård, groß', 'agard GROSS', 'Für [Ågård], [groß]'],
    ['INV-2026-000123', 'INV-2026-0001', '[INV]-[2026]-[000123]'],
    ['yes and no', 'yes -no', '[yes] and no'],
    ['line\n\n  break', 'break', 'line [break]'],
    ['भुगतान कल', 'भुगतान', '[भुगतान] कल'],
  ])('%j asked for %j shows %j', (text, asked, expected) => {
    expect(shown(text, asked)).toBe(expected);
  });

  it('is around the words, cut at words, where the text is long', () => {
    const text = `${'before '.repeat(100)}the crushed limestone came ${'after '.repeat(100)}`;
    const piece = shown(text, 'limestone');
    expect(piece).toContain('the crushed [limestone] came after');
    expect(piece.startsWith('… before')).toBe(true);
    expect(piece.endsWith('after …')).toBe(true);
    expect(piece.length).toBeLessThan(280);
  });

  it('loses nothing of a short text and never breaks on any', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ maxLength: 40 }), (text, asked) => {
        const whole = excerptOf(text, asked)
          .map((one) => one.text)
          .join('');
        expect(whole).toBe(text.replaceAll(/\s+/g, ' '));
      }),
    );
  });
});

it('where a list goes on is read whole or not at all', () => {
  const id = '0197a000-0000-7000-8000-000000000001';
  expect(readKey(`1790000000000001~${id}~3`)).toEqual({ micros: '1790000000000001', id, part: 3 });
  for (const text of [null, '', 'x', `1~x`, `-1~${id}`, `1~${id}~x`, `${'9'.repeat(17)}~${id}`])
    expect(readKey(text)).toBeNull();
});
