import { createHash, createHmac } from 'node:crypto';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { replyAddressOf, tokenFrom } from '../rules/reply-token.ts';
import type { MailPlace } from '../types.ts';

export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * The address that replies to a mail about this thing come to. It is the same for each mail about it, cannot be guessed
 * without the secret, and is kept as a hash only. A changed secret makes another; the old one goes on naming the thing.
 */
export async function makeReplyAddress(
  tx: Tx,
  place: MailPlace,
  { secret, domain }: { readonly secret: string; readonly domain: string },
  moment: Moment,
): Promise<string> {
  const { subjectKind, subjectId, customerId } = place;
  const token = tokenFrom(createHmac('sha256', secret).update(`reply:${subjectKind}:${subjectId}`).digest());
  await tx
    .insertInto('reply_addresses')
    .values({
      ...{ token_hash: tokenHash(token), subject_kind: subjectKind, subject_id: subjectId },
      ...{ customer_id: customerId, made_at: moment.now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return replyAddressOf(token, domain);
}
