import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import type { CustomerId, InvoiceId, UserId } from '#app/kernel/ids.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addPortalUser } from '#app/modules/auth/commands/add-portal-user.server.ts';
import { createScopedLink } from '#app/modules/auth/commands/create-scoped-link.server.ts';
import { openSession } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { identifyPortal } from '#app/modules/auth/queries/identify-portal.server.ts';
import { mayPay } from '#app/modules/auth/queries/may-pay.server.ts';
import type { PortalRight } from '#app/modules/auth/types.ts';
import { agreeOrRequest } from '#app/modules/payment-plans/commands/agree-or-request.server.ts';
import { answerPaymentAsk, askToPay } from '#app/modules/payments/commands/ask-to-pay.server.ts';
import { startPaymentAttempt } from '#app/modules/payments/commands/start-payment-attempt.server.ts';
import { getPaymentAsk, paymentAsks } from '#app/modules/payments/queries/payment-asks.server.ts';
import { readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { openCheckout } from '#app/workflows/open-checkout.server.ts';
import { type TestDatabase, useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { attemptById, nowInLondon, payByCard } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, residual, setUpCompany } from '#tests/support/people.ts';
import { aPolicy } from '#tests/support/plans.ts';
import { plantIn, type Statement } from '#tests/support/plant.ts';

/** Above what somebody may pay alone another person pays what they prepared, once, and the database holds them to it. */
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const now = () => nowInLondon();
const LIMIT = { minor: 10_000n, currency: GBP };
let ours: CustomerId;
let theirs: CustomerId;
let payer: UserId;
let approver: UserId;
let limited: UserId;
let viewer: UserId;

const actor = (id: UserId) => ({ kind: 'customer', id, name: 'Somebody', requestId: 'test' }) as const;
const scope = (customerId: string) => ({ kind: 'customer', customerId }) as const;
const refused = (code: string) => ({ ok: false, refusal: { code } });

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  [ours, theirs] = [(await aCustomer(db(), { name: 'Ours Ltd' })) as CustomerId, (await aCustomer(db())) as CustomerId];
  const add = async (name: string, right: Partial<PortalRight>): Promise<UserId> => {
    const input = { customerId: ours, email: `${name}@people.example`, name, role: 'viewer' as const, ...right };
    const added = await inTransaction(db(), (tx) => addPortalUser(tx, SYSTEM, input, now()));
    if (!added.ok) throw new Error(added.refusal.code);
    return added.value.userId;
  };
  payer = await add('paul', { role: 'payer', limit: LIMIT });
  approver = await add('ada', { role: 'approver' });
  limited = await add('lim', { role: 'approver', limit: LIMIT });
  viewer = await add('vic', {});
});

const anItem = async (minor: bigint) => {
  const { openItemId, id } = await issue(db(), anInvoice(ours, minor));
  return { itemId: openItemId, amountMinor: minor, invoiceId: id };
};
type Item = Awaited<ReturnType<typeof anItem>>;
const askFor = (item: Item, by = payer, key = `key-${item.itemId}`) =>
  writeAsPortal(database.current.portal.db, scope(ours), (tx) =>
    askToPay(
      tx,
      actor(by),
      { customerId: ours, currency: GBP, amountMinor: item.amountMinor, items: [item], note: 'Please', key },
      now(),
    ),
  );
async function asked(item: Item, by = payer): Promise<string> {
  const done = await askFor(item, by);
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value.askId;
}
const start = (item: Item, by: UserId, askId: string | null = null, more = 0n) =>
  writeAsPortal(database.current.portal.db, scope(ours), (tx) =>
    startPaymentAttempt(
      tx,
      actor(by),
      ...([
        {
          customerId: ours,
          currency: GBP,
          amountMinor: item.amountMinor + more,
          items: [item],
          notifyEmail: '',
          askId,
        },
        now(),
      ] as const),
    ),
  );
const stateOf = async (askId: string) => (await getPaymentAsk(db(), { askId }, now().now))?.state;

it('says alone, with an approver or not at all', () => {
  expect(mayPay({ role: 'payer', limit: LIMIT }, 10_000n, GBP)).toBe('yes');
  expect(mayPay({ role: 'payer', limit: LIMIT }, 10_001n, GBP)).toBe('needs-approver');
  expect(mayPay({ role: 'payer', limit: LIMIT }, 1n, 'EUR' as typeof GBP)).toBe('needs-approver');
  expect(mayPay({ role: 'owner', limit: null }, 10n ** 12n, GBP)).toBe('yes');
  expect(mayPay({ role: 'viewer', limit: null }, 1n, GBP)).toBe('no');
});

it('agrees to payments that repeat only without a limit', async () => {
  const may = async (userId: UserId) => {
    const session = { userId, secondFactorAt: null, customerId: ours, userAgent: 'x' };
    const token = await openSession(db(), session, { side: 'portal', now: now().now });
    return (await identifyPortal(db(), { token, permission: 'agree' }, now().now)).ok;
  };
  expect([await may(payer), await may(limited), await may(viewer)]).toEqual([false, false, false]);
  expect(await may(approver)).toBe(true);
});

it('bounds the plans a person agrees to by what they may pay alone, all of the plan together', async () => {
  const today = now();
  await aPolicy(db(), today, { minTotalMinor: 5_000n, oldestDays: 3_650 });
  const agree = async (by: Parameters<typeof agreeOrRequest>[1], minor: bigint, count = 2) => {
    const item = await anItem(minor);
    const shape = { count, rhythm: 'monthly' as const, firstOn: today.today, firstMinor: null, nextOn: null };
    const wish = { ...shape, currency: GBP, items: [{ itemId: item.itemId, amountMinor: minor }] };
    return inTransaction(db(), (tx) =>
      agreeOrRequest(tx, by, { customerId: ours, wish, methodId: null, note: '' }, today),
    );
  };
  const started = await agree(actor(payer), 10_000n);
  expect(started).toMatchObject({ ok: true, value: { state: 'active' } });
  expect(await agree(actor(payer), 10_001n)).toEqual(refused('above-limit'));
  // What is only asked for is agreed to by asking: a colleague's yes starts it.
  expect(await agree(actor(limited), 10_001n, 40)).toEqual(refused('above-limit'));
  expect(await agree(actor(viewer), 5_000n)).toEqual(refused('may-not-agree'));
  for (const by of [actor(approver), CLERK]) expect(await agree(by, 10_001n)).toMatchObject({ ok: true });

  // Below the commands the same agreement, a penny larger, in another currency than the limit's, or by who may only look.
  const planId = started.ok ? started.value.planId : '';
  const { owner } = database.current;
  const again = (columns: string): Statement => [
    `insert into plan_versions select (jsonb_populate_record(null::plan_versions, to_jsonb(v) ||
       jsonb_build_object('id', uuidv7(), 'version_no', 2) || $2::jsonb)).* from plan_versions v where v.plan_id = $1`,
    [planId, columns],
  ];
  const larger = JSON.stringify({ total_minor: 10_001, principal_minor: 10_001 });
  expect(await plantIn(owner, again(larger))).toBe('plan_above_limit');
  expect(await plantIn(owner, again(JSON.stringify({ agreed_by: viewer })))).toBe('plan_right');
  const inEuro: Statement = [`update portal_memberships set limit_currency = 'EUR' where user_id = $1`, [payer]];
  expect(await plantIn(owner, inEuro, again('{}'))).toBe('plan_above_limit');
  // The limit of the day stands with the agreement, whatever becomes of the person's.
  const { rows } = await owner.pool.query(
    'select agreed_up_to_minor, agreed_up_to_currency from plan_versions where plan_id = $1',
    [planId],
  );
  expect(rows).toEqual([{ agreed_up_to_minor: 10_000n, agreed_up_to_currency: 'GBP' }]);
  const law = (await readFile('db/invariants/122_nobody_agrees_above_their_limit.sql', 'utf8')).trim();
  const found = await withoutTriggers(owner.pool, again(JSON.stringify({ agreed_up_to_currency: 'EUR' })), law);
  expect(found).toHaveLength(1);
});

/** What a law finds of a row that got in although the triggers would have refused it. */
async function withoutTriggers(pool: TestDatabase['owner']['pool'], [text, values]: Statement, law: string) {
  const client = await pool.connect();
  try {
    await client.query(`begin; set local session_replication_role = 'replica'`);
    await client.query(text, [...values]);
    return (await client.query(law)).rows;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

it('waits for an approver, who is told by mail, pays it, and it is paid once', async () => {
  const item = await anItem(25_000n);
  expect(await start(item, payer)).toEqual(refused('needs-approver'));
  expect(await start(item, viewer)).toEqual(refused('may-not-pay'));
  const askId = await asked(item);
  expect(await askFor(item)).toEqual({ ok: true, value: { askId } });
  await world.current.settle();
  const mail = world.current.mail.control.mails('ada@people.example')[0]!;
  expect(mail.text).toContain('£250.00');
  expect(mail.text).toContain(`/asks/${askId}`);
  expect(world.current.mail.control.mails('lim@people.example')).toHaveLength(1);
  expect(world.current.mail.control.mails('paul@people.example')).toHaveLength(0);
  expect(await start(item, payer, askId)).toEqual(refused('ask-over'));
  await expect(start(item, limited, askId, 1n)).rejects.toThrow('more than was asked');
  // An approver's own limit is no hindrance for what another person asked.
  const started = await start(item, limited, askId);
  if (!started.ok) throw new Error(started.refusal.code);
  expect(await stateOf(askId)).toBe('paying');
  const run = (work: Parameters<typeof writeAsPortal>[2]) =>
    writeAsPortal(database.current.portal.db, scope(ours), work);
  const attempt = await attemptById(database.current, started.value.attemptId);
  const opened = await openCheckout(world.current.outside, run as never, { attempt }, now());
  if (!opened.ok) throw new Error(opened.refusal.code);
  await payByCard(opened.value.url);
  await world.current.settle();
  expect(await residual(db(), item.itemId)).toBe(0n);
  expect(await stateOf(askId)).toBe('paid');
  const back = { customerId: ours, askId, answer: { kind: 'send-back', reason: 'No' } } as const;
  expect(await run((tx) => answerPaymentAsk(tx, actor(approver), back, now()))).toEqual(refused('paid-meanwhile'));
});

it('is sent back with a reason its asker reads, taken back by them, or out of date after two weeks', async () => {
  const [first, second, third] = [await anItem(20_000n), await anItem(21_000n), await anItem(22_000n)];
  const [sent, taken, old] = [await asked(first), await asked(second), await asked(third)];
  const answer = (askId: string, by: UserId, kind: 'send-back' | 'withdraw', customerId = ours) =>
    writeAsPortal(database.current.portal.db, scope(customerId), (tx) =>
      answerPaymentAsk(
        tx,
        actor(by),
        { customerId, askId, answer: kind === 'withdraw' ? { kind } : { kind, reason: 'Wrong site' } },
        now(),
      ),
    );
  expect(await answer(sent, payer, 'send-back')).toEqual(refused('not-yours'));
  expect(await answer(sent, approver, 'send-back', theirs)).toEqual(refused('not-found'));
  expect(await answer(sent, approver, 'send-back')).toMatchObject({ ok: true });
  expect(await answer(sent, approver, 'send-back')).toEqual(refused('answered-already'));
  expect(await answer(taken, payer, 'withdraw')).toMatchObject({ ok: true });
  await world.current.settle();
  expect(world.current.mail.control.mails('paul@people.example')[0]?.text).toContain('Wrong site');
  const later = new Date(Date.now() + 15 * 24 * 3_600_000);
  expect((await getPaymentAsk(db(), { askId: old }, later))?.state).toBe('expired');
  for (const [item, askId] of [[first, sent] as const, [second, taken] as const])
    expect(await start(item, approver, askId)).toEqual(refused('ask-over'));
  const inTwoWeeks = { ...now(), now: later };
  const late = writeAsPortal(database.current.portal.db, scope(ours), (tx) =>
    startPaymentAttempt(
      tx,
      actor(limited),
      { customerId: ours, currency: GBP, amountMinor: 22_000n, items: [third], notifyEmail: '', askId: old },
      inTwoWeeks,
    ),
  );
  expect(await late).toEqual(refused('ask-over'));
  const waiting = (customerId: CustomerId) =>
    readAsPortal(database.current.portal.db, scope(customerId), (portal) =>
      paymentAsks(portal, { customerId, waiting: true }, now().now),
    );
  expect((await waiting(ours)).map(({ id }) => id)).toEqual([old]);
  expect(await waiting(theirs)).toEqual([]);
});

it('holds through a mailed link too: a person gets no more by it than by signing in', async () => {
  const item = await anItem(30_000n);
  const linkFor = async (sentTo: string) => {
    const invoiceIds = [item.invoiceId as InvoiceId];
    const made = await inTransaction(db(), (tx) =>
      createScopedLink(tx, SYSTEM, { customerId: ours, invoiceIds, sentTo }, now()),
    );
    if (!made.ok) throw new Error('not made');
    const { linkId } = made.value;
    const link = { kind: 'link', linkId, customerId: ours, invoiceIds } as const;
    return writeAsPortal(database.current.portal.db, link, (tx) =>
      startPaymentAttempt(
        tx,
        { kind: 'link', id: linkId, name: sentTo, requestId: 'test' },
        { customerId: ours, currency: GBP, amountMinor: 30_000n, items: [item], notifyEmail: '' },
        now(),
      ),
    );
  };
  expect(await linkFor('paul@people.example')).toEqual(refused('needs-approver'));
  expect(await linkFor('vic@people.example')).toEqual(refused('may-not-pay'));
  expect(await linkFor('accounts@elsewhere.example')).toMatchObject({ ok: true });
});

it('is a law of the database: whatever is planted below the commands is refused', async () => {
  const item = await anItem(40_000n);
  const askId = await asked(item);
  const own = await asked(await anItem(41_000n), limited);
  const row = (by: UserId, minor: number, ask: string | null = null): Statement => [
    `insert into payment_attempts (customer_id, currency, amount_minor, requested_by_kind, requested_by, requested_by_name, ask_id,
       created_at, changed_at, expires_at) values ($1, 'GBP', $2, 'customer', $3, 'P', $4, now(), now(), now())`,
    [ours, minor, by, ask],
  ];
  const { owner } = database.current;
  expect(await plantIn(owner, row(payer, 10_000))).toBe('accepted');
  expect(await plantIn(owner, row(payer, 10_001))).toBe('payment_attempts_alone_check');
  expect(await plantIn(owner, row(viewer, 1))).toBe('attempt_right');
  expect(await plantIn(owner, row(payer, 40_000, askId))).toBe('attempt_release');
  expect(await plantIn(owner, row(limited, 41_000, own))).toBe('attempt_release');
  expect(await plantIn(owner, row(limited, 40_000, askId))).toBe('accepted');
  expect(await plantIn(owner, row(limited, 40_001, askId))).toBe('attempt_released_amount');
  expect(await plantIn(owner, row(limited, 40_000, askId), row(approver, 40_000, askId))).toBe(
    'payment_attempts_one_per_ask_unique',
  );
  const change = (text: string): Statement => [`update payment_asks set ${text} where id = $1`, [askId]];
  expect(await plantIn(owner, change('amount_minor = 1'))).toBe('payment_ask_stays');
  const raise: Statement = [`update payment_attempts set alone_up_to_minor = null where customer_id = $1`, [ours]];
  expect(await plantIn(owner, row(payer, 100), raise)).toBe('attempt_right_stays');
  const withdrawn = `outcome = 'withdrawn', answered_by = '${approver}', answered_by_name = 'A', answered_at = now(), answer = ''`;
  expect(await plantIn(owner, change(withdrawn))).toBe('payment_asks_own_check');
});
