import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { billedThrough } from '../queries/current-terms.server.ts';
import { knownReferences } from '../queries/known-references.server.ts';
import { billedDayFaults } from '../rules/billed-days.ts';
import { findFaults } from '../rules/find-faults.ts';
import { settleTerms } from '../rules/settle-terms.ts';
import type { ContractFault, ContractId, ContractTerms, WantedTerms } from '../types.ts';

type Proposal = {
  readonly customerId: string;
  readonly wanted: WantedTerms;
  readonly holdsFromOn: PlainDate;
  /** Null for a contract that does not hold yet. */
  readonly current: { readonly contractId: ContractId; readonly terms: ContractTerms } | null;
  readonly lastLineNo: number;
};

/** The whole contract a proposal makes, or everything that is wrong with it, each fault at its place. */
export async function checkProposal(
  db: ReadDb,
  proposal: Proposal,
): Promise<Result<ContractTerms, { code: 'faults'; faults: ContractFault[] }>> {
  const { customerId, wanted, current } = proposal;
  const faults = findFaults(wanted, await knownReferences(db, customerId, wanted));
  if (current && current.terms.currency !== wanted.currency)
    faults.push({
      ...{ line: null, lineNo: null, price: null },
      problem: { code: 'currency-fixed', currency: current.terms.currency },
    });
  const settled = settleTerms({ ...proposal, current: current?.terms ?? null });
  faults.push(...settled.faults);
  if (current) {
    const through = await billedThrough(db, current.contractId);
    for (const fault of billedDayFaults(current.terms, settled.terms, through))
      faults.push({ ...fault, line: placeOf(wanted, fault.lineNo) });
  }
  return faults.length > 0 ? refuse({ code: 'faults', faults }) : ok(settled.terms);
}

function placeOf(wanted: WantedTerms, lineNo: number | null): number | null {
  const index = wanted.lines.findIndex((line) => line.lineNo === lineNo);
  return index < 0 ? null : index + 1;
}
