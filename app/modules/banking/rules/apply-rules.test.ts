import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { type BankRule, RULE_KINDS, RULE_NEEDS, RULE_SIGNS, type RuleLine } from '../types.ts';
import { applyRules, mayRulePost, onlyHit } from './apply-rules.ts';
import { lessonsOf } from './names-to-learn.ts';

const GBP = currency('GBP');
const FEE: BankRule = {
  ...{ id: 'r1', textHolds: 'monthly fee', partyIs: '', sign: 'out', underMinor: 2_500n, currency: GBP },
  ...{ kind: 'bank_charge', customerId: null, note: '', timesUsed: 10, timesWrong: 0, postsAlone: false },
};
const LINE: RuleLine = {
  ...{ text: 'MONTHLY-FEE NOV', partyName: '', partyAccount: '', amountMinor: -1_200n, currency: 'GBP' },
};
const words = (minor: bigint) => (Number(minor) / 100).toFixed(2);
const hits = (rule: Partial<BankRule>, line: Partial<RuleLine> = {}) =>
  applyRules([{ ...FEE, ...rule }], { ...LINE, ...line }, words);

describe('a rule for lines of the bank', () => {
  it('says what it found, and how often it was right', () => {
    expect(hits({})[0]?.reasons).toEqual(['Rule, used 10 times', 'Text holds “monthly fee”', 'Under 25.00']);
  });

  it('reads whole words, whatever signs stand between them, and no part of a word', () => {
    expect(hits({ textHolds: 'fee' }, { text: 'COFFEE HOUSE' })).toEqual([]);
    expect(hits({}, { text: 'Fee, monthly' })).toEqual([]);
    expect(hits({}, { text: 'Ref 9/Monthly  fée.' })).toHaveLength(1);
  });

  it('keeps to its side, its limit and the currency of its limit', () => {
    expect(hits({}, { amountMinor: 1_200n })).toEqual([]);
    expect(hits({}, { amountMinor: -2_500n })).toEqual([]);
    expect(hits({}, { currency: 'JPY' })).toEqual([]);
    expect(hits({ underMinor: null, currency: null }, { currency: 'JPY', amountMinor: -99_999n })).toHaveLength(1);
  });

  it('knows a payer by the whole name or by the account', () => {
    const rule = { textHolds: '', partyIs: 'Halden Bank plc' };
    expect(hits(rule, { partyName: 'HALDEN BANK PLC' })).toHaveLength(1);
    expect(hits(rule, { partyName: 'Halden Bank Street Ltd' })).toEqual([]);
    expect(
      hits({ textHolds: '', partyIs: 'GB29 NWBK 6016 1331 9268 19' }, { partyAccount: 'GB29NWBK60161331926819' }),
    ).toHaveLength(1);
  });

  it('posts alone only ticked, after twenty uses and none undone, never a customer’s money', () => {
    const ready = { ...FEE, postsAlone: true, timesUsed: RULE_NEEDS };
    expect(mayRulePost(ready)).toBe(true);
    for (const less of [
      { postsAlone: false },
      { timesUsed: RULE_NEEDS - 1 },
      { timesWrong: 1 },
      { kind: 'on-account' as const },
    ])
      expect(mayRulePost({ ...ready, ...less })).toBe(false);
  });

  it('posts nothing where another rule says otherwise', () => {
    const ready = { ...FEE, postsAlone: true, timesUsed: RULE_NEEDS };
    const both = (other: BankRule['kind']) => applyRules([ready, { ...FEE, id: 'r2', kind: other }], LINE, words);
    expect(onlyHit(both('bank_charge'))?.ruleId).toBe('r1');
    expect(onlyHit(both('transfer'))).toBeNull();
  });

  it('never speaks for an amount alone, whatever the rule and the line', () => {
    const anyRule = fc.record({
      id: fc.uuid(),
      textHolds: fc.constantFrom('', ' ', '-/-', '.'),
      partyIs: fc.constantFrom('', ' ', '&', '-'),
      sign: fc.constantFrom(...RULE_SIGNS),
      underMinor: fc.option(fc.bigInt(1n, 10_000n)),
      currency: fc.constant(GBP),
      kind: fc.constantFrom(...RULE_KINDS),
      customerId: fc.constant(null),
      note: fc.string(),
      timesUsed: fc.nat(500),
      timesWrong: fc.nat(2),
      postsAlone: fc.boolean(),
    });
    const anyLine = fc.record({
      text: fc.string(),
      partyName: fc.string(),
      partyAccount: fc.string(),
      amountMinor: fc.bigInt(-10_000n, 10_000n),
      currency: fc.constant('GBP'),
    });
    fc.assert(fc.property(fc.array(anyRule), anyLine, (rules, line) => applyRules(rules, line, words).length === 0));
  });
});

describe('what a confirmed line teaches', () => {
  it('is the account and a name of two words or more, folded as lines are compared', () => {
    expect(lessonsOf({ partyAccount: 'GB29 NWBK 6016 1331', partyName: 'Meyer, Anna' })).toEqual([
      { kind: 'account', value: 'GB29NWBK60161331', shown: 'GB29 NWBK 6016 1331' },
      { kind: 'name', value: 'anna meyer', shown: 'Meyer, Anna' },
    ]);
    expect(lessonsOf({ partyAccount: '', partyName: 'Meyer' })).toEqual([]);
    expect(lessonsOf({ partyAccount: '12', partyName: 'A B Ltd' })).toEqual([]);
  });
});
