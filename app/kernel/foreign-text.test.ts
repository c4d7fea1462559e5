import { describe, expect, it } from 'vitest';
import { foreignText, plainHead } from './foreign-text.ts';

const utf16 = (text: string, mark: readonly [number, number], isLittle: boolean): Uint8Array => {
  const pairs = [...text].flatMap((char) => {
    const code = char.charCodeAt(0);
    return isLittle ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff];
  });
  return Uint8Array.from([...mark, ...pairs]);
};

describe('the text of somebody else’s file', () => {
  it('is read in each of the ways such files are written', () => {
    const text = 'Kontoführung 1.234,50 €';
    expect(foreignText(new TextEncoder().encode(text))).toBe(text);
    expect(foreignText(new TextEncoder().encode(`\ufeff${text}`))).toBe(text);
    expect(foreignText(utf16(text, [0xff, 0xfe], true))).toBe(text);
    expect(foreignText(utf16(text, [0xfe, 0xff], false))).toBe(text);
    const western = Uint8Array.from([...text].map((char) => (char === '€' ? 0x80 : char.charCodeAt(0))));
    expect(foreignText(western)).toBe(text);
  });
});

describe('the head of a column', () => {
  it('is compared without accents, case, signs and what stands in brackets', () => {
    expect(plainHead(' Numéro  de facture: ')).toBe('numero de facture');
    expect(plainHead('Betrag (EUR)')).toBe('betrag');
    expect(plainHead('Auszahlung-Nr.')).toBe('auszahlung nr');
  });
});
