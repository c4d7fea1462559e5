import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Notes which sendings a mail carries. */
export async function linkMessage(
  tx: Tx,
  link: { readonly messageId: string; readonly customerId: string; readonly deliveryIds: readonly string[] },
): Promise<void> {
  await tx
    .insertInto('delivery_messages')
    .values(
      link.deliveryIds.map((id) => ({ delivery_id: id, message_id: link.messageId, customer_id: link.customerId })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
