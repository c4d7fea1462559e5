import { describe, expect, it } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { EinvoiceLack } from '#app/modules/einvoices/types.ts';
import { type DraftToCheck, type FactsToCheck, findingsOf, type LineToCheck } from './findings-of.ts';
import { FINDING_CODES, type FindingCode, type IssueRule, type RuleParams } from './issue-rule.ts';

const PARAMS: Partial<Record<FindingCode, RuleParams>> = {
  'tax-number-missing': { countries: ['IN'] },
  'quantity-jump': { morePercent: 200, lessPercent: 80 },
  'change-over-limit': { morePercent: 100, lessPercent: 50 },
};
const rule = (code: FindingCode, more: Partial<IssueRule> = {}): IssueRule => ({
  ...{ version: code, code, severity: 'block', state: 'on', customerId: null, productId: null },
  params: PARAMS[code] ?? {},
  ...more,
});
const RULES = FINDING_CODES.map((code) => rule(code));

const line: LineToCheck = {
  ...{ lineNo: 1, contractLineId: 'line', productId: 'ash', productName: 'Fly ash', unit: 't' },
  ...{ quantity: decimal('100'), unitPrice: decimal('42'), netMinor: 420_000n, contractPrice: decimal('42.00') },
  ...{
    periodFromOn: plainDate('2026-11-09'),
    periodToOn: plainDate('2026-11-15'),
    unpriced: null,
    estimates: [],
    unproven: [],
  },
  ...{ contractEndsOn: null, pastQuantities: [decimal('90'), decimal('110'), decimal('100')] },
};
const draft: DraftToCheck = {
  ...{ draftId: 'draft', customerId: 'customer', contractId: 'contract', currency: 'GBP', poNumber: 'PO 1' },
  ...{ serviceFromOn: plainDate('2026-11-09'), serviceToOn: plainDate('2026-11-15'), grossMinor: 504_000n },
  lines: [line],
};
const facts: FactsToCheck = {
  ...{ customerName: 'Halverson Foods', country: 'GB', taxNumber: '', hasAddress: true, poRequired: true },
  ...{
    canBeSent: true,
    einvoiceLack: null,
    reverseCharge: false,
    isFirstInvoice: false,
    lastGrossMinor: 500_000n,
    others: [],
  },
};

const codes = (d: Partial<DraftToCheck>, f: Partial<FactsToCheck> = {}, rules = RULES) =>
  findingsOf({ ...draft, ...d }, { ...facts, ...f }, rules).map(({ code }) => code);
const ofLine = (change: Partial<LineToCheck>, rules = RULES) =>
  findingsOf({ ...draft, lines: [{ ...line, ...change }] }, facts, rules);

describe('a draft', () => {
  it('with everything in place has no findings', () => {
    expect(codes({})).toEqual([]);
  });

  it('is asked for what the customer must have', () => {
    expect(codes({ poNumber: ' ' })).toEqual(['po-missing']);
    expect(codes({ poNumber: '' }, { poRequired: false })).toEqual([]);
    expect(
      codes({ poNumber: '' }, { poRequired: false }, [rule('po-missing', { params: { everybody: true } })]),
    ).toEqual(['po-missing']);
    expect(codes({}, { country: 'IN' })).toEqual(['tax-number-missing']);
    expect(codes({}, { reverseCharge: true })).toEqual(['tax-number-missing']);
    expect(codes({}, { canBeSent: false, hasAddress: false, isFirstInvoice: true })).toEqual([
      'nowhere-to-send',
      'address-missing',
      'first-invoice',
    ]);
  });

  it('names what its e-invoice lacks, and where the first of it is said', () => {
    const lacking = (...missing: EinvoiceLack['missing']) =>
      findingsOf(draft, { ...facts, einvoiceLack: { profile: 'peppol', missing } }, RULES)[0]?.facts;
    expect(lacking({ field: 'Buyer reference', fix: 'buyer' }, { field: 'Our address', fix: 'names' })).toMatchObject({
      ...{ fix: { kind: 'einvoice-buyer', id: 'customer' }, missing: 'Buyer reference, Our address' },
    });
    expect(lacking({ field: 'Our tax number', fix: 'taxNumber' })?.fix.kind).toBe('company-tax-number');
    expect(lacking({ field: 'Unit code', fix: 'document' })?.fix).toEqual({ kind: 'contract', id: 'contract' });
  });

  it('is compared with the last run, both ways and from nothing', () => {
    expect(codes({ grossMinor: 1_000_000n })).toEqual([]);
    expect(codes({ grossMinor: 1_000_001n })).toEqual(['change-over-limit']);
    expect(codes({ grossMinor: 249_999n })).toEqual(['change-over-limit']);
    expect(codes({ grossMinor: 250_000n })).toEqual([]);
    expect(codes({}, { lastGrossMinor: 0n })).toEqual(['change-over-limit']);
    expect(codes({}, { lastGrossMinor: null })).toEqual([]);
    expect(codes({ grossMinor: 0n })).toEqual(['total-zero', 'change-over-limit']);
    expect(codes({ grossMinor: -6420n }, { lastGrossMinor: null })).toEqual(['total-negative']);
  });

  it('is a duplicate of an invoice with the same days and amount, and of nothing else', () => {
    const twin = { ...draft, kind: 'invoice' as const, id: 'other', number: 'INV-7' };
    expect(codes({}, { others: [twin] })).toEqual(['duplicate']);
    for (const change of [
      { id: 'draft' },
      { currency: 'EUR' },
      { grossMinor: 1n },
      { serviceToOn: plainDate('2026-11-16') },
    ])
      expect(codes({}, { others: [{ ...twin, ...change }] })).toEqual([]);
    expect(
      codes(
        { serviceFromOn: null, serviceToOn: null },
        { others: [{ ...twin, serviceFromOn: null, serviceToOn: null }] },
      ),
    ).toEqual([]);
  });
});

describe('a line', () => {
  it('off its contract names both prices and the page that mends it', () => {
    expect(ofLine({ unitPrice: decimal('44.00') })).toEqual([
      expect.objectContaining({
        ...{ code: 'price-off-contract', severity: 'block', lineNo: 1, ruleVersion: 'price-off-contract' },
        facts: expect.objectContaining({ contract: '42', draft: '44', fix: { kind: 'contract', id: 'contract' } }),
      }),
    ]);
    expect(ofLine({ contractPrice: null, unitPrice: decimal('44') })).toEqual([]);
  });

  it('jumps against the average of at least three periods', () => {
    expect(ofLine({ quantity: decimal('300') })).toEqual([]);
    expect(ofLine({ quantity: decimal('300.000001') })[0]!.facts).toMatchObject({
      average: '100',
      periods: '3',
      percent: '200',
    });
    expect(ofLine({ quantity: decimal('19') }).map(({ code }) => code)).toEqual(['quantity-jump']);
    expect(ofLine({ quantity: decimal('900'), pastQuantities: [decimal('1'), decimal('1')] })).toEqual([]);
  });

  it('without a price, after its contract, or estimated says so', () => {
    const unpriced = { fromOn: plainDate('2026-11-12'), toOn: plainDate('2026-11-15') };
    expect(ofLine({ unpriced })[0]).toMatchObject({ code: 'no-price', facts: unpriced });
    expect(ofLine({ contractEndsOn: plainDate('2026-11-14') })[0]).toMatchObject({ code: 'contract-ended' });
    expect(ofLine({ contractEndsOn: plainDate('2026-11-15') })).toEqual([]);
    expect(ofLine({ estimates: ['M-14'] })[0]).toMatchObject({ code: 'estimated', facts: { readings: 'M-14' } });
    expect(ofLine({ unproven: ['K-7', 'K-9'] })[0]).toMatchObject({
      ...{ code: 'proof-missing', facts: { deliveries: '2', first: 'K-7', fix: { kind: 'usage', id: 'line' } } },
    });
  });
});

describe('rules', () => {
  it('of a customer go before those of a product, and those before the one for all', () => {
    const looser = rule('quantity-jump', { version: 'ash', productId: 'ash', params: { morePercent: 900 } });
    const stricter = rule('quantity-jump', { version: 'theirs', customerId: 'customer', params: { morePercent: 10 } });
    const jumped = { quantity: decimal('350') };
    expect(ofLine(jumped)).toHaveLength(1);
    expect(ofLine(jumped, [...RULES, looser])).toEqual([]);
    expect(ofLine(jumped, [stricter, ...RULES, looser])[0]!.ruleVersion).toBe('theirs');
    expect(ofLine(jumped, [...RULES, { ...looser, productId: 'other' }])).toHaveLength(1);
  });

  it('that are off find nothing, for all or for one', () => {
    expect(codes({ poNumber: '' }, {}, [])).toEqual([]);
    expect(codes({ poNumber: '' }, {}, [rule('po-missing', { state: 'off' })])).toEqual([]);
    const waived = rule('po-missing', { customerId: 'customer', state: 'off' });
    expect(codes({ poNumber: '' }, {}, [...RULES, waived])).toEqual([]);
    expect(codes({ poNumber: '', customerId: 'another' }, {}, [...RULES, waived])).toEqual(['po-missing']);
  });

  it('weigh as they are set', () => {
    expect(findingsOf({ ...draft, poNumber: '' }, facts, [rule('po-missing', { severity: 'warn' })])[0]!.severity).toBe(
      'warn',
    );
  });
});
