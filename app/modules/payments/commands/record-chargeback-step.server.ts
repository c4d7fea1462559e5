import type { PlainDate } from '#app/kernel/plain-date.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type ChargebackStep = {
  readonly chargebackId: string;
  readonly customerId: string;
  /** The payment that was contested: what happened stands in its story. */
  readonly contestedId: string;
  readonly kind: 'withdrawn' | 'reinstated';
  readonly amountMinor: bigint;
  readonly happenedOn: PlainDate;
  /** What is owed again, where a part was taken; null where the payment was reversed whole. */
  readonly debitItemId?: string;
  /** The money that came back, a payment of its own. */
  readonly paymentId?: string;
};

/** Writes down how the money of a chargeback moved, once each way. What it means in the books was posted by the caller. */
export async function recordChargebackStep(tx: Tx, actor: Actor, step: ChargebackStep, moment: Moment): Promise<void> {
  await tx
    .insertInto('chargeback_steps')
    .values({
      ...{ chargeback_id: step.chargebackId, customer_id: step.customerId, kind: step.kind },
      ...{ amount_minor: step.amountMinor, happened_on: step.happenedOn, taken_at: moment.now },
      ...{ debit_item_id: step.debitItemId ?? null, payment_id: step.paymentId ?? null },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: `chargeback.${step.kind}`, subjectKind: 'payment', subjectId: step.contestedId },
    ...{ customerId: step.customerId, after: { amountMinor: step.amountMinor, happenedOn: step.happenedOn } },
  });
}
