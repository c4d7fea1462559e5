import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ContractFault, ContractProblem, PriceTerm, WantedLine, WantedTerms } from '../types.ts';
import { settlePrices } from './price-terms.ts';

/** What a proposal may name, as it stands in the tables. Missing ids are unknown. */
export type Known = {
  readonly products: ReadonlyMap<string, { validFromOn: PlainDate; validToOn: PlainDate | null }>;
  readonly priceLists: ReadonlyMap<string, { name: string; currency: string }>;
  readonly siteIds: ReadonlySet<string>;
  readonly taxCodes: ReadonlySet<string>;
  readonly accountCodes: ReadonlySet<string>;
};

/** Everything wrong with a proposal by itself, each at its place; the database refuses the same once more. */
export function findFaults(wanted: WantedTerms, known: Known): ContractFault[] {
  const faults: ContractFault[] = [];
  const ofContract = (problem: ContractProblem) => faults.push({ line: null, lineNo: null, price: null, problem });
  const { startsOn, endsOn } = wanted;
  if (endsOn !== null && endsOn < startsOn) ofContract({ code: 'ends-before-start', startsOn, endsOn });
  if (wanted.lines.length === 0) ofContract({ code: 'no-lines' });
  for (const [index, line] of wanted.lines.entries()) {
    const at = { line: index + 1, lineNo: line.lineNo };
    for (const problem of lineProblems(line, wanted, known)) faults.push({ ...at, price: null, problem });
    for (const { price, problem } of priceProblems(line.prices)) faults.push({ ...at, price, problem });
  }
  return faults;
}

function lineProblems(line: WantedLine, contract: WantedTerms, known: Known): ContractProblem[] {
  const problems: ContractProblem[] = [];
  const { startsOn, endsOn } = line;
  if (endsOn !== null && endsOn < startsOn) problems.push({ code: 'ends-before-start', startsOn, endsOn });
  const isLate = contract.endsOn !== null && (endsOn ?? startsOn) > contract.endsOn;
  if (startsOn < contract.startsOn || isLate)
    problems.push({ code: 'outside-contract', startsOn: contract.startsOn, endsOn: contract.endsOn });
  const product = known.products.get(line.productId);
  if (!product) problems.push({ code: 'product-unknown' });
  else if (startsOn < product.validFromOn || (product.validToOn !== null && startsOn > product.validToOn))
    problems.push({ code: 'product-not-sold', fromOn: product.validFromOn, toOn: product.validToOn });
  if (line.siteId !== null && !known.siteIds.has(line.siteId)) problems.push({ code: 'site-unknown' });
  if (line.taxCode !== null && !known.taxCodes.has(line.taxCode)) problems.push({ code: 'tax-unknown' });
  if (line.accountCode !== null && !known.accountCodes.has(line.accountCode))
    problems.push({ code: 'account-unknown' });
  if (line.charge === 'metered' && line.timing === 'advance') problems.push({ code: 'metered-in-advance' });
  if (line.priceListId === null && line.prices.length === 0) problems.push({ code: 'price-missing' });
  const list = line.priceListId === null ? null : known.priceLists.get(line.priceListId);
  if (list === undefined) problems.push({ code: 'price-list-unknown' });
  else if (list && list.currency !== contract.currency)
    problems.push({
      ...{ code: 'price-list-currency', listName: list.name, listCurrency: list.currency },
      currency: contract.currency,
    });
  return problems;
}

const spanOf = (price: PriceTerm) => ({ fromOn: price.validFromOn, toOn: price.validToOn });

/** Prices that end before they begin, and pairs that both hold on a day, each named at the one that begins later. */
function priceProblems(prices: readonly PriceTerm[]): { price: number; problem: ContractProblem }[] {
  const found: { price: number; problem: ContractProblem }[] = [];
  for (const [index, { validFromOn: startsOn, validToOn: endsOn }] of prices.entries())
    if (endsOn !== null && endsOn < startsOn)
      found.push({ price: index + 1, problem: { code: 'ends-before-start', startsOn, endsOn } });
  if (found.length > 0) return found;
  const places = prices.map((price, index) => ({ price, place: index + 1 }));
  places.sort((a, b) => (a.price.validFromOn < b.price.validFromOn ? -1 : 1));
  const settled = settlePrices(places.map(({ price }) => price));
  for (const [index, later] of settled.entries()) {
    const overlapping = settled
      .slice(0, index)
      .find((one) => one.validToOn === null || one.validToOn >= later.validFromOn);
    if (overlapping)
      found.push({
        price: places[index]!.place,
        problem: { code: 'prices-overlap', one: spanOf(overlapping), other: spanOf(later) },
      });
  }
  return found;
}
