import type { PlainDate } from '#app/kernel/plain-date.ts';
import { addDays, earlier } from '#app/kernel/plain-date.ts';
import { type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { currentTerms } from '../queries/current-terms.server.ts';
import type { ContractId, ContractRefusal, WantedTerms } from '../types.ts';
import { type ProposedVersion, proposeVersion } from './propose-version.server.ts';

/**
 * Proposes to end a contract on a day, its lines with it; lines that would only have begun later fall away. A second person
 * approves it like any change. Refuses a contract that never held, a day before it starts, and one before days that were billed.
 */
export async function endContract(
  tx: Tx,
  actor: Actor,
  input: { readonly contractId: ContractId; readonly endsOn: PlainDate; readonly reason: string },
  moment: Moment,
): Promise<Result<ProposedVersion, ContractRefusal>> {
  const { contractId, endsOn, reason } = input;
  const terms = await currentTerms(tx, contractId);
  if (!terms) return refuse({ code: 'not-active' });
  const { startsOn } = terms;
  const problem = { code: 'ends-before-start', startsOn, endsOn } as const;
  if (endsOn < startsOn)
    return refuse({ code: 'faults', faults: [{ line: null, lineNo: null, price: null, problem }] });
  const lines = terms.lines
    .filter((line) => line.startsOn <= endsOn)
    .map((line) => ({ ...line, endsOn: line.endsOn === null ? endsOn : earlier(line.endsOn, endsOn) }));
  const wanted: WantedTerms = { ...terms, endsOn, lines };
  return proposeVersion(tx, actor, { contractId, wanted, holdsFromOn: addDays(endsOn, 1), reason }, moment);
}
