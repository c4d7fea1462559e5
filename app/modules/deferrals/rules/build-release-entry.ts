import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { EntryInput } from '#app/modules/ledger/types.ts';
import type { Release } from '../types.ts';

const DEFERRED = '2400';

/** Debit 2400, credit the revenue of the line (DESIGN 5, deferred revenue released). */
export function buildReleaseEntry(entryId: string, release: Release, effectiveOn: PlainDate): EntryInput {
  const { deferral, amountMinor, baseMinor, monthOn } = release;
  const { currency } = deferral;
  return {
    id: entryId,
    kind: 'revenue_release',
    sourceId: deferral.invoiceId,
    effectiveOn,
    valueOn: release.earnedOn,
    memo: `Earned in ${monthOn.slice(0, 7)}: ${deferral.number}, line ${deferral.lineNo}`,
    lines: [
      { account: DEFERRED, currency, amountMinor, baseMinor },
      { account: deferral.accountCode, currency, amountMinor: -amountMinor, baseMinor: -baseMinor },
    ],
  };
}
