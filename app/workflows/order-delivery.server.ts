import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { createDelivery } from '#app/modules/delivery/commands/create-delivery.server.ts';
import { linkMessage } from '#app/modules/delivery/commands/link-messages.server.ts';
import { noteMailStep } from '#app/modules/delivery/commands/note-mail-step.server.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { deliveryChoice, deliveryRoute, recipientsOf } from '#app/modules/delivery/queries/delivery-choice.server.ts';
import { gatherMinutes } from '#app/modules/delivery/queries/gather-minutes.server.ts';
import { messageBySendKey } from '#app/modules/delivery/queries/get-message.server.ts';
import type {
  Channel,
  DeliveryAbout,
  DeliveryChoice,
  DocumentKind,
  MessageDetails,
  MessageKind,
} from '#app/modules/delivery/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { NO_ADDRESS } from './tell-payer.server.ts';

export type DeliveryOrder = {
  readonly customerId: string;
  readonly documentKind: DocumentKind;
  readonly about: DeliveryAbout;
  /** Names this sending: `issued`, or the id of a person's asking. The same document goes out once under it. */
  readonly once: string;
  /** The mails leave so many seconds from now, and can be taken back until then. */
  readonly undoSeconds?: number;
  /** Instead of the customer's choice, because a person asked for it. */
  readonly channel?: Channel;
  /** Instead of the customer's contacts: whoever asked for it. */
  readonly to?: readonly string[];
  /** Of a receipt: the payment it is for. */
  readonly paymentId?: string;
};

/** What a mail about each kind of document is called. */
const MESSAGE_OF: Readonly<Record<DocumentKind, MessageKind>> = {
  invoice: 'invoice',
  credit_note: 'invoice',
  debit_note: 'invoice',
  statement: 'statement',
  receipt: 'receipt',
  reminder: 'reminder',
};
const BY_MAIL: readonly Channel[] = ['email', 'einvoice'];

/**
 * Sends one document the customer's way, once per `once`, in the transaction of what made it: mails to the right people, a
 * place in today's gathered mail, a task for a colleague, or nothing but the portal. Answers null when it was ordered
 * already. Nobody to write to is kept as a sending that failed, so that staff see it.
 */
export async function orderDelivery(
  tx: Tx,
  actor: Actor,
  order: DeliveryOrder,
  moment: Moment,
): Promise<{ deliveryId: string; channel: Channel } | null> {
  const { customerId, documentKind, about, once } = order;
  const own = await deliveryChoice(tx, customerId, documentKind);
  const choice: DeliveryChoice = order.channel ? { ...own, channel: order.channel, gathers: 'each' } : own;
  const isGathered = choice.channel === 'email' && choice.gathers === 'day' && !order.to;
  const { timeZone } = await getCompany(tx);
  const waitSeconds = isGathered ? gatherMinutes(moment.now, timeZone) * 60 : (order.undoSeconds ?? 0);
  const made = await createDelivery(
    tx,
    actor,
    {
      ...{ customerId, documentKind, about, once },
      choice: isGathered ? choice : { ...choice, gathers: 'each' },
      notBefore: waitSeconds > 0 ? new Date(moment.now.getTime() + waitSeconds * 1_000) : null,
      route: await deliveryRoute(tx, customerId),
    },
    moment,
  );
  if (!made) return null;
  const { deliveryId } = made;
  if (BY_MAIL.includes(choice.channel) && !isGathered) {
    const to = order.to ?? (await recipientsOf(tx, { customerId, kind: documentKind, toRoles: choice.toRoles }));
    await orderMails(tx, { ...order, deliveryId, to }, moment);
  }
  return { deliveryId, channel: choice.channel };
}

type MailOrder = DeliveryOrder & { readonly deliveryId: string; readonly to: readonly string[] };

/** One mail to each address; to nobody is kept as suppressed. */
async function orderMails(tx: Tx, order: MailOrder, moment: Moment): Promise<void> {
  const { customerId, documentKind, about, once, deliveryId, to } = order;
  const kind = MESSAGE_OF[documentKind];
  const subject = 'invoiceId' in about ? about.invoiceId : about.documentId;
  const paymentId = order.paymentId ?? null;
  const prefix = `${kind}:${paymentId ?? subject}`;
  const ending = once === 'issued' ? '' : `:${once}`;
  const details: MessageDetails = 'documentId' in about ? { documentId: about.documentId } : {};
  const ids = {
    ...{ kind, customerId, paymentId, invoiceId: 'invoiceId' in about ? about.invoiceId : null },
    details,
  };
  for (const toAddress of to.length > 0 ? to : ['']) {
    const nobody = toAddress === '';
    const sendKey = `${prefix}:${toAddress || 'nobody'}${ending}`;
    const queued = await queueMessage(
      tx,
      {
        ...{ ...ids, toAddress, sendKey },
        ...(nobody ? { suppressedBecause: NO_ADDRESS } : { afterSeconds: order.undoSeconds ?? 0 }),
      },
      moment,
    );
    const known = queued ? null : await messageBySendKey(tx, sendKey);
    const messageId = queued?.messageId ?? known?.id;
    if (!messageId) continue;
    await linkMessage(tx, { messageId, customerId, deliveryIds: [deliveryId] });
    if (nobody) await noteMailStep(tx, { messageId, kind: 'suppressed', reason: NO_ADDRESS }, moment.now);
    // The mail is older than this sending: it stands where that mail does.
    else if (known && known.state !== 'queued')
      await noteMailStep(tx, { messageId, kind: known.state, reason: known.stateReason }, moment.now);
  }
}
