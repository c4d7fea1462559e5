import type { BrowserContext } from '@playwright/test';
import { Secret } from 'otpauth';
import type { CustomerId, UserId } from '#app/kernel/ids.ts';
import { openSession, sessionCookieName } from '#app/modules/auth/commands/keep-sessions.server.ts';
import type { Side, StaffRole } from '#app/modules/auth/types.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { demoDatabase, oneValue } from './demo-database.ts';

/** Who pays for the demo's main customer. */
export const PAYER = 'tom.wren@lindenbrook.example';

/**
 * Signs a browser in as a member of staff of this role, by a session put into the database: signing in itself is
 * tested once, and every other test begins behind the door. The person is made once per role.
 */
export async function asStaff(context: BrowserContext, role: StaffRole): Promise<void> {
  await carry(context, { side: 'staff', userId: await staffPerson(role, role), secondFactorAt: new Date() });
}

/** Signs a browser in as one of the demo's own staff, second factor included. */
export async function asDemoStaff(context: BrowserContext, email: string): Promise<void> {
  const userId = await oneValue<UserId>('select id from users where email = $1', [email]);
  await carry(context, { side: 'staff', userId, secondFactorAt: new Date() });
}

/** As after the password and before the code; `enrolled` says whether an authenticator was ever set up. */
export async function asHalfSignedIn(context: BrowserContext, { enrolled }: { enrolled: boolean }): Promise<void> {
  const name = enrolled ? 'half signed in' : 'half signed in and new';
  const userId = await staffPerson('administrator', name, { enrolled });
  await carry(context, { side: 'staff', userId, secondFactorAt: null });
}

/** Signs a browser in as this portal user, for the first of their customers. */
export async function asPortal(context: BrowserContext, email: string): Promise<void> {
  const userId = await oneValue<UserId>('select id from users where email = $1', [email]);
  const customerId = await oneValue<CustomerId>(
    'select customer_id from portal_memberships where user_id = $1 and removed_at is null order by created_at limit 1',
    [userId],
  );
  await carry(context, { side: 'portal', userId, secondFactorAt: null, customerId });
}

type Carried = { side: Side; userId: UserId; secondFactorAt: Date | null; customerId?: CustomerId };

async function carry(context: BrowserContext, { side, userId, secondFactorAt, customerId }: Carried): Promise<void> {
  const session = { userId, secondFactorAt, customerId: customerId ?? null, userAgent: 'browser test' };
  const token = await openSession(demoDatabase().db, session, { side, now: new Date() });
  await context.addCookies([
    { name: sessionCookieName(side, false), value: token, url: startedDemo().baseUrl, httpOnly: true, sameSite: 'Lax' },
  ]);
}

function staffPerson(role: StaffRole, name: string, { enrolled = true } = {}): Promise<UserId> {
  // Tests of other files may make the same person at the same moment.
  return oneValue<UserId>(
    `insert into users (kind, email, name, role, totp_confirmed_at, totp_secret) values ('staff', $1, $2, $3, $4, $5)
     on conflict (email) do update set name = excluded.name returning id`,
    [
      `${name.replaceAll(/[^a-z]+/g, '-')}@browser.example`,
      `Test ${name.replaceAll('_', ' ')}`,
      role,
      enrolled ? new Date() : null,
      new Secret().base32,
    ],
  );
}
