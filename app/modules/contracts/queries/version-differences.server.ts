import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { compareTerms } from '../rules/compare-terms.ts';
import type { ContractId, ContractTerms, TermDifference } from '../types.ts';
import { versionsOf } from './current-terms.server.ts';

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
