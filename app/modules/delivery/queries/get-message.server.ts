import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Message, MessageDetails, MessageKind, MessageState } from '../types.ts';

const MESSAGES_MAX = 200;

/** One message, or null. */
export async function getMessage(db: ReadDb, messageId: string): Promise<Message | null> {
  const row = await db.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirst();
  return row ? asMessage(row) : null;
}

/** The message ordered under a send key, or null. */
export async function messageBySendKey(db: ReadDb, sendKey: string): Promise<Message | null> {
  const row = await db.selectFrom('messages').selectAll().where('send_key', '=', sendKey).executeTakeFirst();
  return row ? asMessage(row) : null;
}

/** The messages of one invoice, payment or customer, newest first: when we wrote to whom, and whether it arrived. */
export async function listMessages(
  db: ReadDb,
  of: { readonly invoiceId: string } | { readonly paymentId: string } | { readonly customerId: string },
): Promise<Message[]> {
  const query = db
    .selectFrom('messages')
    .selectAll()
    .orderBy('queued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MESSAGES_MAX);
  const rows = await ('invoiceId' in of
    ? query.where('invoice_id', '=', of.invoiceId)
    : 'paymentId' in of
      ? query.where('payment_id', '=', of.paymentId)
      : query.where('customer_id', '=', of.customerId)
  ).execute();
  return rows.map(asMessage);
}

/** Messages queued before `before` that are still waiting: the sweep orders their sending again. */
export async function waitingMessages(db: ReadDb, { before }: { readonly before: Date }): Promise<string[]> {
  const rows = await db
    .selectFrom('messages')
    .select('id')
    .where('state', '=', 'queued')
    .where('changed_at', '<', before)
    .where((eb) => eb.or([eb('not_before_at', 'is', null), eb('not_before_at', '<', before)]))
    .orderBy('queued_at')
    .limit(MESSAGES_MAX)
    .execute();
  return rows.map((row) => row.id);
}

type MessageRow = {
  id: string;
  send_key: string;
  kind: string;
  customer_id: string | null;
  invoice_id: string | null;
  payment_id: string | null;
  to_address: string;
  subject: string;
  state: string;
  state_reason: string;
  provider_ref: string | null;
  details: unknown;
  sealed_mail: string | null;
  sealed_at: Date | null;
  not_before_at: Date | null;
  queued_at: Date;
  changed_at: Date;
}; // prettier-ignore

const asMessage = (row: MessageRow): Message => ({
  id: row.id,
  sendKey: row.send_key,
  kind: row.kind as MessageKind,
  customerId: row.customer_id,
  invoiceId: row.invoice_id,
  paymentId: row.payment_id,
  toAddress: row.to_address,
  subject: row.subject,
  state: row.state as MessageState,
  stateReason: row.state_reason,
  providerRef: row.provider_ref,
  details: row.details as MessageDetails,
  sealedMail: row.sealed_mail !== null && row.sealed_at !== null ? { text: row.sealed_mail, at: row.sealed_at } : null,
  notBefore: row.not_before_at,
  queuedAt: row.queued_at,
  changedAt: row.changed_at,
});
