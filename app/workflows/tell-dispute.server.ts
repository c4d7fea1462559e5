import { ok } from '#app/kernel/result.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { getDispute } from '#app/modules/disputes/queries/get-dispute.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { disputeNews, type NewsOf } from './dispute-news.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { NO_ADDRESS } from './tell-payer.server.ts';

/**
 * Job: orders the mail about what happened to a dispute, to who raised it or else to the first contact who receives invoices;
 * once for each stage and each message of ours, however often it runs. Without an address it is kept as suppressed.
 */
export async function tellDispute(outside: Pick<Outside, 'db'>, of: NewsOf & { disputeId: string }): Promise<void> {
  const dispute = await getDispute(outside.db, { disputeId: of.disputeId });
  const kind = dispute && disputeNews(dispute, of)?.kind;
  if (!dispute || !kind) return;
  const { customerId, id: disputeId, notifyEmail } = dispute;
  const customer = await getCustomer(outside.db, customerId);
  const to = notifyEmail || customer?.contacts.find((contact) => contact.receivesInvoices)?.email;
  const moment = await momentFor(outside);
  const event: Record<string, string> = 'messageId' in of ? { messageId: of.messageId } : { position: of.position };
  const message = {
    ...{
      kind,
      sendKey: `dispute:${disputeId}:${Object.values(event)[0]}`,
      customerId,
      details: { disputeId, ...event },
    },
    ...{ toAddress: to ?? '', ...(to ? {} : { suppressedBecause: NO_ADDRESS }) },
  };
  await inTransaction(outside.db, async (tx) => ok(await queueMessage(tx, message, moment)));
}
