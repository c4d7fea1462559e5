import type { UserId } from '#app/kernel/ids.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

const RECORDS_MAX = 5_000;

/** A person's own choice of name and language. */
export async function myself(
  db: ReadDb,
  userId: UserId,
): Promise<{ name: string; email: string; language: string | null }> {
  return db
    .selectFrom('users')
    .select(['name', 'email', 'language'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
}

/**
 * What is kept about a person themselves, for them to take away: who they are, what they may do where, the browsers they are
 * signed in with, what they asked for and did, newest first. Never a secret, nothing of other people.
 */
export async function myData(db: ReadDb, userId: UserId) {
  const person = await db
    .selectFrom('users')
    .select(['email', 'name', 'language', 'created_at as since'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  const accounts = await db
    .selectFrom('portal_memberships as m')
    .innerJoin('customers as c', 'c.id', 'm.customer_id')
    .select(['c.number', 'c.name', 'm.role', 'm.limit_minor as limitMinor', 'm.limit_currency as limitCurrency'])
    .select(['m.group_role as groupRole', 'm.created_at as since', 'm.removed_at as until'])
    .where('m.user_id', '=', userId)
    .orderBy('m.created_at')
    .execute();
  const sessions = await db
    .selectFrom('sessions')
    .select(['created_at as signedIn', 'seen_at as lastUsed', 'expires_at as endsAt', 'user_agent as browser'])
    .where('user_id', '=', userId)
    .orderBy('seen_at', 'desc')
    .execute();
  const declined = await db
    .selectFrom('contact_opt_outs')
    .select(['message_kind as mail', 'opted_out_at as since', 'ended_at as until'])
    .where('address', '=', person.email)
    .orderBy('opted_out_at')
    .execute();
  const done = await db
    .selectFrom('audit_records')
    .select(['recorded_at as at', 'action', 'before', 'after', 'reason'])
    .where('actor_kind', '=', 'customer')
    .where('actor_id', '=', userId)
    .orderBy('id', 'desc')
    .limit(RECORDS_MAX)
    .execute();
  return { person, accounts, sessions, mailsDeclined: declined, whatYouDid: done };
}
