import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { MessageDetails, MessageKind } from '../types.ts';

export type LostMail = {
  readonly id: string;
  readonly kind: MessageKind;
  readonly invoiceId: string | null;
  readonly paymentId: string | null;
  readonly details: MessageDetails;
  readonly deliveryIds: readonly string[];
};

const LOST_MAX = 200;

/**
 * Takes the one right to send again what came back from an address that was changed, and answers those mails. Refuses an unknown task, one without a new address, and a second time.
 */
export async function claimSendingAgain(
  tx: Tx,
  taskId: string,
  moment: Moment,
): Promise<
  Result<{ customerId: string; to: string; lost: LostMail[] }, { readonly code: 'not-found' | 'again' | 'nowhere' }>
> {
  const task = await tx.selectFrom('address_tasks').selectAll().where('id', '=', taskId).forUpdate().executeTakeFirst();
  if (!task) return refuse({ code: 'not-found' });
  if (task.sent_again_at !== null) return refuse({ code: 'again' });
  if (task.closed_how !== 'changed' || task.new_address === null) return refuse({ code: 'nowhere' });
  await tx.updateTable('address_tasks').set({ sent_again_at: moment.now }).where('id', '=', taskId).execute();
  const rows = await tx
    .selectFrom('messages as m')
    .innerJoin('delivery_messages as l', 'l.message_id', 'm.id')
    .innerJoin('deliveries as d', 'd.id', 'l.delivery_id')
    .select(['m.id', 'm.kind', 'm.invoice_id', 'm.payment_id', 'm.details', 'l.delivery_id'])
    .where('m.customer_id', '=', task.customer_id)
    .where('m.to_address', '=', task.address)
    .where('m.state', 'in', ['bounced', 'failed'])
    .where('d.state', '<>', 'withdrawn')
    .orderBy('m.id')
    .limit(LOST_MAX)
    .execute();
  const byMail = Map.groupBy(rows, (row) => row.id);
  const lost = [...byMail].map(([id, [first, ...rest]]) => ({
    ...{ id, kind: first!.kind as MessageKind, invoiceId: first!.invoice_id, paymentId: first!.payment_id },
    ...{ details: first!.details as MessageDetails, deliveryIds: [first!, ...rest].map((row) => row.delivery_id) },
  }));
  return ok({ customerId: task.customer_id, to: task.new_address, lost });
}
