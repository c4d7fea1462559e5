import { sql } from 'kysely';
import type { Tx } from '#app/platform/db/transaction.server.ts';

type MailStep = 'suppressed' | 'sent' | 'delivered' | 'bounced' | 'failed' | 'opened' | 'held' | 'retried';

/**
 * Notes a step of a mail on every sending it carries, once a step and mail; mails that carry none (a sign-in link) note
 * nothing. The message's own row is changed before: the sending is stamped from it.
 */
export async function noteMailStep(
  tx: Tx,
  step: { readonly messageId: string; readonly kind: MailStep; readonly reason: string },
  at: Date,
): Promise<void> {
  await sql`
    insert into delivery_events (delivery_id, customer_id, kind, message_id, happened_at, by_name, reason, noted_at)
    select l.delivery_id, l.customer_id, ${step.kind}, l.message_id, ${at}, '', ${step.reason}, ${at}
    from delivery_messages l join deliveries d on d.id = l.delivery_id
    where l.message_id = ${step.messageId}::uuid and d.state <> 'withdrawn' order by l.delivery_id
    on conflict do nothing`.execute(tx);
}
