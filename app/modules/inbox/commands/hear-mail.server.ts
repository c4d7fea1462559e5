import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { bareAddress, nameBefore } from '../rules/reply-token.ts';

export type HeardMail = {
  readonly eventRef: string;
  readonly providerRef: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
};

/**
 * Keeps what a verified event told of a mail from outside, with the job that fetches it, and nothing else: the mail service
 * gives up on slow receivers. Told any number of times it is one mail. Answers whether it was new.
 */
export async function hearMail(tx: Tx, heard: HeardMail, moment: Moment): Promise<boolean> {
  const kept = await tx
    .insertInto('inbound_mails')
    .values({
      ...{ event_ref: heard.eventRef, provider_ref: heard.providerRef, heard_at: moment.now },
      ...{ from_address: bareAddress(heard.from).slice(0, 320), from_name: nameBefore(heard.from).slice(0, 200) },
      ...{ to_addresses: [...heard.to], subject: heard.subject.slice(0, 500).toWellFormed() },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!kept) return false;
  await enqueue(tx, 'fetch-inbound-mail', { mailId: kept.id });
  return true;
}
