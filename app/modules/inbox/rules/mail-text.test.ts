import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedInSubject } from '../forms.ts';
import { automaticKind } from './automatic-kind.ts';
import { htmlToText } from './html-to-text.ts';
import { bareAddress, nameBefore, replyAddressOf, tokenFrom, tokensIn } from './reply-token.ts';
import { splitQuoted } from './split-quoted.ts';

describe('HTML of a mail', () => {
  it.each([
    ['<p>One</p><p>Two<br>three</p>', 'One\n\nTwo\nthree'],
    ['<div>A &amp; B &#8364; &#x41; &nbsp;&unknown;</div>', 'A & B € A &unknown;'],
    ['<style>p{color:red}</style><script>alert("<b>")</script>Hello<!-- <p>not this</p> -->', 'Hello'],
    ['<ul><li>one</li><li>two</li></ul>', 'one\ntwo'],
    ['<table><tr><td>Line</td><td>2</td></tr><tr><td>Price</td><td>42</td></tr></table>', 'Line 2\nPrice 42'],
    ['Yes<blockquote>you said<br>that</blockquote>', 'Yes\n> you said\n> that'],
    ['2 < 3 and 4 > 3', '2 < 3 and 4 > 3'],
    ['<p>cut off <a href="x', 'cut off'],
    ['<img src=x onerror=alert(1)><svg><text>no</text></svg>ok', 'ok'],
    ['&#0;&#xd800;&#x110000;x', 'x'],
    ['', ''],
  ])('%j reads %j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('of any kind becomes text in time that grows with its length, without a tag', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '</',
      '<!--',
      '-->',
      '<p>',
      '</p>',
      '<blockquote>',
      '&amp;',
      '&#',
      ' ',
      'a',
      '<script>',
      '</script>',
      '\n',
      '"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 200 }), (parts) => {
        expect(htmlToText(parts.join('')).length).toBeLessThanOrEqual(parts.join('').length * 12 + 2);
      }),
    );
    const started = process.cpuUsage();
    htmlToText('<blockquote><p>'.repeat(20_000));
    htmlToText('<!--'.repeat(50_000));
    htmlToText('<a '.repeat(50_000));
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  });
});

describe('what is quoted', () => {
  it.each([
    ['Thanks\n\nOn 1 Apr 2026 at 10:00, Calder <b@c.example> wrote:\n> Here is\n> your invoice', 'Thanks'],
    ['Danke\n\nAm 01.04.2026 um 10:00 schrieb Calder:\n> Ihre Rechnung', 'Danke'],
    ['Merci\n\nLe mer. 1 avr. 2026 à 10:00, Calder <b@c.example> a écrit :\n> Votre facture', 'Merci'],
    [
      'Yes\n\nOn Wed, 1 Apr 2026 at 10:00, A very long name of a company\n<billing@calder.example> wrote:\n\n> text',
      'Yes',
    ],
    ['Ok\n\n-----Original Message-----\nFrom: Calder', 'Ok'],
    ['Ok\n\nFrom: Calder <b@c.example>\nSent: Wednesday\nTo: Jane\nSubject: Invoice\n\nDear Jane', 'Ok'],
    ['Ok\r\n\r\n> quoted\r\n> more', 'Ok'],
  ])('%j is folded', (text, said) => {
    expect(splitQuoted(text).said).toBe(said);
    expect(splitQuoted(text).quoted).not.toBe('');
  });

  it.each([
    ['an answer between the quoted lines', 'On 1 Apr Calder wrote:\n> Which line?\nThe second.\n> And how many?\nTwo.'],
    ['nothing but a quote', '> only this'],
    ['a letter that begins with From', 'From: our warehouse we hear nothing.\nPlease send it again.'],
    ['plain words', 'Paid yesterday.\nOn Monday our driver wrote the slip'],
    ['nothing', ''],
  ])('%s stays whole', (_what, text) => {
    expect(splitQuoted(text)).toEqual({ said: text, quoted: '' });
  });
});

describe('a mail of a program', () => {
  const of = (headers: Record<string, string>, subject = 'Re: Invoice', fromAddress = 'jane@customer.example') =>
    automaticKind({ headers, subject, fromAddress, ours: ['Billing@calder.example'] });
  it.each([
    [of({}), ''],
    [of({ 'auto-submitted': 'no' }), ''],
    [of({ 'Auto-Submitted': 'auto-replied' }), 'reply'],
    [of({ 'X-Autoreply': 'yes' }), 'reply'],
    [of({}, 'Out of office: Re: Invoice'), 'reply'],
    [of({}, 'Abwesenheit bis Montag'), 'reply'],
    [of({}, 'We were out of office last week'), ''],
    [of({ Precedence: 'bulk' }), 'list'],
    [of({ 'List-Id': '<news.example>' }), 'list'],
    [of({ 'Return-Path': '<>' }), 'bounce'],
    [of({}, 'Undelivered', 'MAILER-DAEMON@customer.example'), 'bounce'],
    [of({}, 'Re: Invoice', 'billing@CALDER.example'), 'loop'],
    [of({}, 'Re: Invoice', `reply+${'a'.repeat(32)}@replies.example`), 'loop'],
  ])('is told apart: %#', (found, kind) => {
    expect(found).toBe(kind);
  });
});

describe('a reply address', () => {
  it('carries a token that is found again in any case, and in no other domain or shape', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (digest) => {
        const token = tokenFrom(digest);
        expect(token).toMatch(/^[a-z2-7]{32}$/);
        const address = replyAddressOf(token, 'replies.example');
        expect(tokensIn([`Billing <${address.toUpperCase()}>`, address], 'Replies.example')).toEqual([token]);
        expect(
          tokensIn(
            [`${address}.evil.example`, `${address}@evil.example`, address.slice(1), `x${address}`],
            'replies.example',
          ),
        ).toEqual([]);
      }),
    );
    const digests = Array.from({ length: 200 }, (_, index) => tokenFrom(new Uint8Array(32).fill(index)));
    expect(new Set(digests).size).toBe(200);
  });

  it.each([
    ['"Doe, Jane \\"JJ\\"" <j@c.example>', 'Doe, Jane "JJ"', 'j@c.example'],
    ['j@c.example', '', 'j@c.example'],
    ['Jane <j@c.example>', 'Jane', 'j@c.example'],
    ['<j@c.example', '', '<j@c.example'],
  ])('of %s is read apart', (text, name, address) => {
    expect([nameBefore(text), bareAddress(text)]).toEqual([name, address]);
  });
});

describe('a subject', () => {
  it.each<[string, string | null, number | null]>([
    ['Re: INV-2026-000123, line 2', 'INV-2026-000123', 2],
    ['Question on charge no. 14 of C-10418', 'C-10418', 14],
    ['D-2026-000004', 'D-2026-000004', null],
    ['Online 3 deadline 4, INV-x, RE-1', null, null],
  ])('%j names %s and line %s', (subject, number, lineNo) => {
    expect(namedInSubject(subject)).toEqual({ number, lineNo });
  });
});
