import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { tokenHash } from '../commands/make-reply-address.server.ts';
import { tokensIn } from '../rules/reply-token.ts';
import type { MailPlace, ReplySubject } from '../types.ts';

/**
 * Where a mail belongs by the tokens of the addresses it was sent to. Null where there is none, and where several name things
 * of different customers: then a person decides. Of several of one customer the most exact counts.
 */
export async function placeOfAddresses(
  db: ReadDb,
  { addresses, domain }: { readonly addresses: readonly string[]; readonly domain: string },
): Promise<MailPlace | null> {
  const tokens = tokensIn(addresses, domain);
  if (tokens.length === 0) return null;
  const rows = await db
    .selectFrom('reply_addresses')
    .select(['subject_kind', 'subject_id', 'customer_id'])
    .where('token_hash', 'in', tokens.map(tokenHash))
    .execute();
  if (new Set(rows.map((row) => row.customer_id)).size !== 1) return null;
  const exact = ['dispute', 'invoice', 'customer'].flatMap((kind) =>
    rows.filter((row) => row.subject_kind === kind),
  )[0]!;
  return {
    ...{ subjectKind: exact.subject_kind as ReplySubject, subjectId: exact.subject_id },
    customerId: exact.customer_id,
  };
}
