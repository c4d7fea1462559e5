import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DeliveryEventKind } from '../types.ts';

export type StepInput = {
  readonly deliveryId: string;
  readonly customerId: string;
  readonly kind: DeliveryEventKind;
  /** When it happened, if that was not now. */
  readonly happenedAt?: Date;
  readonly reference?: string;
  readonly reason?: string;
  readonly person?: string;
  readonly paidOn?: string | null;
  readonly evidenceId?: string | null;
};

/**
 * Adds one step to a sending; the database stamps where it then stands and raises `delivery_step` (TS065) when the step may
 * not follow. The caller maps that, and has locked nothing: the sending's row is locked by the step.
 */
export async function noteStep(tx: Tx, actor: Actor, step: StepInput, moment: Moment): Promise<void> {
  await tx
    .insertInto('delivery_events')
    .values({
      ...{ delivery_id: step.deliveryId, customer_id: step.customerId, kind: step.kind },
      ...{ happened_at: step.happenedAt ?? moment.now, noted_at: moment.now, by_id: actor.id, by_name: actor.name },
      ...{ reference: step.reference ?? '', reason: step.reason ?? '', person: step.person ?? '' },
      ...{ paid_on: step.paidOn ?? null, evidence_id: step.evidenceId ?? null },
    })
    .execute();
}
