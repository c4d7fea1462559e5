import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { CreditAmounts, CreditChoice, InvoiceLineInput } from '../types.ts';
import { buildInvoiceEntry } from './build-invoice-entry.ts';
import type { Corrected } from './corrected.ts';
import { creditAmounts } from './credit-amounts.ts';
import { priceInvoice } from './price-invoice.ts';

const RATES = new Map([
  ['S20', 2000],
  ['S6', 600],
  ['Z', 0],
]);
const ACCOUNTS = ['4010', '4020', '4030'];

const line = (quantity: string, unitPrice: string, taxCode = 'S20', accountCode = '4010'): InvoiceLineInput => ({
  ...{
    description: 'Ash',
    quantity: decimal(quantity),
    unit: 't',
    unitPrice: decimal(unitPrice),
    taxCode,
    accountCode,
  },
});

/** An issued document of which nothing was credited yet, at an exchange rate in millionths. */
function issued(lines: InvoiceLineInput[], code = 'GBP', rate = 1_000_000n): Corrected {
  const priced = priceInvoice({ currency: currency(code), lines }, RATES);
  if (!priced.ok) throw new Error('not priced');
  fc.pre(priced.value.grossMinor > 0n);
  const grossBaseMinor = (priced.value.grossMinor * rate) / 1_000_000n;
  const day = plainDate('2026-04-01');
  const ids = { entryId: 'e', invoiceId: 'i', itemId: 'o', customerId: 'c' };
  const dates = { effectiveOn: day, dueOn: day, memo: '' };
  const entry = buildInvoiceEntry({
    kind: 'invoice',
    ...ids,
    ...dates,
    currency: currency(code),
    priced: priced.value,
    grossBaseMinor,
  });
  return {
    currency: currency(code),
    grossMinor: priced.value.grossMinor,
    creditedGrossMinor: 0n,
    grossBaseMinor,
    creditedBaseMinor: 0n,
    lines: priced.value.lines.map((one, at) => ({
      ...one,
      lineNo: at + 1,
      creditedMinor: 0n,
      creditedQuantity: decimal('0'),
    })),
    taxes: priced.value.taxes.map((tax) => ({ ...tax, creditedTaxableMinor: 0n, creditedTaxMinor: 0n })),
    accounts: entry.lines.slice(1).map((posted) => ({
      ...{ account: posted.account, amountMinor: -posted.amountMinor, baseMinor: -posted.baseMinor },
      ...{ creditedMinor: 0n, creditedBaseMinor: 0n },
    })),
  };
}

/** The same document after a credit of it was issued. */
function followedBy(of: Corrected, credit: CreditAmounts): Corrected {
  const known = new Set(of.accounts.map(({ account }) => account));
  const unknown = credit.postings.filter((posting) => !known.has(posting.account));
  const fresh = unknown.map(({ account }) => ({ account, amountMinor: 0n, baseMinor: 0n }));
  return {
    ...of,
    creditedGrossMinor: of.creditedGrossMinor + credit.grossMinor,
    creditedBaseMinor: of.creditedBaseMinor + credit.grossBaseMinor,
    lines: of.lines.map((one) => {
      const taken = credit.lines.find((found) => found.correctsLineNo === one.lineNo);
      if (!taken) return one;
      const counts = taken.unitPrice === one.unitPrice && taken.unit === one.unit;
      const micros = toMicros(one.creditedQuantity) + (counts ? toMicros(taken.quantity) : 0n);
      return { ...one, creditedMinor: one.creditedMinor + taken.netMinor, creditedQuantity: fromMicros(micros) };
    }),
    taxes: of.taxes.map((tax) => {
      const taken = credit.taxes.find((found) => found.taxCode === tax.taxCode);
      return {
        ...tax,
        creditedTaxableMinor: tax.creditedTaxableMinor + (taken?.taxableMinor ?? 0n),
        creditedTaxMinor: tax.creditedTaxMinor + (taken?.taxMinor ?? 0n),
      };
    }),
    accounts: [...of.accounts, ...fresh.map((one) => ({ ...one, creditedMinor: 0n, creditedBaseMinor: 0n }))].map(
      (one) => {
        const posting = credit.postings.find((found) => found.account === one.account);
        return {
          ...one,
          creditedMinor: one.creditedMinor + (posting?.amountMinor ?? 0n),
          creditedBaseMinor: one.creditedBaseMinor + (posting?.baseMinor ?? 0n),
        };
      },
    ),
  };
}

function credited(of: Corrected, choice: CreditChoice): CreditAmounts {
  const amounts = creditAmounts(of, choice);
  if (!amounts.ok) throw new Error(JSON.stringify(amounts.refusal));
  return amounts.value;
}

/** What must hold of each single credit, whatever was credited before. */
function expectSound(of: Corrected, credit: CreditAmounts): void {
  const sum = (list: readonly bigint[]) => list.reduce((total, one) => total + one, 0n);
  expect(sum(credit.lines.map((one) => one.netMinor))).toBe(credit.netMinor);
  expect(sum(credit.taxes.map((tax) => tax.taxableMinor))).toBe(credit.netMinor);
  expect(sum(credit.taxes.map((tax) => tax.taxMinor))).toBe(credit.taxMinor);
  expect(credit.netMinor + credit.taxMinor).toBe(credit.grossMinor);
  expect(sum(credit.postings.map((posting) => posting.amountMinor))).toBe(credit.grossMinor);
  expect(sum(credit.postings.map((posting) => posting.baseMinor))).toBe(credit.grossBaseMinor);
  expect(credit.grossMinor).toBeGreaterThan(0n);
  expect(credit.grossBaseMinor).toBeGreaterThanOrEqual(0n);
  const next = followedBy(of, credit);
  expect(next.creditedGrossMinor).toBeLessThanOrEqual(of.grossMinor);
  expect(next.creditedBaseMinor).toBeLessThanOrEqual(of.grossBaseMinor);
  for (const one of next.lines) {
    const sign = one.netMinor < 0n ? -1n : 1n;
    expect(one.creditedMinor * sign).toBeGreaterThanOrEqual(0n);
    expect(one.creditedMinor * sign).toBeLessThanOrEqual(one.netMinor * sign);
  }
  for (const tax of next.taxes) {
    const sign = tax.taxMinor < 0n ? -1n : 1n;
    expect(tax.creditedTaxMinor * sign).toBeGreaterThanOrEqual(0n);
    expect(tax.creditedTaxMinor * sign).toBeLessThanOrEqual(tax.taxMinor * sign);
  }
}

function expectNothingLeft(of: Corrected): void {
  expect(of.creditedGrossMinor).toBe(of.grossMinor);
  expect(of.creditedBaseMinor).toBe(of.grossBaseMinor);
  for (const one of of.lines) expect(one.creditedMinor).toBe(one.netMinor);
  for (const tax of of.taxes)
    expect([tax.creditedTaxableMinor, tax.creditedTaxMinor]).toEqual([tax.taxableMinor, tax.taxMinor]);
  for (const one of of.accounts)
    expect([one.creditedMinor, one.creditedBaseMinor]).toEqual([one.amountMinor, one.baseMinor]);
}

const anyLine = fc
  .record({
    micros: fc.bigInt({ min: 1n, max: 50_000_000n }),
    price: fc.bigInt({ min: 1n, max: 900_000_000n }),
    discount: fc.boolean(),
    tax: fc.constantFrom('S20', 'S6', 'Z'),
    account: fc.constantFrom(...ACCOUNTS),
  })
  .map(({ micros, price, discount, tax, account }) =>
    line(
      fromMicros(micros),
      discount && price < 20_000_000n ? `-${fromMicros(price)}` : fromMicros(price),
      tax,
      account,
    ),
  );
const anyChoice = fc.oneof(
  fc.record({ kind: fc.constant('amount' as const), part: fc.bigInt({ min: 1n, max: 1_000n }) }),
  fc.record({ kind: fc.constant('net' as const), line: fc.nat(5), part: fc.bigInt({ min: 1n, max: 1_000n }) }),
  fc.record({ kind: fc.constant('quantity' as const), line: fc.nat(5), part: fc.bigInt({ min: 1n, max: 1_000n }) }),
);
type AnyChoice = { kind: 'amount' | 'net' | 'quantity'; line?: number; part: bigint };

function choiceOf(of: Corrected, any: AnyChoice): CreditChoice {
  if (any.kind === 'amount')
    return { kind: 'amount', grossMinor: ((of.grossMinor - of.creditedGrossMinor) * any.part) / 1_000n };
  const one = of.lines[any.line! % of.lines.length]!;
  if (any.kind === 'net')
    return {
      kind: 'lines',
      lines: [{ lineNo: one.lineNo, netMinor: ((one.netMinor - one.creditedMinor) * any.part) / 1_000n }],
    };
  const quantity = fromMicros(((toMicros(one.quantity) - toMicros(one.creditedQuantity)) * any.part) / 1_000n);
  return { kind: 'lines', lines: [{ lineNo: one.lineNo, quantity }] };
}

describe('credit amounts', () => {
  it('end at exactly nothing in net, tax, gross and base, whatever parts were credited before the rest', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 6 }),
        fc.bigInt({ min: 1_000n, max: 5_000_000n }),
        fc.array(anyChoice, { maxLength: 12 }),
        (lines, rate, choices) => {
          let of = issued(lines, 'USD', rate);
          for (const any of choices as AnyChoice[]) {
            const amounts = creditAmounts(of, choiceOf(of, any));
            if (!amounts.ok) continue;
            expectSound(of, amounts.value);
            if (any.kind === 'amount')
              expect(amounts.value.grossMinor).toBe(((of.grossMinor - of.creditedGrossMinor) * any.part) / 1_000n);
            of = followedBy(of, amounts.value);
          }
          if (of.creditedGrossMinor < of.grossMinor) {
            const rest = credited(of, { kind: 'whole' });
            expectSound(of, rest);
            of = followedBy(of, rest);
          }
          expectNothingLeft(of);
          expect(creditAmounts(of, { kind: 'whole' })).toEqual({ ok: false, refusal: { code: 'nothing-left' } });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('by amount are never refused below what is left, down to single pence', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 3 }),
        fc.array(fc.bigInt({ min: 1n, max: 3n }), { minLength: 1, maxLength: 40 }),
        (lines, pence) => {
          let of = issued(lines, 'USD', 790_000n);
          for (const minor of pence) {
            const left = of.grossMinor - of.creditedGrossMinor;
            if (left === 0n) break;
            const grossMinor = minor < left ? minor : left;
            const credit = credited(of, { kind: 'amount', grossMinor });
            expect(credit.grossMinor).toBe(grossMinor);
            expectSound(of, credit);
            of = followedBy(of, credit);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('of one line of three carry its tax: 3 × 10.03 at 6 % is 1.81, credited line by line 0.60, 0.60 and 0.61', () => {
    let of = issued([line('1', '10.03', 'S6'), line('1', '10.03', 'S6'), line('1', '10.03', 'S6')]);
    const taxes = [1, 2, 3].map((lineNo) => {
      const credit = credited(of, { kind: 'lines', lines: [{ lineNo }] });
      of = followedBy(of, credit);
      return credit.taxMinor;
    });
    expect(taxes).toEqual([60n, 60n, 61n]);
    expectNothingLeft(of);
  });

  it('by quantity add up to the line, though each is rounded', () => {
    let of = issued([line('3', '0.335', 'Z')]);
    const nets = ['1', '1', '1'].map((quantity) => {
      const credit = credited(of, { kind: 'lines', lines: [{ lineNo: 1, quantity: decimal(quantity) }] });
      of = followedBy(of, credit);
      return credit.netMinor;
    });
    expect(nets).toEqual([34n, 34n, 33n]);
    expectNothingLeft(of);
  });

  it('say what is left when a choice goes beyond it', () => {
    const of = issued([line('2', '50.00'), line('-1', '10.00')]);
    const refusal = (choice: CreditChoice) => {
      const amounts = creditAmounts(of, choice);
      return amounts.ok ? null : amounts.refusal;
    };
    expect(refusal({ kind: 'amount', grossMinor: 10_801n })).toEqual({ code: 'more-than-left', leftMinor: 10_800n });
    expect(refusal({ kind: 'amount', grossMinor: 0n })).toEqual({ code: 'amount-not-positive' });
    expect(refusal({ kind: 'lines', lines: [] })).toEqual({ code: 'nothing-chosen' });
    expect(refusal({ kind: 'lines', lines: [{ lineNo: 7 }] })).toEqual({ code: 'unknown-line', line: 7 });
    expect(refusal({ kind: 'lines', lines: [{ lineNo: 1, quantity: decimal('3') }] })).toEqual({
      ...{ code: 'more-than-quantity-left', line: 1, left: '2' },
    });
    expect(refusal({ kind: 'lines', lines: [{ lineNo: 1, netMinor: 10_001n }] })).toEqual({
      ...{ code: 'more-than-line-left', line: 1, leftMinor: 10_000n },
    });
    // The first line alone carries more tax than the document does after its discount.
    expect(refusal({ kind: 'lines', lines: [{ lineNo: 1 }] })).toEqual({ code: 'more-than-tax-left', taxCode: 'S20' });
    expect(refusal({ kind: 'lines', lines: [{ lineNo: 2 }] })).toEqual({ code: 'amount-not-positive' });
  });

  it('never credit everything and leave lines over that cancel each other', () => {
    const of = issued([line('1', '100', 'Z', '4010'), line('-1', '90', 'Z', '4020'), line('1', '500', 'Z', '4030')]);
    const choice: CreditChoice = { kind: 'lines', lines: [{ lineNo: 1 }, { lineNo: 3, netMinor: 41_000n }] };
    expect(creditAmounts(of, choice)).toEqual({ ok: false, refusal: { code: 'leaves-lines-over' } });
  });
});
