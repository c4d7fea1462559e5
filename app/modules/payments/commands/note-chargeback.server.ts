import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ChargebackInput } from '../queries/chargebacks.server.ts';

/**
 * Notes a chargeback as the processor tells it now and answers our id of it, with what moved already. The caller holds the
 * attempt, so that no two tell of it at once. A decided one stays decided.
 */
export async function noteChargeback(
  tx: Tx,
  told: ChargebackInput,
  moment: Moment,
): Promise<{ readonly id: string; readonly withdrawn: boolean; readonly reinstated: boolean }> {
  const row = await tx
    .insertInto('chargebacks')
    .values({
      ...{ dispute_ref: told.disputeRef, payment_id: told.paymentId, customer_id: told.customerId },
      ...{ currency: told.currency, amount_minor: told.amountMinor, reason: told.reason, state: told.state },
      ...{ opened_on: told.openedOn, changed_at: moment.now },
    })
    .onConflict((conflict) =>
      conflict
        .column('dispute_ref')
        .doUpdateSet({ state: told.state, changed_at: moment.now })
        .where('chargebacks.state', 'in', ['inquiry', 'open'])
        .where('chargebacks.state', '<>', told.state),
    )
    .returning('id')
    .executeTakeFirst();
  const id = row?.id ?? (await idOf(tx, told.disputeRef));
  const steps = await tx.selectFrom('chargeback_steps').select('kind').where('chargeback_id', '=', id).execute();
  const has = (kind: string) => steps.some((step) => step.kind === kind);
  return { id, withdrawn: has('withdrawn'), reinstated: has('reinstated') };
}

async function idOf(tx: Tx, disputeRef: string): Promise<string> {
  const row = await tx
    .selectFrom('chargebacks')
    .select('id')
    .where('dispute_ref', '=', disputeRef)
    .executeTakeFirstOrThrow();
  return row.id;
}
