import { formatDate } from '#app/kernel/format-date.ts';
import { parseId } from '#app/kernel/ids.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { StartPreviewInput } from '#app/modules/billing-runs/types.ts';
import { closeOrder } from '#app/modules/usage/commands/close-order.server.ts';
import type { Unbilled } from '#app/modules/usage/queries/unbilled.server.ts';
import type { OrderId } from '#app/modules/usage/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';

/** A run over exactly the records that are due, and nothing else of their customers; null when nothing is. */
export function draftingOf(chosen: readonly Unbilled[], today: PlainDate, locale: string): StartPreviewInput | null {
  const due = chosen.filter(({ isDue }) => isDue);
  if (due.length === 0) return null;
  return {
    name: `Not billed by ${formatDate(today, locale)}`,
    cutOffOn: today,
    documentOn: today,
    cycles: [...new Set(due.map(({ cycle }) => cycle))],
    filter: {
      customerIds: [...new Set(due.map(({ customerId }) => customerId))],
      productIds: [...new Set(due.map(({ productId }) => productId))],
      usageIds: due.map(({ id }) => id),
    },
    reviewNeeded: false,
  };
}

/** Closes the order of the form; answers what to tell, or the form again. */
export async function closeAskedOrder(
  of: (name: string) => string,
  actor: Actor,
  moment: Moment,
): Promise<Result<string, FormRefusal>> {
  const orderId = parseId<OrderId>(of('orderId'));
  const values = { orderId: of('orderId'), reason: of('reason') };
  if (!orderId) return refuse(formRefusal({ fieldErrors: { orderId: ['Choose the order.'] }, values }));
  const closed = await inTransaction(staffDb(), (tx) =>
    closeOrder(tx, actor, { orderId, reason: values.reason }, moment),
  );
  if (closed.ok) return ok(`Order ${closed.value.number} waits for nothing more.`);
  const fieldErrors: Record<string, string[]> =
    closed.refusal.code === 'reason-missing'
      ? { reason: ['Say why nothing more will be delivered.'] }
      : { orderId: ['This order is not there. Choose another.'] };
  return refuse(formRefusal({ fieldErrors, values }));
}
