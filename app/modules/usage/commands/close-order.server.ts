import type { CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { OrderId } from '../types.ts';

/** Says that nothing more will be delivered on an order, so that it waits for nothing. Closing it twice closes it once. */
export async function closeOrder(
  tx: Tx,
  actor: Actor,
  { orderId, reason }: { readonly orderId: OrderId; readonly reason: string },
  moment: Moment,
): Promise<Result<{ number: string }, { code: 'not-there' | 'reason-missing' }>> {
  if (reason.trim() === '') return refuse({ code: 'reason-missing' });
  const order = await tx
    .selectFrom('service_orders')
    .select(['number', 'customer_id'])
    .where('id', '=', orderId)
    .executeTakeFirst();
  if (!order) return refuse({ code: 'not-there' });
  const closed = await tx
    .insertInto('service_order_closings')
    .values({
      order_id: orderId,
      customer_id: order.customer_id,
      closed_on: moment.today,
      reason: reason.trim(),
      recorded_at: moment.now,
      recorded_by: actor.id,
      recorded_by_name: actor.name,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('order_id')
    .executeTakeFirst();
  if (closed)
    await writeAudit(tx, actor, {
      action: 'order.closed',
      subjectKind: 'service_order',
      subjectId: orderId,
      customerId: order.customer_id as CustomerId,
      reason: reason.trim(),
    });
  return ok({ number: order.number });
}
