import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMailbox, isMailAddress, isMailbox } from './mail-address.ts';

describe('an address', () => {
  it.each(['a@b.example', 'first.last+tag@sub.domain.example', "o'brien@example.com", 'ü@example.com'])(
    '%s can be written to',
    (text) => {
      expect(isMailAddress(text)).toBe(true);
    },
  );

  it.each([
    '',
    'a',
    'a@b',
    '@b.example',
    'a@',
    'a b@c.example',
    'a@b..example',
    'a@-b.example',
    'a@b.example\n',
    'a@b.example,c@d.example',
    `${'a'.repeat(250)}@b.example`,
  ])('%j cannot', (text) => {
    expect(isMailAddress(text)).toBe(false);
  });
});

/** What could end a name, a quote, an address or a line, among plain letters of several scripts. */
const HOSTILE = [...'\r\n\0\t\u2028\u2029\u202e"\\<>@,;:()[] aZé1مമ中😀'];

describe('a mailbox', () => {
  it('keeps simple names bare and quotes the others', () => {
    expect(formatMailbox('Tallystick', 'a@b.example')).toBe('Tallystick <a@b.example>');
    expect(formatMailbox('Süd & Söhne', 'a@b.example')).toBe('Süd & Söhne <a@b.example>');
    expect(formatMailbox('Smith, John "JJ"', 'a@b.example')).toBe('"Smith, John \\"JJ\\"" <a@b.example>');
    expect(formatMailbox('  ', 'a@b.example')).toBe('a@b.example');
  });

  it('no name, however hostile, adds an address or a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...HOSTILE), maxLength: 40 }), (name) => {
        const mailbox = formatMailbox(name, 'a@b.example');
        expect(mailbox).not.toMatch(/[\r\n\0\u2028\u2029]/);
        expect(isMailbox(mailbox)).toBe(true);
        const outsideQuotes = mailbox.replace(/"(?:[^"\\]|\\.)*"/gu, '');
        expect(['@', '<@']).toContain(outsideQuotes.match(/[<@,;]/g)?.join(''));
      }),
    );
  });
});
