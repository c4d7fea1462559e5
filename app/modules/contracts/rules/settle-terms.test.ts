import { describe, expect, it } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { ContractTerms, LineTerms, PriceTerm, WantedTerms } from '../types.ts';
import { billedDayFaults, billedDaysReached, changesFromOn } from './billed-days.ts';
import { compareTerms } from './compare-terms.ts';
import { settleTerms } from './settle-terms.ts';

const day = plainDate;
const price = (from: string, to: string | null, unitPrice: string): PriceTerm => ({
  validFromOn: day(from),
  validToOn: to === null ? null : day(to),
  scheme: { kind: 'per_unit', unitPrice: decimal(unitPrice) },
});
const line = (fields: Partial<LineTerms> = {}): LineTerms => ({
  ...{ lineNo: 1, replacesLineNo: null, productId: 'ash', description: 'Fly ash', cycle: 'weekly' },
  ...{ anchorOn: day('2026-01-05'), startsOn: day('2026-01-05'), endsOn: null, timing: 'arrears', charge: 'metered' },
  ...{
    quantity: null,
    siteId: null,
    poNumber: '',
    priceListId: null,
    deferred: false,
    taxCode: null,
    accountCode: null,
  },
  ...{ prices: [price('2026-01-05', null, '42')] },
  ...fields,
});
const contract = (...lines: LineTerms[]): ContractTerms => ({
  ...{ title: 'Ash', currency: currency('GBP'), poNumber: '', invoicePer: null, termsDays: null },
  ...{ startsOn: day('2026-01-05'), endsOn: null, lines },
});
const settle = (current: ContractTerms | null, wanted: WantedTerms, from = '2026-05-04') =>
  settleTerms({ current, wanted, holdsFromOn: day(from), lastLineNo: 0 });
const changed = (fields: Partial<LineTerms>, from?: string) => settle(contract(line()), contract(line(fields)), from);

describe('a proposal becomes the whole contract', () => {
  it('numbers new lines, and never gives a number twice', () => {
    const lines = [line(), { ...line(), lineNo: null }];
    const { terms } = settleTerms({
      current: contract(line()),
      wanted: { ...contract(), lines },
      holdsFromOn: day('2026-05-04'),
      lastLineNo: 7,
    });
    expect(terms.lines.map((each) => each.lineNo)).toEqual([1, 8]);
  });

  it('ends a line whose cycle changes with its period, and begins the next the day after', () => {
    const { terms, faults } = changed({ cycle: 'monthly' });
    expect(faults).toEqual([]);
    expect(terms.lines).toMatchObject([
      { lineNo: 1, cycle: 'weekly', endsOn: '2026-05-03' },
      { lineNo: 2, replacesLineNo: 1, cycle: 'monthly', startsOn: '2026-05-04', anchorOn: '2026-05-04', endsOn: null },
    ]);
    expect(terms.lines[1]?.prices).toMatchObject([{ validFromOn: '2026-05-04' }]);
  });

  it('refuses a cycle changed in the middle of a period and says when the next begins', () => {
    const { faults } = changed({ cycle: 'monthly' }, '2026-05-06');
    const problem = { code: 'cycle-mid-period', fromOn: '2026-05-04', toOn: '2026-05-10', nextOn: '2026-05-11' };
    expect(faults).toEqual([{ line: 1, lineNo: 2, price: null, problem }]);
  });

  it('lets the quantity change on any day: the period is cut there', () => {
    const was = line({ charge: 'recurring', quantity: decimal('10') });
    const { terms, faults } = settle(contract(was), contract({ ...was, quantity: decimal('12') }), '2026-05-06');
    expect(faults).toEqual([]);
    expect(terms.lines.map((each) => [each.startsOn, each.endsOn, each.quantity])).toEqual([
      ['2026-01-05', '2026-05-05', '10'],
      ['2026-05-06', null, '12'],
    ]);
  });

  it('changes words in place, and a price from its own day', () => {
    const prices = [price('2026-01-05', null, '42'), price('2026-06-15', null, '44')];
    const { terms } = changed({ description: 'Fly ash, dry', prices });
    expect(terms.lines).toHaveLength(1);
    expect(terms.lines[0]?.prices.map((each) => each.validToOn)).toEqual(['2026-06-14', null]);
  });

  it('ends a line that is left out, drops one that had not begun, and keeps one that had ended', () => {
    const ended = line({ lineNo: 2, endsOn: day('2026-02-01') });
    const future = line({ lineNo: 3, startsOn: day('2026-08-03') });
    const { terms } = settle(contract(line(), ended, future), contract());
    expect(terms.lines.map((each) => [each.lineNo, each.endsOn])).toEqual([
      [1, '2026-05-03'],
      [2, '2026-02-01'],
    ]);
  });

  it('puts a change between a line and the one that follows it', () => {
    const first = line({ endsOn: day('2026-05-31'), charge: 'recurring', quantity: decimal('1') });
    const second = { ...first, lineNo: 2, replacesLineNo: 1, startsOn: day('2026-06-01'), endsOn: null };
    const wanted = contract({ ...first, quantity: decimal('2') }, second);
    const { terms, faults } = settle(contract(first, second), wanted);
    expect(faults).toEqual([]);
    expect(terms.lines.map((each) => [each.lineNo, each.replacesLineNo])).toEqual([
      [1, null],
      [2, 3],
      [3, 1],
    ]);
  });

  it('refuses a line that runs into the one that follows it', () => {
    const first = line({ endsOn: day('2026-05-31') });
    const second = line({ lineNo: 2, replacesLineNo: 1, startsOn: day('2026-06-01') });
    const { faults } = settle(contract(first, second), contract(line(), second));
    expect(faults).toMatchObject([{ line: 2, problem: { code: 'overlaps-line', lineNo: 1, endsOn: null } }]);
  });
});

describe('days that were billed', () => {
  const billed = new Map([[1, day('2026-05-31')]]);
  const faultsOf = (terms: ContractTerms) =>
    billedDayFaults(contract(line()), terms, billed).map((fault) => fault.problem);
  const reached = (fields: Partial<LineTerms>, from: string) => {
    const { terms } = changed(fields, from);
    return { faults: faultsOf(terms), reaches: billedDaysReached(contract(line()), terms, billed) };
  };
  const none = { faults: [], reaches: null };

  it('may get another price: which of them is said, and the next run settles them', () => {
    const prices = [price('2026-01-05', null, '42'), price('2026-05-15', null, '44')];
    const reaches = { fromOn: '2026-05-15', throughOn: '2026-05-31' };
    expect(reached({ prices }, '2026-05-15')).toEqual({ faults: [], reaches });
    expect(reached({ prices: [prices[0]!, price('2026-06-01', null, '44')] }, '2026-05-15')).toEqual(none);
    expect(changesFromOn(contract(line()), changed({ prices }, '2026-05-15').terms)).toBe('2026-05-15');
    expect(changesFromOn(contract(line()), contract(line({ poNumber: 'PO 9' })))).toBe(null);
  });

  it('are given back where a line of an agreed quantity ends sooner or is followed by another', () => {
    const agreed = { charge: 'recurring', quantity: decimal('1'), timing: 'advance' } as const;
    const before = contract(line(agreed));
    const from = (fields: Partial<LineTerms>, holds: string) => {
      const { terms } = settle(before, contract(line({ ...agreed, ...fields })), holds);
      return [billedDayFaults(before, terms, billed), billedDaysReached(before, terms, billed)?.fromOn];
    };
    expect(from({ quantity: decimal('2') }, '2026-05-25')).toEqual([[], '2026-05-25']);
    expect(from({ quantity: decimal('2') }, '2026-06-01')).toEqual([[], undefined]);
    expect(from({ endsOn: day('2026-05-30') }, '2026-06-01')).toEqual([[], '2026-05-31']);
    expect(from({ endsOn: day('2026-05-31') }, '2026-06-01')).toEqual([[], undefined]);
  });

  it('keep their line where it is metered: it neither ends nor bills otherwise before the day after', () => {
    expect(reached({ cycle: 'monthly' }, '2026-05-25').faults).toHaveLength(1);
    expect(reached({ cycle: 'monthly' }, '2026-06-01')).toEqual(none);
    expect(reached({ endsOn: day('2026-05-30') }, '2026-06-01').faults).toHaveLength(1);
    expect(reached({ endsOn: day('2026-05-31') }, '2026-06-01')).toEqual(none);
  });

  it('keep their line: it is neither taken away nor made to bill something else in its place', () => {
    const problem = { code: 'reaches-billed-days', fromOn: line().startsOn, billedThroughOn: '2026-05-31' };
    expect(faultsOf({ ...contract(line()), lines: [] })).toEqual([problem]);
    expect(faultsOf(contract(line({ cycle: 'monthly' })))).toEqual([problem]);
    expect(faultsOf(contract(line({ startsOn: day('2026-01-12') })))).toEqual([problem]);
  });
});

describe('differences between versions', () => {
  it('name the line, the field and the price by its day', () => {
    const prices = [price('2026-01-05', null, '42'), price('2026-06-15', null, '44')];
    const { terms } = changed({ poNumber: 'PO 7', prices });
    expect(compareTerms(contract(line()), { ...terms, title: 'Ash 2026' })).toMatchObject([
      { lineNo: null, field: 'title', before: 'Ash', after: 'Ash 2026' },
      { lineNo: 1, field: 'poNumber', before: '', after: 'PO 7' },
      { lineNo: 1, field: 'price', priceFromOn: '2026-01-05', what: 'changed', after: { validToOn: '2026-06-14' } },
      { lineNo: 1, field: 'price', priceFromOn: '2026-06-15', what: 'added' },
    ]);
    expect(compareTerms(terms, terms)).toEqual([]);
  });
});
