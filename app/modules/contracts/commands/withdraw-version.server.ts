import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ContractId, ContractRefusal } from '../types.ts';

/**
 * Takes one's own proposal back while it waits; nothing of it ever holds, and it stays in the list of versions. Locks the
 * contract, so that it is decided or withdrawn, never both. Refuses somebody else's proposal and what is decided already.
 */
export async function withdrawVersion(
  tx: Tx,
  actor: Actor,
  input: { readonly contractId: ContractId; readonly versionNo: number },
  moment: Moment,
): Promise<Result<{ number: string }, ContractRefusal>> {
  const { contractId, versionNo } = input;
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'not-staff' });
  const contract = await tx
    .selectFrom('contracts')
    .select(['customer_id as customerId', 'number'])
    .where('id', '=', contractId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const ofVersion = tx.selectFrom('contract_versions').where('contract_id', '=', contractId);
  const version = await ofVersion
    .select(['state', 'proposed_by', 'decided_by_name'])
    .where('version_no', '=', versionNo)
    .executeTakeFirst();
  if (!contract || !version) return refuse({ code: 'not-found' });
  if (version.state !== 'waiting')
    return refuse({ code: 'already-decided', state: version.state, byName: version.decided_by_name ?? '' });
  if (version.proposed_by !== actor.id) return refuse({ code: 'not-yours' });
  await tx
    .updateTable('contract_versions')
    .set({ state: 'withdrawn', decided_by: actor.id, decided_by_name: actor.name, decided_at: moment.now })
    .where('contract_id', '=', contractId)
    .where('version_no', '=', versionNo)
    .execute();
  await writeAudit(tx, actor, {
    ...{
      action: 'contract.withdrawn',
      subjectKind: 'contract',
      subjectId: contractId,
      customerId: contract.customerId,
    },
    ...{ before: { state: 'waiting' }, after: { state: 'withdrawn', number: contract.number, versionNo } },
  });
  return ok({ number: contract.number });
}
