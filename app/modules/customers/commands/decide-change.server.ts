import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { ChangeRefusal } from '../types.ts';
import { doDueChange } from './do-due-changes.server.ts';

export type DecideChangeInput = {
  readonly requestId: string;
  readonly decision:
    | { readonly kind: 'grant'; readonly fromOn: PlainDate | null; readonly approvalId?: string }
    | { readonly kind: 'decline'; readonly reason: string };
};

/**
 * A colleague grants what a customer asked, from the day asked for or another one, or declines it with the reason the
 * customer reads. Details whose day has come are changed at once, others on their day; bank details need `approvalId`, the
 * request that a second colleague decides. Refuses what was decided and a decline without a reason.
 */
export async function decideChange(
  tx: Tx,
  actor: Actor,
  { requestId, decision }: DecideChangeInput,
  moment: Moment,
): Promise<Result<{ readonly fromOn: PlainDate | null }, ChangeRefusal>> {
  const { now, today } = moment;
  const asked = await tx
    .selectFrom('customer_change_requests')
    .select(['id', 'customer_id', 'kind', 'from_on'])
    .where('id', '=', requestId)
    .executeTakeFirst();
  if (!asked) return refuse({ code: 'not-found' });
  const reason = decision.kind === 'decline' ? decision.reason.trim() : '';
  if (decision.kind === 'decline' && reason === '') return refuse({ code: 'reason-missing' });
  const fromOn = decision.kind === 'grant' ? later(decision.fromOn ?? (asked.from_on as PlainDate), today) : null;
  try {
    await tx
      .insertInto('customer_change_decisions')
      .values({
        ...{ request_id: requestId, customer_id: asked.customer_id, reason, from_on: fromOn },
        ...{ outcome: decision.kind === 'grant' ? 'granted' : 'declined' },
        approval_id: decision.kind === 'grant' ? (decision.approvalId ?? null) : null,
        ...{ decided_by: actor.id, decided_by_name: actor.name, decided_at: now },
      })
      .execute();
  } catch (error) {
    const broken = constraintOf(error);
    if (broken === 'customer_change_decisions_pkey') return refuse({ code: 'already-decided' });
    if (broken === 'customer_change_second_person') return refuse({ code: 'own-request' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: `customer.change-${decision.kind === 'grant' ? 'granted' : 'declined'}`, subjectKind: 'customer' },
    ...{ subjectId: asked.customer_id, customerId: asked.customer_id, reason },
    after: { requestId, kind: asked.kind, fromOn },
  });
  if (fromOn !== null && fromOn <= today && asked.kind === 'details') await doDueChange(tx, actor, requestId, moment);
  return ok({ fromOn });
}
