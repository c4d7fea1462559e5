import { dateInZone, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { instantOf } from '../rules/wall-clock.ts';
import type { DeliveryRefusal } from '../types.ts';
import { type KeptEvidence, keepEvidence } from './keep-evidence.server.ts';
import { noteStep, type StepInput } from './note-step.server.ts';

/** As much as a wrist watch may be wrong. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

export type PersonsStep = Omit<StepInput, 'customerId' | 'evidenceId'> & {
  /** The day, without one today, and the time of day at which it happened, as the clock on the wall of the zone showed it. */
  readonly clock?: { readonly on?: PlainDate; readonly time: string; readonly zone: string };
  /** A photo or paper that lies in the store already. */
  readonly evidence?: KeptEvidence | null;
};

/**
 * A person's step on a sending: submitted with the portal's reference, accepted, rejected with the reason, posted, given to
 * carry, handed over. Refuses an unknown sending, a step that may not follow, a time that has not come, and a day before the one
 * on which it was ordered. Writes `delivery.<kind>`.
 */
export async function takeStep(
  tx: Tx,
  actor: Actor,
  step: PersonsStep,
  moment: Moment,
): Promise<Result<{ customerId: string }, DeliveryRefusal>> {
  const found = await tx
    .selectFrom('deliveries')
    .select(['customer_id', 'invoice_id', 'ordered_at'])
    .where('id', '=', step.deliveryId)
    .executeTakeFirst();
  if (!found) return refuse({ code: 'not-found' });
  const { clock, evidence, ...rest } = step;
  const { customer_id: customerId } = found;
  const file = evidence && { deliveryId: step.deliveryId, customerId, file: evidence };
  const evidenceId = file ? await keepEvidence(tx, actor, file, moment) : null;
  const on = clock?.on ?? moment.today;
  const happenedAt = clock ? instantOf(on, clock.time, clock.zone) : moment.now;
  // A clock that runs ahead of ours tells of nothing that has not happened yet.
  if (happenedAt.getTime() > moment.now.getTime() + CLOCKS_DIFFER_MS) return refuse({ code: 'not-yet' });
  if (clock && on < dateInZone(found.ordered_at, clock.zone)) return refuse({ code: 'before-ordered' });
  try {
    await noteStep(tx, actor, { ...rest, customerId, evidenceId, happenedAt }, moment);
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
