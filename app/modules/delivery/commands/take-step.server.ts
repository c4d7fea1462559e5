import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { DeliveryRefusal } from '../types.ts';
import { noteStep, type StepInput } from './note-step.server.ts';

/**
 * A person's step on a sending: submitted with the portal's reference, accepted, rejected with the reason, posted, given to
 * carry, handed over. Refuses an unknown sending and a step that may not follow. Writes `delivery.<kind>`.
 */
export async function takeStep(
  tx: Tx,
  actor: Actor,
  step: Omit<StepInput, 'customerId'>,
  moment: Moment,
): Promise<Result<{ customerId: string }, DeliveryRefusal>> {
  const found = await tx
    .selectFrom('deliveries')
    .select(['customer_id', 'invoice_id'])
    .where('id', '=', step.deliveryId)
    .executeTakeFirst();
  if (!found) return refuse({ code: 'not-found' });
  try {
    await noteStep(tx, actor, { ...step, customerId: found.customer_id }, moment);
  } catch (error) {
    if (constraintOf(error) === 'delivery_step') return refuse({ code: 'step' });
    throw error;
  }
  await writeAudit(tx, actor, {
    action: `delivery.${step.kind.replaceAll('_', '-')}`,
    subjectKind: found.invoice_id ? 'invoice' : 'delivery',
    subjectId: found.invoice_id ?? step.deliveryId,
    customerId: found.customer_id,
    ...(step.reference ? { after: { reference: step.reference } } : {}),
    ...(step.reason ? { reason: step.reason } : {}),
  });
  return ok({ customerId: found.customer_id });
}
