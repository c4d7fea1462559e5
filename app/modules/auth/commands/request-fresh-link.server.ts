import { ok, type Result } from '#app/kernel/result.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { digest } from '../rules/digest.ts';
import type { TooMany } from '../types.ts';
import { addressBucket, countAttempt, LIMITS } from './count-attempt.server.ts';

/**
 * The holder of a link that is out of date asks for a new one. It goes to the address the old one went to, if that is
 * still a contact of the customer, and to nobody else; at most once a day and link. Answers the same in every case, so
 * that a guessed or withdrawn link learns nothing.
 */
export async function requestFreshLink(
  db: Db,
  { token, address }: { token: string; address: string },
  moment: Moment,
): Promise<Result<undefined, TooMany>> {
  const bucket = addressBucket('link-request-address', address);
  const counted = await countAttempt(db, [{ bucket, max: LIMITS.linkRequest.perAddress }], moment.now);
  if (!counted.ok) return counted;
  return inTransaction(db, async (tx) => {
    await queueAgain(tx, token, moment);
    return ok();
  });
}

async function queueAgain(tx: Tx, token: string, { now, today }: Moment): Promise<void> {
  const links = await tx
    .selectFrom('scoped_links')
    .innerJoin('scoped_link_invoices', 'scoped_link_invoices.link_id', 'scoped_links.id')
    .innerJoin('contacts', (join) =>
      join
        .onRef('contacts.customer_id', '=', 'scoped_links.customer_id')
        .onRef('contacts.email', '=', 'scoped_links.sent_to')
        .on('contacts.removed_at', 'is', null),
    )
    .select(['scoped_links.id', 'scoped_links.customer_id', 'scoped_links.sent_to', 'scoped_link_invoices.invoice_id'])
    .where('scoped_links.token_hash', '=', digest(token))
    .where('scoped_links.revoked_at', 'is', null)
    .execute();
  for (const link of links) {
    const queued = await tx
      .insertInto('messages')
      .values({
        send_key: `fresh-link:${link.id}:${link.invoice_id}:${today}`,
        kind: 'invoice',
        customer_id: link.customer_id,
        invoice_id: link.invoice_id,
        to_address: link.sent_to,
        details: JSON.stringify({ because: 'link-out-of-date' }),
        queued_at: now,
        changed_at: now,
      })
      .onConflict((conflict) => conflict.column('send_key').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (queued) await enqueue(tx, 'send-message', { messageId: queued.id });
  }
}
