import { divideHalfUp } from '#app/kernel/money.ts';
import type { CreditLine, CreditPosting, PricedInvoice } from '../types.ts';
import { DEFERRED, OUTPUT_TAX } from './build-invoice-entry.ts';
import type { Corrected, CorrectedAccount } from './corrected.ts';

type Totals = Pick<PricedInvoice, 'taxMinor' | 'grossMinor'> & { readonly lines: readonly CreditLine[] };

/**
 * The debits of a credit note's entry and its gross amount in base currency, at the exchange rate of the corrected
 * document: per account what should be credited in base by now, rounded once, less what was before. What 2400 gives is
 * counted line by line. What rounding leaves between the accounts and the gross goes to the account with the largest lines; the
 * credit that ends the document clears every account to zero.
 */
export function creditPostings(
  of: Corrected,
  totals: Totals,
): { readonly grossBaseMinor: bigint; readonly postings: readonly CreditPosting[] } {
  const creditedMinor = of.creditedGrossMinor + totals.grossMinor;
  const isLast = creditedMinor === of.grossMinor;
  const untilNow = divideHalfUp(creditedMinor * of.grossBaseMinor, of.grossMinor);
  const grossBaseMinor = untilNow - of.creditedBaseMinor;
  const amounts = amountsByAccount(totals);
  const names = new Set([...amounts.keys(), ...(isLast ? of.accounts.map(({ account }) => account) : [])]);
  names.delete(DEFERRED);
  const postings = [...names].map((name) => {
    const account = of.accounts.find((found) => found.account === name) ?? unposted(name);
    const amountMinor = amounts.get(name) ?? 0n;
    const until = isLast ? account.baseMinor : baseUntil(of, account, account.creditedMinor + amountMinor);
    return { account: name, amountMinor, baseMinor: until - account.creditedBaseMinor };
  });
  const deferred = deferredPosting(totals);
  const off = grossBaseMinor - [...postings, deferred].reduce((total, posting) => total + posting.baseMinor, 0n);
  const sizes = amountsByAccount({ ...totals, lines: totals.lines.map(({ deferred: _deferred, ...line }) => line) });
  const sizeAt = (at: number) => sizes.get(postings[at]!.account) ?? 0n;
  const largest = postings.reduce((best, _posting, at) => (sizeAt(at) > sizeAt(best) ? at : best), 0);
  const balanced = postings.map((posting, at) =>
    at === largest ? { ...posting, baseMinor: posting.baseMinor + off } : posting,
  );
  return {
    grossBaseMinor,
    postings: [...balanced, deferred].filter(({ amountMinor, baseMinor }) => amountMinor !== 0n || baseMinor !== 0n),
  };
}

/** Revenue of every line is named, even where all of it comes from 2400: it takes the rounding. */
function amountsByAccount(totals: Totals): Map<string, bigint> {
  const amounts = new Map<string, bigint>();
  const add = (account: string, minor: bigint) => amounts.set(account, (amounts.get(account) ?? 0n) + minor);
  for (const line of totals.lines) add(line.accountCode, line.netMinor - (line.deferred?.minor ?? 0n));
  if (totals.taxMinor !== 0n) add(OUTPUT_TAX, totals.taxMinor);
  return amounts;
}

const deferredPosting = ({ lines }: Totals): CreditPosting => ({
  account: DEFERRED,
  amountMinor: lines.reduce((total, { deferred }) => total + (deferred?.minor ?? 0n), 0n),
  baseMinor: lines.reduce((total, { deferred }) => total + (deferred?.baseMinor ?? 0n), 0n),
});

/** Lines that cancelled each other left no posting of their account; a credit of one of them makes the first. */
const unposted = (account: string): CorrectedAccount => ({
  ...{ account, amountMinor: 0n, baseMinor: 0n, creditedMinor: 0n, creditedBaseMinor: 0n },
});

function baseUntil(of: Corrected, account: CorrectedAccount, creditedMinor: bigint): bigint {
  if (account.amountMinor === 0n) return divideHalfUp(creditedMinor * of.grossBaseMinor, of.grossMinor);
  const sign = account.amountMinor < 0n ? -1n : 1n;
  return divideHalfUp(creditedMinor * account.baseMinor * sign, account.amountMinor * sign);
}
