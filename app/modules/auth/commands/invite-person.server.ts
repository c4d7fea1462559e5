import type { CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { limitOf } from '../queries/list-memberships.server.ts';
import { digest } from '../rules/digest.ts';
import { codeDigest } from '../rules/sign-in-link.ts';
import type { InvitationId, PayLimit, PeopleRefusal, PortalRight, PortalRole } from '../types.ts';
import { rightColumns } from './add-portal-user.server.ts';
import { decidesAboutPeople } from './manage-people.server.ts';
import { newCode, newToken } from './new-secrets.server.ts';

const INVITATION_MS = 7 * 24 * 3_600_000;
const OPEN_MAX = 20;

export type InviteInput = {
  readonly customerId: CustomerId;
  readonly email: string;
  readonly name: string;
  readonly right: PortalRight;
};

/**
 * Invites a person to act for a customer: a mail with a link and a code, good for seven days. Nobody may anything before
 * they say yes. Refuses who acts for it already, an address of the staff, a second invitation while one waits, and more
 * than twenty that wait.
 */
export async function invitePerson(
  tx: Tx,
  actor: Actor,
  { customerId, email, name, right }: InviteInput,
  { now }: Moment,
): Promise<Result<{ readonly invitationId: InvitationId }, PeopleRefusal>> {
  if (!(await decidesAboutPeople(tx, actor, customerId))) return refuse({ code: 'not-owner' });
  const address = email.toLowerCase();
  const known = await tx
    .selectFrom('users as u')
    .leftJoin('portal_memberships as m', (join) =>
      join.onRef('m.user_id', '=', 'u.id').on('m.customer_id', '=', customerId).on('m.removed_at', 'is', null),
    )
    .select(['u.kind', 'm.user_id as memberId'])
    .where('u.email', '=', address)
    .executeTakeFirst();
  if (known?.kind === 'staff') return refuse({ code: 'staff-address' });
  if (known?.memberId) return refuse({ code: 'signs-in-already' });
  const open = await tx
    .selectFrom('portal_invitations')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
  if (open.length >= OPEN_MAX) return refuse({ code: 'too-many-wait' });
  const invitationId = newId<InvitationId>();
  try {
    await tx
      .insertInto('portal_invitations')
      .values({
        ...{ id: invitationId, customer_id: customerId, email: address, name, ...rightColumns(right) },
        ...{ invited_by: actor.kind === 'system' ? null : actor.id, invited_by_name: actor.name },
        ...{ invited_at: now, expires_at: new Date(now.getTime() + INVITATION_MS) },
      })
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'portal_invitations_one_open_unique') return refuse({ code: 'invited-already' });
    throw error;
  }
  await queueInvitation(tx, { invitationId, customerId, address, time: now });
  await writeAudit(tx, actor, {
    ...{ action: 'portal_user.invited', subjectKind: 'portal_invitation', subjectId: invitationId, customerId },
    after: { email: address, name, ...right },
  });
  return ok({ invitationId });
}

type OfInvitation = { readonly customerId: CustomerId; readonly invitationId: InvitationId };

type Change = { readonly revoked_at: Date } | { readonly expires_at: Date; readonly attempts: number };

/** Changes an invitation that is still open; its link and code open nothing from then on. Nothing where it is not open. */
const changeOpen = (tx: Tx, { customerId, invitationId }: OfInvitation, change: Change) =>
  tx
    .updateTable('portal_invitations')
    .set({ ...change, token_hash: null, code_hash: null })
    .where('id', '=', invitationId)
    .where('customer_id', '=', customerId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('email')
    .executeTakeFirst();

/** Sends the mail of an open invitation again, with a new link and code and seven more days; the old ones stop working. */
export async function inviteAgain(
  tx: Tx,
  actor: Actor,
  { customerId, invitationId }: OfInvitation,
  { now }: Moment,
): Promise<Result<{ readonly email: string }, PeopleRefusal>> {
  if (!(await decidesAboutPeople(tx, actor, customerId))) return refuse({ code: 'not-owner' });
  const again = await changeOpen(
    tx,
    { customerId, invitationId },
    { expires_at: new Date(now.getTime() + INVITATION_MS), attempts: 0 },
  );
  if (!again) return refuse({ code: 'no-such-person' });
  await queueInvitation(tx, { invitationId, customerId, address: again.email, time: now });
  await writeAudit(tx, actor, {
    ...{ action: 'portal_user.invited-again', subjectKind: 'portal_invitation', subjectId: invitationId, customerId },
  });
  return ok(again);
}

/** Takes an invitation back: its link and its code open nothing any more. */
export async function revokeInvitation(
  tx: Tx,
  actor: Actor,
  { customerId, invitationId }: OfInvitation,
  { now }: Moment,
): Promise<Result<{ readonly email: string }, PeopleRefusal>> {
  if (!(await decidesAboutPeople(tx, actor, customerId))) return refuse({ code: 'not-owner' });
  const revoked = await changeOpen(tx, { customerId, invitationId }, { revoked_at: now });
  if (!revoked) return refuse({ code: 'no-such-person' });
  await writeAudit(tx, actor, {
    ...{ action: 'portal_user.invitation-revoked', subjectKind: 'portal_invitation' },
    ...{ subjectId: invitationId, customerId },
  });
  return ok(revoked);
}

async function queueInvitation(
  tx: Tx,
  { invitationId, customerId, address, time }: OfInvitation & { address: string; time: Date },
): Promise<void> {
  const { id: messageId } = await tx
    .insertInto('messages')
    .values({
      ...{ send_key: `invitation:${invitationId}:${time.getTime()}`, kind: 'invitation', customer_id: customerId },
      ...{ to_address: address, details: JSON.stringify({ invitationId }), queued_at: time, changed_at: time },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await enqueue(tx, 'send-message', { messageId });
}

export type MadeInvitation = {
  readonly token: string;
  readonly code: string;
  readonly name: string;
  readonly role: PortalRole;
  readonly limit: PayLimit | null;
  readonly invitedByName: string;
  readonly customerName: string;
  readonly expiresAt: Date;
};

/**
 * Makes the secrets of an invitation in the worker, just before its mail leaves; only their digests are kept. Refuses an
 * invitation that was accepted, taken back or is out of date.
 */
export async function makeInvitation(
  tx: Tx,
  { invitationId }: { readonly invitationId: InvitationId },
  { now }: Moment,
): Promise<Result<MadeInvitation, { readonly code: 'over' }>> {
  const row = await tx
    .selectFrom('portal_invitations as i')
    .innerJoin('customers as c', 'c.id', 'i.customer_id')
    .select(['i.name', 'i.role', 'i.limit_minor', 'i.limit_currency', 'i.invited_by_name', 'i.expires_at'])
    .select('c.name as customerName')
    .where('i.id', '=', invitationId)
    .where('i.accepted_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .where('i.expires_at', '>', now)
    .forUpdate('i')
    .executeTakeFirst();
  if (!row) return refuse({ code: 'over' });
  const [token, code] = [newToken(), newCode()];
  await tx
    .updateTable('portal_invitations')
    .set({ token_hash: digest(token), code_hash: codeDigest(invitationId, code), attempts: 0 })
    .where('id', '=', invitationId)
    .execute();
  return ok({
    ...{ token, code, name: row.name, role: row.role as PortalRole, limit: limitOf(row) },
    ...{ invitedByName: row.invited_by_name, customerName: row.customerName, expiresAt: row.expires_at },
  });
}
