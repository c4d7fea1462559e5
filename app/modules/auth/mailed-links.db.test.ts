import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerId, InvoiceId } from '#app/kernel/ids.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, aUser, issue, on, setUpCompany } from '#tests/support/people.ts';
import { addPortalUser } from './commands/add-portal-user.server.ts';
import { createScopedLink } from './commands/create-scoped-link.server.ts';
import { endOtherSessions, signOut } from './commands/end-sessions.server.ts';
import { checkSession } from './commands/keep-sessions.server.ts';
import { makeSignInLink } from './commands/make-sign-in-link.server.ts';
import { removePortalUser } from './commands/manage-people.server.ts';
import { redeemSignInCode, redeemSignInLink } from './commands/redeem-sign-in-link.server.ts';
import { requestFreshLink } from './commands/request-fresh-link.server.ts';
import { requestSignInLink } from './commands/request-sign-in-link.server.ts';
import { revokeScopedLinks } from './commands/revoke-scoped-links.server.ts';
import { switchCustomer } from './commands/switch-customer.server.ts';
import { identifyPortal } from './queries/identify-portal.server.ts';
import { listMySessions } from './queries/list-my-sessions.server.ts';
import { lookAtSignInLink } from './queries/look-at-sign-in-link.server.ts';
import { openScopedLink } from './queries/open-scoped-link.server.ts';
import type { SignInLinkId } from './types.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const MOMENT = on('2026-11-03');
const later = (minutes: number): Moment => ({ ...MOMENT, now: new Date(MOMENT.now.getTime() + minutes * 60_000) });

beforeAll(() => setUpCompany(database.current.owner.db));

let people = 0;
async function aPayer() {
  people += 1;
  const email = `payer${people}@ash.example`;
  const customerId = (await aCustomer(db(), { email })) as CustomerId;
  const added = await inTransaction(db(), (tx) =>
    addPortalUser(tx, SYSTEM, { customerId, email, name: `Payer ${people}`, role: 'payer' }, MOMENT),
  );
  if (!added.ok) throw new Error(added.refusal.code);
  const from = { address: `198.51.100.${people}`, userAgent: 'test', requestId: null };
  return { email, customerId, userId: added.value.userId, from };
}
type Payer = Awaited<ReturnType<typeof aPayer>>;

/** Asks and lets the worker write the mail; answers what the mail holds and what the browser keeps. */
async function asked({ email, from }: Payer, browserToken: string | null = null) {
  const request = await requestSignInLink(db(), { email, address: from.address, browserToken }, MOMENT);
  if (!request.ok) throw new Error(request.refusal.code);
  const mail = await written(email);
  if (!mail.ok) throw new Error(mail.refusal.code);
  return { ...mail.value, browserToken: request.value.browserToken };
}

async function written(email: string, moment = MOMENT) {
  const message = await db()
    .selectFrom('messages')
    .select('details')
    .where('to_address', '=', email)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const { signInLinkId } = message.details as { signInLinkId: SignInLinkId };
  return inTransaction(db(), (tx) => makeSignInLink(tx, { linkId: signInLinkId }, moment));
}

describe('the link of a sign-in mail', () => {
  it('survives a mail scanner: looking at it five times changes nothing, the button then works', async () => {
    const payer = await aPayer();
    const { token } = await asked(payer);
    const before = await database.current.owner.pool.query('select * from sign_in_links order by id');
    for (let look = 0; look < 5; look += 1) {
      const seen = await lookAtSignInLink(db(), { token, browserToken: null }, MOMENT.now);
      expect(seen).toEqual({ ok: true, value: { name: 'Payer 1', email: payer.email } });
    }
    expect((await database.current.owner.pool.query('select * from sign_in_links order by id')).rows).toEqual(
      before.rows,
    );
    const signedIn = await redeemSignInLink(db(), { token, browserToken: null, ...payer.from }, MOMENT);
    if (!signedIn.ok) throw new Error(signedIn.refusal.code);
    const seen = await identifyPortal(db(), { token: signedIn.value.token, permission: 'pay' }, MOMENT.now);
    expect(seen.ok && seen.value.customerId).toBe(payer.customerId);
  });

  it('works once, and for a quarter of an hour again in the browser that asked', async () => {
    const payer = await aPayer();
    const { token, browserToken } = await asked(payer);
    const use = (browser: string | null, minutes: number) =>
      redeemSignInLink(db(), { token, browserToken: browser, ...payer.from }, later(minutes));
    expect((await use(browserToken, 1)).ok).toBe(true);
    expect(await use(null, 2)).toEqual({ ok: false, refusal: { code: 'used' } });
    expect((await use(browserToken, 15)).ok).toBe(true);
    expect(await use(browserToken, 16)).toEqual({ ok: false, refusal: { code: 'used' } });
  });

  it('is out of date after ten minutes and names the address only to the browser that asked', async () => {
    const payer = await aPayer();
    const { token, browserToken } = await asked(payer);
    expect(await redeemSignInLink(db(), { token, browserToken, ...payer.from }, later(10))).toEqual({
      ok: false,
      refusal: { code: 'expired' },
    });
    const look = (browser: string | null) => lookAtSignInLink(db(), { token, browserToken: browser }, later(10).now);
    expect(await look(browserToken)).toEqual({ ok: false, refusal: { code: 'expired', email: payer.email } });
    expect(await look(null)).toEqual({ ok: false, refusal: { code: 'expired', email: null } });
  });

  it('is stored nowhere: no table holds the token, the code or the browser cookie', async () => {
    const payer = await aPayer();
    const { token, code, browserToken } = await asked(payer);
    const { rows } = await database.current.owner.pool.query(
      `select (select count(*) from sign_in_links l where l::text like any ($1))
            + (select count(*) from messages m where m::text like any ($1))
            + (select count(*) from pgboss.job j where j.data::text like any ($1)) as held`,
      [[`%${token}%`, `%"${code}"%`, `%${browserToken}%`]],
    );
    expect(Number(rows[0].held)).toBe(0);
  });

  it('two buttons pressed at once in two browsers sign in one of them', async () => {
    const payer = await aPayer();
    const { token } = await asked(payer);
    const both = await Promise.all(
      [1, 2].map(() => redeemSignInLink(db(), { token, browserToken: null, ...payer.from }, MOMENT)),
    );
    expect(both.filter((one) => one.ok)).toHaveLength(1);
  });
});

describe('asking for a sign-in mail', () => {
  it('answers the same for an address nobody has, and writes no mail for it', async () => {
    const payer = await aPayer();
    await aUser(db(), { email: 'staff@calder.example' });
    for (const email of [payer.email, 'nobody@ash.example', 'staff@calder.example']) {
      const request = await requestSignInLink(
        db(),
        { email, address: `203.0.113.${email.length}`, browserToken: null },
        MOMENT,
      );
      expect(request).toEqual({ ok: true, value: { browserToken: expect.stringMatching(/^[\w-]{43}$/) } });
    }
    expect((await written(payer.email)).ok).toBe(true);
    expect(await written('nobody@ash.example')).toEqual({ ok: false, refusal: { code: 'nobody' } });
    // The staff have no weaker way in than their own.
    expect(await written('staff@calder.example')).toEqual({ ok: false, refusal: { code: 'nobody' } });
  });

  it('a wrong code is the same answer for both, too', async () => {
    const payer = await aPayer();
    const answers = await Promise.all(
      [payer.email, 'nobody-either@ash.example'].map(async (email) => {
        const request = await requestSignInLink(
          db(),
          { email, address: payer.from.address, browserToken: null },
          MOMENT,
        );
        if (!request.ok) throw new Error(request.refusal.code);
        const { browserToken } = request.value;
        return redeemSignInCode(db(), { code: '12345', browserToken, ...payer.from }, MOMENT);
      }),
    );
    expect(answers[0]).toEqual({ ok: false, refusal: { code: 'wrong-code', attemptsLeft: 4 } });
    expect(answers[1]).toEqual(answers[0]);
  });

  it('is refused after three within a quarter of an hour, known or not', async () => {
    for (const email of [(await aPayer()).email, 'unknown@ash.example']) {
      const answers: boolean[] = [];
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const input = { email, address: `203.0.113.${100 + attempt}`, browserToken: null };
        answers.push((await requestSignInLink(db(), input, MOMENT)).ok);
      }
      expect(answers).toEqual([true, true, true, false]);
    }
  });
});

describe('the code of a sign-in mail', () => {
  it('works in the browser that asked and in no other', async () => {
    const payer = await aPayer();
    const { code, browserToken } = await asked(payer);
    const elsewhere = await redeemSignInCode(db(), { code, browserToken: 'another-browser', ...payer.from }, MOMENT);
    expect(elsewhere).toEqual({ ok: false, refusal: { code: 'expired' } });
    expect((await redeemSignInCode(db(), { code, browserToken, ...payer.from }, MOMENT)).ok).toBe(true);
  });

  it('five wrong ones end it, the right one included', async () => {
    const payer = await aPayer();
    const { code, browserToken } = await asked(payer);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let left = 4; left >= 0; left -= 1) {
      const tried = await redeemSignInCode(db(), { code: wrong, browserToken, ...payer.from }, MOMENT);
      expect(tried).toEqual({ ok: false, refusal: { code: 'wrong-code', attemptsLeft: left } });
    }
    const right = await redeemSignInCode(db(), { code, browserToken, ...payer.from }, MOMENT);
    expect(right).toEqual({ ok: false, refusal: { code: 'expired' } });
  });
});

describe('a session of the portal', () => {
  async function signedIn(payer: Payer) {
    const { token } = await asked(payer);
    const done = await redeemSignInLink(db(), { token, browserToken: null, ...payer.from }, MOMENT);
    if (!done.ok) throw new Error(done.refusal.code);
    return done.value.token;
  }
  const at = (token: string, minutes: number) => checkSession(db(), token, { side: 'portal', now: later(minutes).now });

  it('ends after two idle hours and after fourteen days', async () => {
    const token = await signedIn(await aPayer());
    expect(await at(token, 119)).not.toBeNull();
    expect(await at(token, 119 + 120)).toBeNull();
    const busy = await signedIn(await aPayer());
    for (let hour = 0; hour < 14 * 24; hour += 1) expect(await at(busy, hour * 60)).not.toBeNull();
    expect(await at(busy, 14 * 24 * 60)).toBeNull();
  });

  it('is over at once when the membership it looked at is taken away', async () => {
    const payer = await aPayer();
    const token = await signedIn(payer);
    await inTransaction(db(), (tx) => removePortalUser(tx, SYSTEM, payer, MOMENT));
    const seen = await identifyPortal(db(), { token, permission: 'view' }, MOMENT.now);
    expect(seen).toEqual({ ok: false, refusal: { code: 'not-signed-in' } });
  });

  it('may turn to another customer of the same person and to no other', async () => {
    const [payer, stranger] = [await aPayer(), await aPayer()];
    const second = (await aCustomer(db(), { name: 'Aaa first by name' })) as CustomerId;
    const membership = { customerId: second, email: payer.email, name: 'Payer', role: 'viewer' as const };
    const token = await signedIn(payer);
    await inTransaction(db(), (tx) => addPortalUser(tx, SYSTEM, membership, MOMENT));
    const seen = () => identifyPortal(db(), { token, permission: 'view' }, MOMENT.now);
    const before = await seen();
    if (!before.ok) throw new Error(before.refusal.code);
    expect(before.value.customerId).toBe(payer.customerId);
    const turn = (customerId: CustomerId) =>
      inTransaction(db(), (tx) =>
        switchCustomer(tx, SYSTEM, { userId: payer.userId, sessionId: before.value.session.id, customerId }, MOMENT),
      );
    expect(await turn(stranger.customerId)).toEqual({ ok: false, refusal: { code: 'no-such-customer' } });
    expect((await turn(second)).ok).toBe(true);
    const after = await seen();
    expect(after.ok && after.value.customerId).toBe(second);
    // There this person may look but not pay.
    expect((await identifyPortal(db(), { token, permission: 'pay' }, MOMENT.now)).ok).toBe(false);
  });

  it('is listed for its owner, ended with the others, and ended by signing out', async () => {
    const payer = await aPayer();
    const [here, there] = [await signedIn(payer), await signedIn(payer)];
    const mine = () => listMySessions(db(), { userId: payer.userId, side: 'portal' }, MOMENT.now);
    expect(await mine()).toHaveLength(2);
    const kept = await at(here, 0);
    if (!kept) throw new Error('signed in');
    const ended = await inTransaction(db(), (tx) =>
      endOtherSessions(tx, SYSTEM, { userId: payer.userId, keep: kept.session.id }, MOMENT),
    );
    expect(ended).toEqual({ ok: true, value: { ended: 1 } });
    expect(await at(there, 0)).toBeNull();
    await inTransaction(db(), (tx) => signOut(tx, { portal: here, staff: null }, MOMENT));
    expect(await at(here, 0)).toBeNull();
    expect(await mine()).toEqual([]);
  });
});

describe('a scoped link', () => {
  async function aLink(payer: Payer) {
    const invoice = await issue(db(), anInvoice(payer.customerId, 12_000n));
    const input = { customerId: payer.customerId, invoiceIds: [invoice.id as InvoiceId], sentTo: payer.email };
    const made = await inTransaction(db(), (tx) => createScopedLink(tx, SYSTEM, input, MOMENT));
    if (!made.ok) throw new Error('refused');
    return { ...made.value, invoiceId: invoice.id };
  }

  it('shows its invoices however often it is opened, and its token is stored nowhere', async () => {
    const payer = await aPayer();
    const { token, linkId, invoiceId } = await aLink(payer);
    for (let look = 0; look < 5; look += 1) {
      const opened = await openScopedLink(db(), token, MOMENT.now);
      expect(opened.ok && opened.value.scope).toEqual({
        ...{ kind: 'link', linkId, customerId: payer.customerId },
        invoiceIds: [invoiceId],
      });
    }
    const { rows } = await database.current.owner.pool.query(
      `select count(*)::int as held from scoped_links l where l::text like '%' || $1 || '%'`,
      [token],
    );
    expect(rows[0].held).toBe(0);
  });

  it('is refused once out of date, withdrawn or unknown', async () => {
    const payer = await aPayer();
    const { token } = await aLink(payer);
    const open = (text: string, days: number) => openScopedLink(db(), text, later(days * 24 * 60).now);
    expect((await open(token, 29)).ok).toBe(true);
    expect(await open(token, 30)).toEqual({ ok: false, refusal: { code: 'expired' } });
    expect(await open(`${token}x`, 0)).toEqual({ ok: false, refusal: { code: 'unknown' } });
    const target = { customerId: payer.customerId, sentTo: payer.email };
    await inTransaction(db(), (tx) => revokeScopedLinks(tx, SYSTEM, target, MOMENT));
    expect(await open(token, 0)).toEqual({ ok: false, refusal: { code: 'revoked' } });
  });

  it('out of date, sends a new one to its own address once a day, and to nobody after the contact left', async () => {
    const [payer, gone] = [await aPayer(), await aPayer()];
    const queued = (email: string) =>
      db().selectFrom('messages').select(['kind', 'invoice_id']).where('to_address', '=', email).execute();
    for (const [person, expected] of [
      [payer, 1],
      [gone, 0],
    ] as const) {
      const { token } = await aLink(person);
      if (expected === 0) {
        await db().updateTable('contacts').set({ removed_at: MOMENT.now }).where('email', '=', person.email).execute();
      }
      for (let ask = 0; ask < 3; ask += 1) {
        const answer = await requestFreshLink(db(), { token, address: person.from.address }, MOMENT);
        expect(answer).toEqual({ ok: true, value: undefined });
      }
      expect(await queued(person.email)).toHaveLength(expected);
    }
    const unknown = await requestFreshLink(db(), { token: 'no-such-token', address: payer.from.address }, MOMENT);
    expect(unknown).toEqual({ ok: true, value: undefined });
  });
});
