import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { billedThrough, currentTerms, termsOf } from '../queries/current-terms.server.ts';
import { knownReferences } from '../queries/known-references.server.ts';
import { billedDayFaults, changesFromOn } from '../rules/billed-days.ts';
import { compareTerms } from '../rules/compare-terms.ts';
import { findFaults } from '../rules/find-faults.ts';
import type { ContractFault, ContractId, ContractRefusal, ContractTerms } from '../types.ts';
import { writeTerms } from './write-terms.server.ts';

export type DecideVersionInput = {
  readonly contractId: ContractId;
  readonly versionNo: number;
  readonly decision: 'approve' | 'send-back';
  readonly note: string;
};

/**
 * Decides a proposed version. Approved, its terms are written into lines and prices in the same transaction; sent back, nothing
 * else happens and the note says why. Locks the contract. Refuses one's own proposal, what is decided already, sending back
 * without a reason, and terms that no longer fit because days were billed or a product ended meanwhile.
 */
export async function decideVersion(
  tx: Tx,
  actor: Actor,
  input: DecideVersionInput,
  moment: Moment,
): Promise<Result<{ number: string }, ContractRefusal>> {
  const { contractId, versionNo, decision } = input;
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'not-staff' });
  const contract = await tx
    .selectFrom('contracts')
    .select(['customer_id as customerId', 'number'])
    .where('id', '=', contractId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const version = await tx
    .selectFrom('contract_versions')
    .select(['state', 'terms', 'proposed_by', 'decided_by_name'])
    .where('contract_id', '=', contractId)
    .where('version_no', '=', versionNo)
    .executeTakeFirst();
  if (!contract || !version) return refuse({ code: 'not-found' });
  if (version.state !== 'waiting')
    return refuse({ code: 'already-decided', state: version.state, byName: version.decided_by_name ?? '' });
  if (version.proposed_by === actor.id) return refuse({ code: 'own-proposal' });
  const note = input.note.trim();
  if (decision === 'send-back' && note === '') return refuse({ code: 'reason-missing' });
  const terms = termsOf(version.terms);
  const before = await currentTerms(tx, contractId);
  if (decision === 'approve') {
    const faults = await faultsNow(tx, { contractId, customerId: contract.customerId, before, terms });
    if (faults.length > 0) return refuse({ code: 'faults', faults });
  }
  const state = decision === 'approve' ? 'approved' : 'refused';
  try {
    await tx
      .updateTable('contract_versions')
      .set({
        ...{ state, decided_by: actor.id, decided_by_name: actor.name, decided_at: moment.now, decision_note: note },
        changes_from_on: decision === 'approve' && before ? changesFromOn(before, terms) : null,
      })
      .where('contract_id', '=', contractId)
      .where('version_no', '=', versionNo)
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'contract_versions_second_person_check') return refuse({ code: 'own-proposal' });
    throw error;
  }
  if (decision === 'approve') {
    try {
      await writeTerms(tx, { contractId, customerId: contract.customerId, versionNo, terms });
    } catch (error) {
      if (constraintOf(error) === 'usage_line') return refuse({ code: 'usage-recorded' });
      throw error;
    }
  }
  const differences = decision === 'approve' ? compareTerms(before, terms) : [];
  await writeAudit(tx, actor, {
    ...{ action: `contract.${state}`, subjectKind: 'contract', subjectId: contractId, customerId: contract.customerId },
    ...{ before: { state: 'waiting' }, after: { state, number: contract.number, versionNo, differences } },
    reason: note,
  });
  return ok({ number: contract.number });
}

type Standing = {
  readonly contractId: ContractId;
  readonly customerId: string;
  readonly before: ContractTerms | null;
  readonly terms: ContractTerms;
};

/** What speaks against the terms now, though they were whole when they were proposed. */
async function faultsNow(tx: Tx, { contractId, customerId, before, terms }: Standing): Promise<ContractFault[]> {
  const faults = findFaults(terms, await knownReferences(tx, customerId, terms));
  if (before) faults.push(...billedDayFaults(before, terms, await billedThrough(tx, contractId)));
  return faults;
}
