import { sql } from 'kysely';
import type { UserId } from '#app/kernel/ids.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { InvitationId, PayLimit, PortalRight, PortalRole } from '../types.ts';
import { limitOf } from './list-memberships.server.ts';

/** Somebody who signs in for a customer. */
export type Person = PortalRight & {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly since: Date;
};

type PersonRow = {
  user_id: string;
  name: string;
  email: string;
  role: string;
  limit_minor: bigint | null;
  limit_currency: string | null;
  group_role: string | null;
  since: Date;
};

/** Who signs in for the customer of the scope. Runs as the portal: the database answers for that customer alone. */
export async function peopleOfScope(db: ReadDb): Promise<Person[]> {
  const { rows } = await sql<PersonRow>`select * from portal_people()`.execute(db);
  return rows.map(personOf);
}

/** The same for the back office, which may look at any customer. */
export async function peopleOf(db: ReadDb, customerId: string): Promise<Person[]> {
  const rows = await db
    .selectFrom('portal_memberships as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select(['m.user_id', 'u.name', 'u.email', 'm.role', 'm.limit_minor', 'm.limit_currency', 'm.group_role'])
    .select('m.created_at as since')
    .where('m.customer_id', '=', customerId)
    .where('m.removed_at', 'is', null)
    .where('u.disabled_at', 'is', null)
    .orderBy('u.name')
    .orderBy('u.email')
    .execute();
  return rows.map(personOf);
}

function personOf(row: PersonRow): Person {
  return {
    ...{ id: row.user_id as UserId, name: row.name, email: row.email, since: row.since },
    ...{ role: row.role as PortalRole, limit: limitOf(row), groupRole: row.group_role as PortalRight['groupRole'] },
  };
}

/** Who may release what others asked to pay. */
export const approversOf = async (db: ReadDb, customerId: string): Promise<Person[]> =>
  (await peopleOf(db, customerId)).filter(({ role }) => role === 'approver' || role === 'owner');

/** A person by id, or null when they were shut out. */
export async function personById(
  db: ReadDb,
  userId: string,
): Promise<{ id: UserId; name: string; email: string } | null> {
  const row = await db
    .selectFrom('users')
    .select(['id', 'name', 'email'])
    .where('id', '=', userId)
    .where('kind', '=', 'portal')
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row ? { ...row, id: row.id as UserId } : null;
}

/** Who signs in with an address: their name and the language they chose for mails, null without a choice. */
export async function readerOfMail(
  db: ReadDb,
  email: string,
): Promise<{ name: string; language: string | null } | null> {
  const row = await db
    .selectFrom('users')
    .select(['name', 'language'])
    .where('email', '=', email.toLowerCase())
    .where('kind', '=', 'portal')
    .executeTakeFirst();
  return row ?? null;
}

/** An invitation nobody accepted yet. */
export type Invitation = {
  readonly id: InvitationId;
  readonly name: string;
  readonly email: string;
  readonly role: PortalRole;
  readonly limit: PayLimit | null;
  readonly invitedByName: string;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
};

/** A customer's invitations that wait, newest first; those out of date stay until they are taken back or sent again. */
export async function openInvitations(db: ReadDb, customerId: string): Promise<Invitation[]> {
  const rows = await db
    .selectFrom('portal_invitations')
    .select([
      'id',
      'name',
      'email',
      'role',
      'limit_minor',
      'limit_currency',
      'invited_by_name',
      'invited_at',
      'expires_at',
    ])
    .where('customer_id', '=', customerId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .orderBy('invited_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id as InvitationId, name: row.name, email: row.email, role: row.role as PortalRole },
    ...{
      limit: limitOf(row),
      invitedByName: row.invited_by_name,
      invitedAt: row.invited_at,
      expiresAt: row.expires_at,
    },
  }));
}
