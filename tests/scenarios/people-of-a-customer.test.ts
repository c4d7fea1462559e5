import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerId, InvoiceId, UserId } from '#app/kernel/ids.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { joinByCode, joinByLink } from '#app/modules/auth/commands/accept-invitation.server.ts';
import { addPortalUser } from '#app/modules/auth/commands/add-portal-user.server.ts';
import { changePerson } from '#app/modules/auth/commands/change-person.server.ts';
import { createScopedLink } from '#app/modules/auth/commands/create-scoped-link.server.ts';
import { inviteAgain, invitePerson, revokeInvitation } from '#app/modules/auth/commands/invite-person.server.ts';
import { checkSession, openSession } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { changeRight, removePortalUser } from '#app/modules/auth/commands/manage-people.server.ts';
import { listMemberships } from '#app/modules/auth/queries/list-memberships.server.ts';
import { myData } from '#app/modules/auth/queries/my-data.server.ts';
import { openScopedLink } from '#app/modules/auth/queries/open-scoped-link.server.ts';
import { peopleOf, peopleOfScope } from '#app/modules/auth/queries/people-of-customer.server.ts';
import type { PortalRight } from '#app/modules/auth/types.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { nowInLondon } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, GBP, issue, setUpCompany } from '#tests/support/people.ts';
import { plantIn } from '#tests/support/plant.ts';

/** An owner invites, changes and removes the people of one customer, and reaches nobody of another. */
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const now = () => nowInLondon();
const HERE = { address: '10.9.8.7', userAgent: 'test', requestId: 'test' };
const viewer: PortalRight = { role: 'viewer', limit: null, groupRole: null };
let ours: CustomerId;
let theirs: CustomerId;
let owner: UserId;

const actor = (id: UserId) => ({ kind: 'customer', id, name: 'Olive Owner', requestId: 'test' }) as const;
async function person(customerId: CustomerId, name: string, right: Partial<PortalRight> = {}): Promise<UserId> {
  const input = { customerId, email: `${name}@people.example`, name, ...viewer, ...right };
  const added = await inTransaction(db(), (tx) => addPortalUser(tx, SYSTEM, input, now()));
  if (!added.ok) throw new Error(added.refusal.code);
  return added.value.userId;
}
const invite = (email: string, right: Partial<PortalRight> = {}, by = owner, customerId = ours) =>
  inTransaction(db(), (tx) =>
    invitePerson(tx, actor(by), { customerId, email, name: 'Ivy', right: { ...viewer, ...right } }, now()),
  );
async function mailed(email: string): Promise<{ token: string; code: string; text: string }> {
  await world.current.settle();
  const text = world.current.mail.control.mails(email)[0]?.text ?? '';
  return {
    token: /\/join\/([\w-]+)/.exec(text)![1]!,
    code: /(\d{3})[\s\u00a0](\d{3})/.exec(text)!.slice(1).join(''),
    text,
  };
}
const refused = (code: string) => ({ ok: false, refusal: { code } });

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  ours = (await aCustomer(db(), { name: 'Ours Ltd' })) as CustomerId;
  theirs = (await aCustomer(db(), { name: 'Theirs Ltd' })) as CustomerId;
  owner = await person(ours, 'olive', { role: 'owner' });
});

describe('an invitation', () => {
  it('comes by mail with a link and a code, opens the door once and never by being looked at', async () => {
    const limit = { minor: 50_000n, currency: GBP };
    expect(await invite('ivy@people.example', { role: 'payer', limit })).toMatchObject({ ok: true });
    expect(await invite('IVY@people.example')).toEqual(refused('invited-already'));
    const { token, text } = await mailed('ivy@people.example');
    expect(text).toContain('Olive Owner');
    expect(text).toContain('Ours Ltd');
    expect(await peopleOf(db(), ours)).toHaveLength(1);
    const joined = await joinByLink(db(), { token, ...HERE }, now());
    expect(joined).toMatchObject({ ok: true, value: { customerName: 'Ours Ltd' } });
    const session = joined.ok && joined.value.token ? joined.value.token : '';
    expect(await checkSession(db(), session, { side: 'portal', now: now().now })).not.toBeNull();
    expect(await joinByLink(db(), { token, ...HERE }, now())).toEqual(refused('over'));
    expect(await peopleOf(db(), ours)).toMatchObject([{ name: 'Ivy', role: 'payer', limit }, { name: 'olive' }]);
    expect(await invite('ivy@people.example')).toEqual(refused('signs-in-already'));
  });

  it('sent again has a new link and code; taken back, out of date or guessed at it opens nothing', async () => {
    const asked = await invite('rex@people.example');
    if (!asked.ok) throw new Error(asked.refusal.code);
    const of = { customerId: ours, invitationId: asked.value.invitationId };
    const first = await mailed('rex@people.example');
    await inTransaction(db(), (tx) => inviteAgain(tx, actor(owner), of, { ...now(), now: new Date(Date.now() + 5) }));
    const second = await mailed('rex@people.example');
    expect(second.token).not.toBe(first.token);
    expect(await joinByLink(db(), { token: first.token, ...HERE }, now())).toEqual(refused('over'));
    const later = { ...now(), now: new Date(Date.now() + 8 * 24 * 3_600_000) };
    expect(await joinByLink(db(), { token: second.token, ...HERE }, later)).toEqual(refused('over'));
    const wrong = second.code === '000000' ? '000001' : '000000';
    const tryCode = (code: string) => joinByCode(db(), { email: 'rex@people.example', code, ...HERE }, now());
    for (let n = 0; n < 5; n += 1) expect(await tryCode(wrong)).toEqual(refused('wrong-code'));
    expect(await tryCode(second.code)).toEqual(refused('wrong-code'));
    await inTransaction(db(), (tx) => revokeInvitation(tx, actor(owner), of, now()));
    expect(await joinByLink(db(), { token: second.token, ...HERE }, now())).toEqual(refused('over'));
  });

  it('by its code lets who signs in elsewhere act here too, without a session for what they had before', async () => {
    await person(theirs, 'tess');
    await invite('tess@people.example');
    const { code } = await mailed('tess@people.example');
    const joined = await joinByCode(db(), { email: 'tess@people.example', code, ...HERE }, now());
    expect(joined).toEqual({ ok: true, value: { token: null, customerName: 'Ours Ltd' } });
  });
});

describe('an owner', () => {
  it('reaches nobody of another customer, and nobody but an owner decides', async () => {
    const stranger = await person(theirs, 'stan', { role: 'owner' });
    const payer = await person(ours, 'pam', { role: 'payer' });
    const remove = (by: UserId, userId: UserId, customerId = theirs) =>
      inTransaction(db(), (tx) => removePortalUser(tx, actor(by), { customerId, userId }, now()));
    expect(await remove(owner, stranger)).toEqual(refused('not-owner'));
    expect(await remove(owner, stranger, ours)).toEqual(refused('no-such-person'));
    expect(await remove(payer, owner, ours)).toEqual(refused('not-owner'));
    expect(await invite('x@people.example', {}, owner, theirs)).toEqual(refused('not-owner'));
    expect(await invite('x@people.example', { role: 'owner' }, payer)).toEqual(refused('not-owner'));
    const change = { customerId: ours, userId: payer, right: { ...viewer, role: 'owner' as const } };
    expect(await inTransaction(db(), (tx) => changeRight(tx, actor(payer), change, now()))).toEqual(
      refused('not-owner'),
    );
    const seen = await readAsPortal(database.current.portal.db, { kind: 'customer', customerId: ours }, (portal) =>
      peopleOfScope(portal),
    );
    expect(seen.map(({ name }) => name)).not.toContain('stan');
  });

  it('who is the last one stays; with another one they may go, and two do not go at once', async () => {
    const leave = (userId: UserId) =>
      inTransaction(db(), (tx) => removePortalUser(tx, actor(userId), { customerId: ours, userId }, now()));
    expect(await leave(owner)).toEqual(refused('last-owner'));
    const demote = { customerId: ours, userId: owner, right: viewer };
    expect(await inTransaction(db(), (tx) => changeRight(tx, actor(owner), demote, now()))).toEqual(
      refused('last-owner'),
    );
    const set = `update portal_memberships set role = 'viewer' where user_id = $1 and customer_id = $2`;
    expect(await plantIn(database.current.owner, [set, [owner, ours]])).toBe('last_owner');
    const second = await person(ours, 'oscar', { role: 'owner' });
    const both = await Promise.all([leave(owner), leave(second)]);
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    if (both[0]?.ok) owner = second;
  });

  it('removes a person: signed out at once, the links mailed to them dead, their other customer untouched', async () => {
    const nina = await person(ours, 'nina', { role: 'payer' });
    await person(theirs, 'nina');
    const invoice = await issue(db(), anInvoice(ours, 9_000n));
    const link = await inTransaction(db(), (tx) =>
      createScopedLink(
        tx,
        SYSTEM,
        { customerId: ours, invoiceIds: [invoice.id as InvoiceId], sentTo: 'nina@people.example' },
        now(),
      ),
    );
    const open = (customerId: CustomerId) =>
      openSession(
        db(),
        { userId: nina, secondFactorAt: null, customerId, userAgent: 'x' },
        { side: 'portal', now: now().now },
      );
    const [here, there] = [await open(ours), await open(theirs)];
    const gone = await inTransaction(db(), (tx) =>
      removePortalUser(tx, actor(owner), { customerId: ours, userId: nina }, now()),
    );
    expect(gone).toEqual({ ok: true, value: { name: 'nina' } });
    expect(await checkSession(db(), here, { side: 'portal', now: now().now })).toBeNull();
    expect(await checkSession(db(), there, { side: 'portal', now: now().now })).not.toBeNull();
    expect((await listMemberships(db(), nina)).map(({ customerName }) => customerName)).toEqual(['Theirs Ltd']);
    const token = link.ok ? link.value.token : '';
    expect(await openScopedLink(db(), token, now().now)).toEqual(refused('revoked'));
  });
});

describe('one sign-in', () => {
  it('sees each account of a group through its lead, with the right given there, and loses them with it', async () => {
    const child = (await aCustomer(db(), { name: 'Branch Ltd' })) as CustomerId;
    await db().updateTable('customers').set({ parent_id: ours }).where('id', '=', child).execute();
    const limit = { minor: 10_000n, currency: GBP };
    const gus = await person(ours, 'gus', { role: 'approver', limit, groupRole: 'payer' });
    const of = async () =>
      (await listMemberships(db(), gus)).map(({ customerName, role, throughGroupOf }) => [
        customerName,
        role,
        throughGroupOf,
      ]);
    expect(await of()).toEqual([
      ['Branch Ltd', 'payer', ours],
      ['Ours Ltd', 'approver', null],
    ]);
    const right = { role: 'approver', limit, groupRole: null } as const;
    await inTransaction(db(), (tx) => changeRight(tx, actor(owner), { customerId: ours, userId: gus, right }, now()));
    expect(await of()).toEqual([['Ours Ltd', 'approver', null]]);
  });

  it('is written to in its own language, and takes away what is kept about it and nobody else', async () => {
    const lena = await person(ours, 'lena', { role: 'approver' });
    await inTransaction(db(), (tx) =>
      changePerson(tx, actor(lena), { userId: lena, name: 'Lena', language: 'ms' }, now()),
    );
    await db()
      .insertInto('messages')
      .values({
        send_key: 'x',
        kind: 'payment_asked',
        customer_id: ours,
        to_address: 'lena@people.example',
        details: '{}',
        queued_at: now().now,
        changed_at: now().now,
      })
      .execute();
    const mine = await myData(db(), lena);
    expect(mine.person).toMatchObject({ name: 'Lena', language: 'ms', email: 'lena@people.example' });
    expect(mine.whatYouDid.map(({ action }) => action)).toEqual(['person.changed']);
    expect(JSON.stringify(mine, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      'olive@',
    );
  });
});
