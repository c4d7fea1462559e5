import type { DraftToCheck, FactsToCheck } from './findings-of.ts';
import { findingsOf } from './findings-of.ts';
import type { FindingCode, IssueRule, RuleParams } from './issue-rule.ts';

/** An invoice as it would have come before the rules. */
type Looked = { readonly draft: DraftToCheck; readonly facts: FactsToCheck };
/** What is looked for, and how strictly; for whom is said elsewhere. */
export type CheckTried = { readonly code: FindingCode; readonly params: RuleParams };

const far = (percent: number): RuleParams => ({ morePercent: percent, lessPercent: Math.min(percent, 90) });
const perQuantity = (percent: number): RuleParams => ({ ...far(percent), pastAtLeast: 3 });

/**
 * For each thing a rule can look for, how strictly it may do so, the mildest first: what stops an invoice without good
 * cause costs a day as well, so the mildest that would have seen it is offered.
 */
function ladders(country: string): readonly (readonly CheckTried[])[] {
  const rungs = (code: FindingCode, ...params: readonly RuleParams[]) => params.map((each) => ({ code, params: each }));
  return [
    rungs('po-missing', {}, { everybody: true }),
    rungs('tax-number-missing', { countries: [] }, ...(country ? [{ countries: [country] }] : [])),
    rungs('duplicate', {}),
    rungs('price-off-contract', {}),
    rungs('contract-ended', {}),
    rungs('no-price', {}),
    rungs('quantity-jump', perQuantity(200), perQuantity(100), perQuantity(50), perQuantity(25)),
    rungs('change-over-limit', far(200), far(100), far(50), far(25)),
    rungs('estimated', {}),
    rungs('proof-missing', {}),
    rungs('address-missing', {}),
    rungs('nowhere-to-send', {}),
    rungs('first-invoice', {}),
  ];
}

/** Whether a check alone, for everybody, finds something in an invoice. */
export const finds = ({ draft, facts }: Looked, { code, params }: CheckTried): boolean =>
  findingsOf(draft, facts, [asRule({ code, params })]).length > 0;

/** The mildest of each kind of check that would have stopped this invoice, in a fixed order. */
export function checksThatFind(invoice: Looked): CheckTried[] {
  return ladders(invoice.facts.country).flatMap((rungs) => rungs.find((check) => finds(invoice, check)) ?? []);
}

/** The mildest form of a check that its fields allow, for where none would have seen the invoice. */
export const mildest = (code: FindingCode): CheckTried | undefined =>
  ladders('')
    .flatMap((rungs) => rungs.slice(0, 1))
    .find((check) => check.code === code);

/** Of the rules that hold now, those that would stop it now: somebody may have learned from it already. */
export const stoppedNow = ({ draft, facts }: Looked, rules: readonly IssueRule[]): FindingCode[] =>
  findingsOf(draft, facts, rules)
    .filter(({ severity }) => severity === 'block')
    .map(({ code }) => code);

const asRule = ({ code, params }: CheckTried): IssueRule => ({
  ...{ version: '', code, params, severity: 'block', state: 'on', customerId: null, productId: null },
});
