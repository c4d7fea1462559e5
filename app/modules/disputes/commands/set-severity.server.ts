import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DisputeRefusal, Severity } from '../types.ts';
import { lockLiving } from './lock-dispute.server.ts';

/** Says how severe a complaint is. Refuses a closed one, and what is no complaint. */
export async function setSeverity(
  tx: Tx,
  actor: Actor,
  { disputeId, severity }: { readonly disputeId: string; readonly severity: Severity },
): Promise<Result<{ customerId: string }, DisputeRefusal>> {
  const found = await lockLiving(tx, { disputeId });
  if (!found.ok) return found;
  const { id, customerId, kind, severity: before } = found.value;
  if (kind !== 'complaint') return refuse({ code: 'not-a-complaint' });
  if (before === severity) return ok({ customerId });
  await tx.updateTable('disputes').set({ severity }).where('id', '=', id).execute();
  await writeAudit(tx, actor, {
    ...{ action: 'dispute.severity-set', subjectKind: 'dispute', subjectId: id, customerId },
    ...{ before: { severity: before }, after: { severity } },
  });
  return ok({ customerId });
}
