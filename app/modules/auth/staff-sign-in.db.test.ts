import { Secret, TOTP } from 'otpauth';
import { beforeAll, describe, expect, it } from 'vitest';
import type { UserId } from '#app/kernel/ids.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { on, setUpCompany } from '#tests/support/people.ts';
import { addStaffUser } from './commands/add-staff-user.server.ts';
import {
  confirmSecondFactor,
  confirmWithRecoveryCode,
  enrolSecondFactor,
} from './commands/confirm-second-factor.server.ts';
import { disableUser } from './commands/disable-user.server.ts';
import { checkSession } from './commands/keep-sessions.server.ts';
import { setPassword } from './commands/set-password.server.ts';
import { signInWithPassword } from './commands/sign-in-with-password.server.ts';
import { identifyStaff } from './queries/identify-staff.server.ts';
import { digest } from './rules/digest.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const MOMENT = on('2026-11-03');
const PASSWORD = 'nine grey herons wade';
const AFTER_MINUTES = (minutes: number) => ({ ...MOMENT, now: new Date(MOMENT.now.getTime() + minutes * 60_000) });

beforeAll(() => setUpCompany(database.current.owner.db));

let people = 0;
/** Every test has a person and an address of its own, so that one test's attempts never count for another. */
async function aPerson() {
  people += 1;
  const email = `person${people}@calder.example`;
  const added = await inTransaction(db(), (tx) =>
    addStaffUser(tx, SYSTEM, { email, name: `Person ${people}`, role: 'billing_clerk', password: PASSWORD }, MOMENT),
  );
  if (!added.ok) throw new Error(added.refusal.code);
  return {
    email,
    userId: added.value.userId,
    from: { address: `192.0.2.${people}`, userAgent: 'test', requestId: null },
  };
}
type Person = Awaited<ReturnType<typeof aPerson>>;

const withPassword = ({ email, from }: Person, password = PASSWORD, moment = MOMENT) =>
  signInWithPassword(db(), { email, password, ...from }, moment);

async function waitingToken(person: Person, moment = MOMENT): Promise<string> {
  const step = await withPassword(person, PASSWORD, moment);
  if (!step.ok) throw new Error(step.refusal.code);
  return step.value.token;
}

async function appCode(userId: UserId, at: Date): Promise<string> {
  const { totp_secret } = await db()
    .selectFrom('users')
    .select('totp_secret')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return new TOTP({ secret: Secret.fromBase32(totp_secret ?? '') }).generate({ timestamp: at.getTime() });
}

async function enrolled(person: Person) {
  const token = await waitingToken(person);
  const code = await appCode(person.userId, MOMENT.now);
  const done = await enrolSecondFactor(db(), { token, code, ...person.from }, MOMENT);
  if (!done.ok) throw new Error(done.refusal.code);
  return { ...done.value, code, waiting: token };
}

describe('a password alone opens nothing', () => {
  it('leads to the second factor under a token that shows no page', async () => {
    const person = await aPerson();
    const token = await waitingToken(person);
    const seen = identifyStaff(await checkSession(db(), token, { side: 'staff', now: MOMENT.now }), 'desk.read');
    expect(seen).toEqual({ ok: false, refusal: { code: 'second-factor-pending', enrolled: false } });
  });

  it('a wrong password, an unknown address and a disabled person are one answer', async () => {
    const [person, gone] = [await aPerson(), await aPerson()];
    await inTransaction(db(), (tx) => disableUser(tx, SYSTEM, { userId: gone.userId, reason: 'left' }, MOMENT));
    const wrong = { ok: false, refusal: { code: 'wrong-password' } };
    expect(await withPassword(person, 'nine grey herons fly')).toEqual(wrong);
    expect(await withPassword({ ...person, email: 'nobody@calder.example' })).toEqual(wrong);
    expect(await withPassword(gone)).toEqual(wrong);
  });

  it('after five wrong passwords from one place the wait is stated, even with the right one', async () => {
    const person = await aPerson();
    for (let attempt = 0; attempt < 5; attempt += 1) await withPassword(person, `wrong password ${attempt}`);
    const refused = await withPassword(person);
    expect(refused).toEqual({
      ok: false,
      refusal: { code: 'too-many-attempts', retryAt: new Date('2026-11-03T12:15:00Z') },
    });
    expect((await withPassword(person, PASSWORD, AFTER_MINUTES(15))).ok).toBe(true);
  });

  it('one address that tries many people is stopped as well', async () => {
    const from = { address: '2001:db8:7:7::1', userAgent: 'test', requestId: null };
    const codes: string[] = [];
    for (let attempt = 0; attempt < 61; attempt += 1) {
      // Each from another interface of the same network.
      const address = `2001:db8:7:7::${attempt.toString(16)}`;
      const step = await signInWithPassword(
        db(),
        { email: `many${attempt}@calder.example`, password: 'x', ...from, address },
        MOMENT,
      );
      if (!step.ok) codes.push(step.refusal.code);
    }
    expect(codes.at(-2)).toBe('wrong-password');
    expect(codes.at(-1)).toBe('too-many-attempts');
  }, 30_000);
});

describe('the second factor', () => {
  it('opens a session under a new token and ends the waiting one', async () => {
    const person = await aPerson();
    const { token, waiting } = await enrolled(person);
    expect(token).not.toBe(waiting);
    expect(await checkSession(db(), waiting, { side: 'staff', now: MOMENT.now })).toBeNull();
    const seen = identifyStaff(await checkSession(db(), token, { side: 'staff', now: MOMENT.now }), 'invoices.issue');
    expect(seen.ok && seen.value.user.email).toBe(person.email);
  });

  it('a code is used once: the same one is refused for the next sign-in', async () => {
    const person = await aPerson();
    const { code } = await enrolled(person);
    const replay = await confirmSecondFactor(db(), { token: await waitingToken(person), code, ...person.from }, MOMENT);
    expect(replay).toEqual({ ok: false, refusal: { code: 'wrong-code' } });
  });

  it('an older code than the last used is refused, the next one is taken', async () => {
    const person = await aPerson();
    await enrolled(person);
    const token = await waitingToken(person);
    const older = await appCode(person.userId, new Date(MOMENT.now.getTime() - 30_000));
    expect((await confirmSecondFactor(db(), { token, code: older, ...person.from }, MOMENT)).ok).toBe(false);
    const newer = await appCode(person.userId, new Date(MOMENT.now.getTime() + 30_000));
    expect((await confirmSecondFactor(db(), { token, code: newer, ...person.from }, MOMENT)).ok).toBe(true);
  });

  it('of two requests with the same code one is refused', async () => {
    const person = await aPerson();
    await enrolled(person);
    const [first, second] = [await waitingToken(person), await waitingToken(person)];
    const moment = AFTER_MINUTES(2);
    const code = await appCode(person.userId, moment.now);
    const both = await Promise.all(
      [first, second].map((token) => confirmSecondFactor(db(), { token, code, ...person.from }, moment)),
    );
    expect(both.filter((one) => one.ok)).toHaveLength(1);
  });

  it('five wrong codes end the guessing', async () => {
    const person = await aPerson();
    await enrolled(person);
    const token = await waitingToken(person);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await confirmSecondFactor(db(), { token, code: '000000', ...person.from }, AFTER_MINUTES(1));
    }
    const moment = AFTER_MINUTES(1);
    const code = await appCode(person.userId, moment.now);
    const refused = await confirmSecondFactor(db(), { token, code, ...person.from }, moment);
    expect(!refused.ok && refused.refusal.code).toBe('too-many-attempts');
  });

  it('is not replaced by enrolling again', async () => {
    const person = await aPerson();
    await enrolled(person);
    const moment = AFTER_MINUTES(2);
    const code = await appCode(person.userId, moment.now);
    const again = await enrolSecondFactor(db(), { token: await waitingToken(person), code, ...person.from }, moment);
    expect(again).toEqual({ ok: false, refusal: { code: 'wrong-code' } });
  });
});

describe('recovery codes', () => {
  it('ten are made, each works once, however it is typed, and the table holds digests only', async () => {
    const person = await aPerson();
    const { recoveryCodes } = await enrolled(person);
    expect(recoveryCodes).toHaveLength(10);
    expect(recoveryCodes[0]).toMatch(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
    const typed = (recoveryCodes[0] ?? '').toUpperCase().replaceAll('-', ' ');
    const first = await confirmWithRecoveryCode(
      db(),
      { token: await waitingToken(person), code: typed, ...person.from },
      MOMENT,
    );
    expect(first.ok && first.value.codesLeft).toBe(9);
    const again = await confirmWithRecoveryCode(
      db(),
      { token: await waitingToken(person), code: typed, ...person.from },
      MOMENT,
    );
    expect(again).toEqual({ ok: false, refusal: { code: 'wrong-code' } });
    const stored = await db()
      .selectFrom('recovery_codes')
      .select('code_hash')
      .where('user_id', '=', person.userId)
      .execute();
    for (const { code_hash } of stored) expect(code_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("another person's code is worth nothing", async () => {
    const [person, other] = [await aPerson(), await aPerson()];
    const { recoveryCodes } = await enrolled(other);
    await enrolled(person);
    const code = recoveryCodes[0] ?? '';
    const tried = await confirmWithRecoveryCode(
      db(),
      { token: await waitingToken(person), code, ...person.from },
      MOMENT,
    );
    expect(tried.ok).toBe(false);
  });
});

describe('a session of the staff', () => {
  it('a stored digest presented as a cookie is refused', async () => {
    const { token } = await enrolled(await aPerson());
    const stored = await db()
      .selectFrom('sessions')
      .select('token_hash')
      .where('token_hash', '=', digest(token))
      .executeTakeFirstOrThrow();
    expect(await checkSession(db(), stored.token_hash, { side: 'staff', now: MOMENT.now })).toBeNull();
    const everything = await database.current.owner.pool.query(
      `select count(*)::int as held from sessions where sessions::text like '%' || $1 || '%'`,
      [token],
    );
    expect(everything.rows[0].held).toBe(0);
  });

  it('ends after 30 idle minutes', async () => {
    const { token } = await enrolled(await aPerson());
    const at = (minutes: number) => checkSession(db(), token, { side: 'staff', now: AFTER_MINUTES(minutes).now });
    expect(await at(29)).not.toBeNull();
    expect(await at(29 + 29)).not.toBeNull();
    expect(await at(29 + 29 + 30)).toBeNull();
  });

  it('ends after 12 hours whatever happened', async () => {
    const { token } = await enrolled(await aPerson());
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      expect(await checkSession(db(), token, { side: 'staff', now: AFTER_MINUTES(minutes).now })).not.toBeNull();
    }
    expect(await checkSession(db(), token, { side: 'staff', now: AFTER_MINUTES(12 * 60).now })).toBeNull();
  });

  it('of a disabled person is gone with the next request, and so are all after a new password', async () => {
    const [left, changed] = [await aPerson(), await aPerson()];
    const [first, second] = [await enrolled(left), await enrolled(changed)];
    await inTransaction(db(), (tx) => disableUser(tx, SYSTEM, { userId: left.userId, reason: 'left' }, MOMENT));
    expect(await checkSession(db(), first.token, { side: 'staff', now: MOMENT.now })).toBeNull();
    const input = { userId: changed.userId, password: 'seven brown owls sleep' };
    await inTransaction(db(), (tx) => setPassword(tx, SYSTEM, input, MOMENT));
    expect(await checkSession(db(), second.token, { side: 'staff', now: MOMENT.now })).toBeNull();
    expect((await withPassword(changed)).ok).toBe(false);
    const next = await withPassword(changed, input.password);
    expect(next.ok && next.value.next).toBe('code');
  });

  it('is refused what the role does not include', async () => {
    const { token } = await enrolled(await aPerson());
    const seen = identifyStaff(await checkSession(db(), token, { side: 'staff', now: MOMENT.now }), 'payments.reverse');
    expect(!seen.ok && seen.refusal.code).toBe('not-permitted');
  });

  it('does not open the portal', async () => {
    const { token } = await enrolled(await aPerson());
    expect(await checkSession(db(), token, { side: 'portal', now: MOMENT.now })).toBeNull();
  });
});

it.each([
  ['too short', 'too-short'],
  ['password2026!', 'common'],
  ['P4ssw0rd!!!!', 'common'],
  ['aaaaaaaaaaaaaaaa', 'too-simple'],
  ['qwertyuiopas', 'too-simple'],
  ['changemechangeme', 'common'],
  ['PersonNobody1', 'about-you'],
])('the password %s is refused as %s', async (password, weakness) => {
  const input = { email: 'x@calder.example', name: 'Person Nobody', role: 'auditor' as const, password };
  const added = await inTransaction(db(), (tx) => addStaffUser(tx, SYSTEM, input, MOMENT));
  expect(added).toEqual({ ok: false, refusal: { code: 'weak-password', weakness } });
});
