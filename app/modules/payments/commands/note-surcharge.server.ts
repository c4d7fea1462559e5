import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { SurchargeShown } from '../types.ts';

/** Keeps the surcharge a payer was shown beside the attempt that has just begun and whose amount it is part of. */
export async function noteSurcharge(
  tx: Tx,
  of: { readonly attemptId: string; readonly customerId: string; readonly shown: SurchargeShown },
  moment: Moment,
): Promise<void> {
  const { shown } = of;
  await tx
    .insertInto('attempt_surcharges')
    .values({
      attempt_id: of.attemptId,
      customer_id: of.customerId,
      method: shown.method,
      of_minor: shown.ofMinor,
      net_minor: shown.netMinor,
      tax_minor: shown.taxMinor,
      gross_minor: shown.grossMinor,
      tax_code: shown.taxCode,
      tax_rate_bp: shown.taxRateBp,
      shown_on: moment.today,
    })
    .execute();
}
