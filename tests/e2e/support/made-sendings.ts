import { SYSTEM } from '#app/modules/audit/types.ts';
import { takeStep } from '#app/modules/delivery/commands/take-step.server.ts';
import type { Channel } from '#app/modules/delivery/types.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { orderDelivery } from '#app/workflows/order-delivery.server.ts';
import { demoDatabase, oneValue } from './demo-database.ts';
import { done } from './made-things.ts';

/** One invoice on its way to a supplier portal (submitted), by hand and by post, and an address that mail came back from. */
export async function someSendings(customerId: string, invoiceId: string) {
  const moment = momentIn('Europe/London');
  const order = async (channel: Channel): Promise<string> => {
    const about = {
      customerId,
      documentKind: 'invoice' as const,
      about: { invoiceId },
      once: `seen-${channel}`,
      channel,
    };
    const made = await done(async (tx) => ({
      ok: true as const,
      value: await orderDelivery(tx, SYSTEM, about, moment),
    }));
    return (
      made?.deliveryId ??
      oneValue<string>('select id from deliveries where once_key = $1', [`invoice:${invoiceId}:seen-${channel}`])
    );
  };
  const portal = await order('supplier_portal');
  // Tests of other files may have come first.
  const submitted = { deliveryId: portal, kind: 'submitted' as const, reference: 'SUP-10042' };
  const state = await oneValue<string>('select state from deliveries where id = $1', [portal]);
  if (state === 'waiting') await inTransaction(demoDatabase().db, (tx) => takeStep(tx, SYSTEM, submitted, moment));
  await demoDatabase().pool.query(
    `insert into address_tasks (customer_id, address, contact_name, reason, message_id, opened_at)
     select m.customer_id, m.to_address, 'Accounts', 'The address does not exist.', m.id, now()
     from messages m where m.customer_id = $1 and m.to_address <> '' limit 1 on conflict do nothing`,
    [customerId],
  );
  return { portalSending: portal, handSending: await order('hand'), postSending: await order('post') };
}
