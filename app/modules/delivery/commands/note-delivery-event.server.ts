import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type DeliveryEventInput = {
  readonly providerRef: string;
  readonly kind: 'delivered' | 'bounced' | 'failed';
  /** Why it bounced or failed, as the provider says. */
  readonly reason: string;
};

/** Which states an event may follow: a bounce may come after "delivered" (the inbox refused later), never the other way. */
const MAY_FOLLOW: Record<DeliveryEventInput['kind'], readonly string[]> = {
  delivered: ['sent'],
  bounced: ['sent', 'delivered'],
  failed: ['sent'],
};

/** Notes what the provider tells later. Any order and number of deliveries leads to the same state. Answers whether it changed. */
export async function noteDeliveryEvent(tx: Tx, event: DeliveryEventInput, moment: Moment): Promise<boolean> {
  const noted = await tx
    .updateTable('messages')
    .set({ state: event.kind, state_reason: event.reason, changed_at: moment.now })
    .where('provider_ref', '=', event.providerRef)
    .where('state', 'in', [...MAY_FOLLOW[event.kind]])
    .executeTakeFirst();
  return noted.numUpdatedRows > 0n;
}
