import type { Terms } from '#app/kernel/payment-terms.ts';
import type { ContractTerms, LineTerms, PriceTerm, TermDifference } from '../types.ts';
import { schemeText } from './price-terms.ts';

const CONTRACT_FIELDS = ['title', 'currency', 'poNumber', 'invoicePer', 'startsOn', 'endsOn'] as const;
const LINE_FIELDS = [
  ...(['productId', 'description', 'cycle', 'anchorOn', 'timing', 'charge', 'quantity', 'siteId', 'poNumber'] as const),
  ...(['priceListId', 'startsOn', 'endsOn', 'deferred', 'taxCode', 'accountCode'] as const),
];

/** Every difference of two versions, the contract's first, then line by line with its prices. Empty: they say the same. */
export function compareTerms(before: ContractTerms | null, after: ContractTerms): TermDifference[] {
  const none = { lineNo: null, priceFromOn: null, what: 'changed' } as const;
  const found: TermDifference[] = [];
  if (before)
    for (const field of CONTRACT_FIELDS)
      if (before[field] !== after[field]) found.push({ ...none, field, before: before[field], after: after[field] });
  if (before && !isSame(agreed(before), agreed(after)))
    found.push({ ...none, field: 'terms', before: agreed(before), after: agreed(after) });
  const numbers = [...(before?.lines ?? []), ...after.lines].map((line) => line.lineNo);
  for (const lineNo of [...new Set(numbers)].sort((a, b) => a - b)) {
    const was = before?.lines.find((line) => line.lineNo === lineNo);
    const is = after.lines.find((line) => line.lineNo === lineNo);
    found.push(...lineDifferences(lineNo, was, is));
  }
  return found;
}

/** The terms of payment of a version; null: the customer's. */
const agreed = ({ termsFrom, termsDays }: ContractTerms): Terms | null =>
  termsDays === null ? null : { from: termsFrom ?? 'document', days: termsDays };
const isSame = (a: Terms | null, b: Terms | null): boolean => a?.from === b?.from && a?.days === b?.days;

function lineDifferences(lineNo: number, was?: LineTerms, is?: LineTerms): TermDifference[] {
  const at = { lineNo, priceFromOn: null };
  if (!was) return [{ ...at, what: 'added', field: 'line', before: null, after: is }];
  if (!is) return [{ ...at, what: 'left-out', field: 'line', before: was, after: null }];
  const fields = LINE_FIELDS.filter((field) => was[field] !== is[field]).map((field) => ({
    ...{ ...at, what: 'changed' as const, field, before: was[field], after: is[field] },
  }));
  return [...fields, ...priceDifferences(lineNo, was.prices, is.prices)];
}

function priceDifferences(lineNo: number, was: readonly PriceTerm[], is: readonly PriceTerm[]): TermDifference[] {
  const found: TermDifference[] = [];
  const days = [...new Set([...was, ...is].map((price) => price.validFromOn))].sort();
  for (const priceFromOn of days) {
    const before = was.find((price) => price.validFromOn === priceFromOn) ?? null;
    const after = is.find((price) => price.validFromOn === priceFromOn) ?? null;
    if (schemeText(before) === schemeText(after)) continue;
    const what = before === null ? 'added' : after === null ? 'left-out' : 'changed';
    found.push({ lineNo, priceFromOn, what, field: 'price', before, after });
  }
  return found;
}
