import { sql } from 'kysely';
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia';
import { assert } from '#app/kernel/assert.ts';
import type { CustomerId, Id, SessionId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { PREPARED } from '#app/platform/db/prepared-statements.server.ts';
import { digest } from '../rules/digest.ts';
import { isAlive, isSeenStale, SESSION_LIFETIMES, sessionEnd } from '../rules/session-lifetime.ts';
import type { Session, Side } from '../types.ts';

/** The only file that knows Lucia (decision 0002). It makes tokens and cookies and drives the look-up; we keep hashes. */

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionColumns, UserColumns>;
    UserId: Id<'user'>;
    DatabaseSessionAttributes: SessionColumns;
    DatabaseUserAttributes: UserColumns;
  }
}

type UserId = Id<'user'>;

type SessionColumns = {
  publicId: SessionId | null;
  secondFactorAt: Date | null;
  customerId: CustomerId | null;
  createdAt: Date;
  seenAt: Date;
  endsAt: Date;
  userAgent: string;
};

type UserColumns = {
  email: string;
  name: string;
  role: string | null;
  enrolled: boolean;
};

/** A session together with who holds it; `enrolled` says whether the second factor was ever confirmed. */
export type HeldSession = {
  session: Session;
  user: { id: UserId; email: string; name: string; role: string | null; enrolled: boolean };
};

const USER_AGENT_CHARACTERS_MAX = 200;
/**
 * Lucia compares expiry with the machine's clock. Whether a session is alive is decided here, with the time as an
 * argument, before Lucia sees it; this date tells Lucia that there is nothing left to decide or to renew.
 */
const DECIDED_ALREADY = new Date('9999-12-31T00:00:00Z');

type SessionKeeping = { side: Side; now: Date };

function hashingAdapter(db: Db, { side, now }: SessionKeeping): Adapter {
  return {
    getSessionAndUser: (token) => findByDigest(db, token, { side, now }),
    setSession: async ({ id, userId, attributes }) => {
      await db
        .insertInto('sessions')
        .values({
          token_hash: digest(id),
          user_id: userId,
          second_factor_at: attributes.secondFactorAt,
          customer_id: attributes.customerId,
          created_at: now,
          seen_at: now,
          expires_at: sessionEnd(side, now),
          user_agent: attributes.userAgent.slice(0, USER_AGENT_CHARACTERS_MAX),
        })
        .execute();
    },
    deleteSession: async (token) => {
      await db.deleteFrom('sessions').where('token_hash', '=', digest(token)).execute();
    },
    deleteUserSessions: async (userId) => {
      await db.deleteFrom('sessions').where('user_id', '=', userId).execute();
    },
    deleteExpiredSessions: async () => {
      await db.deleteFrom('sessions').where('expires_at', '<=', now).execute();
    },
    getUserSessions: () => Promise.reject(new Error('tokens are not stored; use queries/list-my-sessions')),
    updateSessionExpiration: () => Promise.reject(new Error('sessions are not renewed past their end')),
  };
}

/** One round trip. Answers nothing for a dead session, another side's session and a disabled person. */
async function findByDigest(
  db: Db,
  token: string,
  { side, now }: SessionKeeping,
): Promise<[DatabaseSession | null, DatabaseUser | null]> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .modifyFront(sql.raw(PREPARED))
    .select(['sessions.public_id', 'sessions.user_id', 'sessions.second_factor_at', 'sessions.customer_id'])
    .select(['sessions.created_at', 'sessions.seen_at', 'sessions.expires_at', 'sessions.user_agent'])
    .select(['users.email', 'users.name', 'users.role', 'users.totp_confirmed_at'])
    .where('sessions.token_hash', '=', digest(token))
    .where('users.kind', '=', side)
    .where('users.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row || !isAlive(side, { seenAt: row.seen_at, expiresAt: row.expires_at }, now)) return [null, null];
  const userId = row.user_id as UserId;
  const attributes: SessionColumns = {
    publicId: row.public_id as SessionId,
    secondFactorAt: row.second_factor_at,
    customerId: row.customer_id as CustomerId | null,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    endsAt: row.expires_at,
    userAgent: row.user_agent,
  };
  const user = { email: row.email, name: row.name, role: row.role, enrolled: row.totp_confirmed_at !== null };
  return [
    { id: token, userId, expiresAt: DECIDED_ALREADY, attributes },
    { id: userId, attributes: user },
  ];
}

type CookieShape = { side: Side; secure: boolean };

const openLucia = (adapter: Adapter, { side, secure }: CookieShape): Lucia<SessionColumns, UserColumns> =>
  new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(SESSION_LIFETIMES[side].absoluteMs, 'ms'),
    sessionCookie: { name: sessionCookieName(side, secure), attributes: { secure, sameSite: 'lax', path: '/' } },
    getSessionAttributes: (columns) => columns,
    getUserAttributes: (columns) => columns,
  });

/** Over https the __Host- prefix keeps neighbouring subdomains from planting a session. */
export const sessionCookieName = (side: Side, secure: boolean): string =>
  `${secure ? '__Host-' : ''}tallystick-${side}`;

// A cookie needs no database; Lucia wants an adapter all the same.
const NO_ADAPTER = {} as Adapter;

/** The Set-Cookie value that hands a token to the browser, or takes it away (null). */
export function sessionCookie(token: string | null, shape: CookieShape): string {
  const lucia = openLucia(NO_ADAPTER, shape);
  return (token === null ? lucia.createBlankSessionCookie() : lucia.createSessionCookie(token)).serialize();
}

/** The token a browser presents. Only our own pair reaches Lucia's parser, which throws on a neighbour's odd one. */
export function presentedToken(cookieHeader: string | null, shape: CookieShape): string | null {
  const name = `${sessionCookieName(shape.side, shape.secure)}=`;
  const pair = (cookieHeader ?? '').split(/;\s*/).find((part) => part.startsWith(name));
  if (!pair || !/^[\w-]+=[a-z0-9]{1,100}$/.test(pair)) return null;
  return openLucia(NO_ADAPTER, shape).readSessionCookie(pair);
}

export type NewSession = {
  userId: UserId;
  secondFactorAt: Date | null;
  customerId: CustomerId | null;
  userAgent: string;
};

/** Opens a session and answers its token: 200 random bits, known from now on only to the browser. */
export async function openSession(db: Db, input: NewSession, { side, now }: SessionKeeping): Promise<string> {
  const { userId, secondFactorAt, customerId, userAgent } = input;
  // The cookie's flags play no part in opening a session.
  const lucia = openLucia(hashingAdapter(db, { side, now }), { side, secure: true });
  const session = await lucia.createSession(userId, {
    ...{ secondFactorAt, customerId, userAgent },
    ...{ publicId: null, createdAt: now, seenAt: now, endsAt: sessionEnd(side, now) },
  });
  return session.id;
}

/** Who presents this token at this moment, or null. Writes down being seen, at most once a minute. */
export async function checkSession(db: Db, token: string, { side, now }: SessionKeeping): Promise<HeldSession | null> {
  const lucia = openLucia(hashingAdapter(db, { side, now }), { side, secure: true });
  const { session, user } = await lucia.validateSession(token);
  if (!session) return null;
  assert(session.publicId, 'a stored session has a public id');
  if (isSeenStale(session.seenAt, now)) {
    await db.updateTable('sessions').set({ seen_at: now }).where('token_hash', '=', digest(token)).execute();
  }
  const { publicId: id, userId, secondFactorAt, customerId, createdAt, seenAt, endsAt: expiresAt } = session;
  return { session: { id, userId, secondFactorAt, customerId, createdAt, seenAt, expiresAt }, user };
}

export async function endSession(db: Db, token: string, keeping: SessionKeeping): Promise<void> {
  await openLucia(hashingAdapter(db, keeping), { side: keeping.side, secure: true }).invalidateSession(token);
}

/** Ends every session of a person: their password or second factor changed, or they were disabled. */
export async function endAllSessions(db: Db, userId: UserId, keeping: SessionKeeping): Promise<void> {
  await openLucia(hashingAdapter(db, keeping), { side: keeping.side, secure: true }).invalidateUserSessions(userId);
}
