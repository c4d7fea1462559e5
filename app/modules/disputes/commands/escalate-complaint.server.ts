import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DisputeRefusal } from '../types.ts';
import { lockLiving } from './lock-dispute.server.ts';

type Escalated = { readonly rung: string; readonly role: string; readonly isNew: boolean; readonly customerId: string };

/**
 * A complaint the customer waits for an answer to goes up to a rung of the ladder; once for each time they wait. Refuses what is no
 * complaint, a closed one and a rung that is not there.
 */
export async function escalateComplaint(
  tx: Tx,
  actor: Actor,
  input: { readonly disputeId: string; readonly position: number; readonly why: string },
  moment: Moment,
): Promise<Result<Escalated, DisputeRefusal>> {
  const found = await lockLiving(tx, input);
  if (!found.ok) return found;
  const dispute = found.value;
  if (dispute.kind !== 'complaint') return refuse({ code: 'not-a-complaint' });
  const rung = await tx
    .selectFrom('complaint_rungs')
    .selectAll()
    .where('position', '=', input.position)
    .executeTakeFirst();
  if (!rung) return refuse({ code: 'top-of-ladder' });
  const made = await tx
    .insertInto('complaint_steps')
    .values({
      ...{ dispute_id: dispute.id, customer_id: dispute.customerId, position: rung.position, rung: rung.name },
      ...{ role: rung.role, why: input.why, waiting_since_at: dispute.lastWordAt, stepped_at: moment.now },
      by_name: actor.name,
    })
    .onConflict((conflict) => conflict.columns(['dispute_id', 'waiting_since_at', 'position']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made)
    await writeAudit(tx, actor, {
      ...{
        action: 'complaint.escalated',
        subjectKind: 'dispute',
        subjectId: dispute.id,
        customerId: dispute.customerId,
      },
      after: { rung: rung.name, role: rung.role },
      reason: input.why,
    });
  return ok({ rung: rung.name, role: rung.role, isNew: made !== undefined, customerId: dispute.customerId });
}
