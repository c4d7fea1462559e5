import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { CreditRequestRefusal } from '../types.ts';

/**
 * Says what was done about a customer's request, in words the customer reads; the credit itself is applied or refunded on its
 * own page. Refuses an empty answer, and a request that is not there or was answered already.
 */
export async function answerCreditRequest(
  tx: Tx,
  actor: Actor,
  input: { readonly requestId: string; readonly answer: string },
  moment: Moment,
): Promise<Result<void, CreditRequestRefusal>> {
  const answer = input.answer.trim();
  if (answer === '') return refuse({ code: 'answer-missing' });
  const request = await tx
    .updateTable('credit_requests')
    .set({ answered_by: actor.id, answered_by_name: actor.name, answered_at: moment.now, answer })
    .where('id', '=', input.requestId)
    .where('answered_at', 'is', null)
    .returning(['customer_id as customerId', 'open_item_id as openItemId', 'wish'])
    .executeTakeFirst();
  if (!request) return refuse({ code: 'answered-already' });
  await writeAudit(tx, actor, {
    ...{ action: 'credit.request-answered', subjectKind: 'open_item', subjectId: request.openItemId },
    ...{ customerId: request.customerId, after: { wish: request.wish, requestId: input.requestId }, reason: answer },
  });
  return ok();
}
