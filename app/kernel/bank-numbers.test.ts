import { describe, expect, it } from 'vitest';
import { checkAccount, checkBic, checkIban, checkRoutingNumber } from './bank-numbers.ts';

const IBAN = 'GB29NWBK60161331926819';

describe('an IBAN', () => {
  it('is taken however it is spaced', () => {
    expect(checkIban('gb29 nwbk 6016 1331 9268 19')).toEqual({ ok: true, value: IBAN });
  });

  it('has the length of its country and a country that has IBANs', () => {
    expect(checkIban(IBAN.slice(0, -1))).toMatchObject({
      refusal: expect.stringContaining('22 characters, this one has 21'),
    });
    expect(checkIban('US29NWBK60161331926819')).toMatchObject({ refusal: expect.stringContaining('begin with US') });
  });

  it('with one slip is refused, and the group where the slip is is among those named', () => {
    for (let at = 2; at < IBAN.length; at += 1) {
      if (!/\d/.test(IBAN[at]!)) continue;
      const slip = IBAN.slice(0, at) + ((Number(IBAN[at]) + 3) % 10) + IBAN.slice(at + 1);
      const checked = checkIban(slip);
      if (checked.ok) throw new Error(`${slip} was taken`);
      const group = `group ${Math.floor(at / 4) + 1} (`;
      expect(checked.refusal.includes(group) || checked.refusal.includes('compare all')).toBe(true);
    }
  });

  it('names the one group of two swapped digits', () => {
    expect(checkIban('GB29NWBK60161331926891')).toMatchObject({ refusal: expect.stringContaining('group 6 (91)') });
  });
});

describe('other numbers', () => {
  it('a routing number has nine digits of which the last checks the others', () => {
    expect(checkRoutingNumber('0210 0002 1').ok).toBe(true);
    expect(checkRoutingNumber('021000022')).toMatchObject({ refusal: expect.stringContaining('0210, 0002 and 2') });
    expect(checkRoutingNumber('000000000').ok).toBe(false);
  });

  it('a BIC has eight or eleven characters', () => {
    expect([checkBic('SWIFT nwbkgb2l').ok, checkBic('NWBKGB2LXXX').ok, checkBic('NWBKGB2').ok]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('an account is checked by what its currency’s banks use, and each mistake is at its field', () => {
    expect(checkAccount({ currency: 'GBP', accountNumber: '12345678', routing: '20-30-40' })).toEqual({});
    expect(checkAccount({ currency: 'GBP', accountNumber: '1234567', routing: '2030' })).toEqual({
      accountNumber: expect.stringContaining('eight digits'),
      routing: expect.stringContaining('six digits'),
    });
    expect(checkAccount({ currency: 'USD', accountNumber: '123456', routing: '021000022' })).toEqual({
      routing: expect.stringContaining('does not fit'),
    });
    expect(checkAccount({ currency: 'MYR', accountNumber: '51234', routing: 'MBBEMYKL' })).toEqual({
      accountNumber: expect.stringContaining('10 to 17'),
    });
    expect(checkAccount({ currency: 'EUR', accountNumber: 'DE89370400440532013001', routing: '' })).toEqual({
      accountNumber: expect.stringContaining('check digits 89'),
    });
  });
});
