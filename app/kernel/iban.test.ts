import { describe, expect, it } from 'vitest';
import { formatIban, maskedAccount, parseIban } from './iban.ts';

// The examples of the standard's registry, as published for implementers.
const EXAMPLES = [
  'GB29NWBK60161331926819',
  'DE89370400440532013000',
  'NO9386011117947',
  'MT84MALT011000012345MTLCAST001S',
];

describe('an IBAN', () => {
  it.each(EXAMPLES)('%s is right, however it is spaced', (iban) => {
    expect(parseIban(iban)).toEqual({ ok: true, value: iban });
    expect(parseIban(` ${formatIban(iban).toLowerCase()} `)).toEqual({ ok: true, value: iban });
  });

  it('with any one digit changed, or two neighbours swapped, is refused', () => {
    for (const iban of EXAMPLES) {
      for (let at = 4; at < iban.length; at += 1) {
        const one = iban[at]!;
        if (/\d/.test(one)) {
          const changed = `${iban.slice(0, at)}${(Number(one) + 1) % 10}${iban.slice(at + 1)}`;
          expect(parseIban(changed), changed).toEqual({ ok: false, refusal: 'check-digits' });
        }
        const next = iban[at + 1];
        if (next && next !== one) {
          const swapped = `${iban.slice(0, at)}${next}${one}${iban.slice(at + 2)}`;
          expect(parseIban(swapped), swapped).toEqual({ ok: false, refusal: 'check-digits' });
        }
      }
    }
  });

  it.each(['', 'GB29', '12345678', 'GB2XNWBK60161331926819', `GB29${'1'.repeat(31)}`])('is not %s', (text) => {
    expect(parseIban(text)).toEqual({ ok: false, refusal: 'no-iban' });
  });

  it('is printed in fours and masked to its last four', () => {
    expect(formatIban('GB29NWBK60161331926819')).toBe('GB29 NWBK 6016 1331 9268 19');
    expect(maskedAccount('6819')).toBe('•••• 6819');
  });
});
