import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { billedDaysReached } from '../rules/billed-days.ts';
import { compareTerms } from '../rules/compare-terms.ts';
import type { ContractId, ContractTerms, TermDifference } from '../types.ts';
import { billedThrough, currentTerms, versionsOf } from './current-terms.server.ts';

/** The differences of two versions of a contract; null where one of them is not there. `fromNo` 0 is before the first. */
export async function versionDifferences(
  db: ReadDb,
  contractId: ContractId,
  { fromNo, toNo }: { readonly fromNo: number; readonly toNo: number },
): Promise<{ differences: TermDifference[]; after: ContractTerms } | null> {
  const versions = await versionsOf(db, contractId);
  const termsAt = (no: number) => versions.find((version) => version.versionNo === no)?.terms;
  const [before, after] = [termsAt(fromNo), termsAt(toNo)];
  if (!after || (fromNo > 0 && !before)) return null;
  return { differences: compareTerms(before ?? null, after), after };
}

/** Billed days that a version, if it held, would bill otherwise, from the first to the last; null: none. */
export async function billedDaysOf(
  db: ReadDb,
  contractId: ContractId,
  terms: ContractTerms,
): Promise<{ fromOn: PlainDate; throughOn: PlainDate } | null> {
  const before = await currentTerms(db, contractId);
  return before && billedDaysReached(before, terms, await billedThrough(db, contractId));
}
