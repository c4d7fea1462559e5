import type { CustomerId, UserId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { limitOf } from '../queries/list-memberships.server.ts';
import { digest, sameDigest } from '../rules/digest.ts';
import { CODE_ATTEMPTS_MAX, codeDigest } from '../rules/sign-in-link.ts';
import type { PortalRight, PortalRole, TooMany } from '../types.ts';
import { addPortalUser } from './add-portal-user.server.ts';
import { addressBucket, attemptBucket, countAttempt, LIMITS } from './count-attempt.server.ts';
import { openSession } from './keep-sessions.server.ts';

export type Joining = { readonly address: string; readonly userAgent: string; readonly requestId: string | null };
/** `token` opens a session; null where the person signed in here before and does so again in the usual way. */
type Joined = { readonly token: string | null; readonly customerName: string };

/** `over`: unknown, accepted, taken back or out of date; the same answer for all. `cannot`: shut out, or an address of the staff. */
export type JoinRefusal = TooMany | { readonly code: 'over' | 'wrong-code' | 'cannot' };

/**
 * Accepts an invitation by the link of its mail: the person may act for the customer from now on and is signed in. Called by
 * a button, never by opening the link. Works once.
 */
export async function joinByLink(
  db: Db,
  { token, ...joining }: Joining & { readonly token: string },
  { now }: Moment,
): Promise<Result<Joined, JoinRefusal>> {
  const counted = await countAttempt(
    db,
    [{ bucket: addressBucket('link-use-address', joining.address), max: LIMITS.linkUse.perAddress }],
    now,
  );
  if (!counted.ok) return counted;
  return inTransaction(db, async (tx): Promise<Result<Joined, JoinRefusal>> => {
    const row = await openInvitation(tx, { column: 'token_hash', value: digest(token) }, now);
    return row ? join(tx, row, joining, now) : refuse({ code: 'over' });
  });
}

/** The same by the address and the six digits of the mail. Five wrong codes end them; the link goes on working. */
export async function joinByCode(
  db: Db,
  { email, code, ...joining }: Joining & { readonly email: string; readonly code: string },
  { now }: Moment,
): Promise<Result<Joined, JoinRefusal>> {
  const counted = await countAttempt(
    db,
    [
      { bucket: addressBucket('code-use-address', joining.address), max: LIMITS.codeUse.perAddress },
      { bucket: attemptBucket('join', email), max: LIMITS.codeUse.perAddress },
    ],
    now,
  );
  if (!counted.ok) return counted;
  const outcome = await inTransaction(db, async (tx): Promise<Result<Joined | 'wrong', JoinRefusal>> => {
    const row = await openInvitation(tx, { column: 'email', value: email }, now);
    if (row?.code_hash && row.attempts < CODE_ATTEMPTS_MAX && sameDigest(codeDigest(row.id, code), row.code_hash))
      return join(tx, row, joining, now);
    if (row) await countWrongCode(tx, email);
    // A wrong code must stay counted, so it commits and becomes a refusal only below.
    return ok('wrong');
  });
  if (!outcome.ok) return outcome;
  if (outcome.value !== 'wrong') return ok(outcome.value);
  log.warn('sign-in refused', { step: 'invitation-code' });
  return refuse({ code: 'wrong-code' });
}

type Row = Exclude<Awaited<ReturnType<typeof openInvitation>>, undefined>;

/** Every invitation of the address bears one wrong code more: who guesses does not choose which. */
const countWrongCode = (tx: Tx, email: string) =>
  tx
    .updateTable('portal_invitations')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();

function openInvitation(tx: Tx, by: { column: 'token_hash' | 'email'; value: string }, now: Date) {
  return tx
    .selectFrom('portal_invitations as i')
    .innerJoin('customers as c', 'c.id', 'i.customer_id')
    .select(['i.id', 'i.customer_id', 'i.email', 'i.name', 'i.role', 'i.limit_minor', 'i.limit_currency'])
    .select(['i.group_role', 'i.code_hash', 'i.attempts', 'i.invited_by_name', 'c.name as customerName'])
    .where(`i.${by.column}`, '=', by.value)
    .where('i.accepted_at', 'is', null)
    .where('i.revoked_at', 'is', null)
    .where('i.expires_at', '>', now)
    .orderBy('i.invited_at', 'desc')
    .limit(1)
    .forUpdate('i')
    .executeTakeFirst();
}

async function join(
  tx: Tx,
  row: Row,
  { userAgent, requestId }: Joining,
  now: Date,
): Promise<Result<Joined, JoinRefusal>> {
  const customerId = row.customer_id as CustomerId;
  const right = {
    ...{ role: row.role as PortalRole, limit: limitOf(row) },
    groupRole: row.group_role as PortalRight['groupRole'],
  };
  const actor = { kind: 'customer', id: null, name: row.name || row.email, requestId } as const;
  // The mail of an invitation lives for days: it lets nobody into the accounts a person had before.
  const isKnown = await tx.selectFrom('users').select('id').where('email', '=', row.email).executeTakeFirst();
  const added = await addPortalUser(tx, actor, { customerId, email: row.email, name: row.name, ...right }, {
    now,
  } as Moment);
  if (!added.ok) return refuse({ code: 'cannot' });
  const { userId } = added.value;
  if (await isShutOut(tx, userId)) return refuse({ code: 'cannot' });
  await tx
    .updateTable('portal_invitations')
    .set({ accepted_at: now, accepted_by: userId, token_hash: null, code_hash: null })
    .where('id', '=', row.id)
    .execute();
  await writeAudit(
    tx,
    { ...actor, id: userId },
    {
      ...{ action: 'portal_user.joined', subjectKind: 'user', subjectId: userId, customerId },
      after: { ...right, invitedBy: row.invited_by_name },
    },
  );
  const session = { userId, secondFactorAt: null, customerId, userAgent };
  const token = isKnown ? null : await openSession(tx, session, { side: 'portal', now });
  return ok({ token, customerName: row.customerName });
}

const isShutOut = async (tx: Tx, userId: UserId): Promise<boolean> => {
  const user = await tx.selectFrom('users').select('disabled_at').where('id', '=', userId).executeTakeFirst();
  return user?.disabled_at !== null;
};
