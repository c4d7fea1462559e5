import { afterEach, beforeAll, expect, test } from 'vitest';
import type { CustomerId, InvoiceId } from '#app/kernel/ids.ts';
import { addDays } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { createScopedLink } from '#app/modules/auth/commands/create-scoped-link.server.ts';
import { openScopedLink } from '#app/modules/auth/queries/open-scoped-link.server.ts';
import { answerSaidPaid } from '#app/modules/collections/commands/answer-said-paid.server.ts';
import { withdrawPromise } from '#app/modules/collections/commands/change-promise.server.ts';
import { makePromise } from '#app/modules/collections/commands/make-promise.server.ts';
import { sayPaid } from '#app/modules/collections/commands/say-paid.server.ts';
import { saidPaidWaiting } from '#app/modules/collections/queries/collection-tasks.server.ts';
import { ownPromises, saidPaidOf } from '#app/modules/collections/queries/portal-promises.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { type PortalScope, readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { nowInLondon, type Payer, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, issue, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const portal = () => database.current.portal.db;

beforeAll(() => setUpCompany(database.current.owner.db));
afterEach(() => moveClock(0));

async function owing() {
  const customerId = await aCustomer(db());
  const invoice = await issue(db(), anInvoice(customerId, 40_000n));
  return { customerId, invoiceId: invoice.id, payer: payerOf(customerId) };
}

const promise = (payer: Payer, customerId: string) =>
  writeAsPortal(portal(), payer.scope, (tx) => {
    const { today } = nowInLondon();
    const wanted = { customerId, currency: 'GBP', amountMinor: 40_000n, promisedOn: addDays(today, 5) };
    return makePromise(tx, payer.actor, { ...wanted, source: 'portal', note: '' }, nowInLondon());
  });

const says = (scope: PortalScope, actor: Actor, of: { customerId: string; invoiceId: string }) =>
  writeAsPortal(portal(), scope, (tx) =>
    sayPaid(tx, actor, { ...of, amountMinor: 100n, paidOn: nowInLondon().today, reference: '' }, nowInLondon()),
  );

test('a customer promises a day within the policy: one at a time, and so many a quarter', async () => {
  const { customerId, payer } = await owing();
  for (const time of [1, 2, 3]) {
    const made = await promise(payer, customerId);
    if (!made.ok) throw new Error(`${time}: ${made.refusal.code}`);
    const again = { refusal: { code: time < 3 ? 'one-stands' : 'too-many' } };
    expect(await promise(payer, customerId)).toMatchObject(again);
    const own = await readAsPortal(portal(), payer.scope, (read) => ownPromises(read, customerId));
    expect(own.map(({ id }) => id)).toEqual([made.value.promiseId]);
    await database.current.owner.pool.query(
      `with ended as (insert into promise_events (promise_id, customer_id, position, kind, amount_minor, promised_on, by_kind, by_name, happened_at)
         select id, customer_id, 2, 'broken', amount_minor, promised_on, 'system', 'test', now() from promises where id = $1)
       update promises set state = 'broken' where id = $1`,
      [made.value.promiseId],
    );
  }
  expect(await promise(payer, customerId)).toEqual({ ok: false, refusal: { code: 'too-many', allowed: 3 } });
  moveClock(92 * 86_400_000);
  expect((await promise(payer, customerId)).ok).toBe(true);
});

test('two tabs at once make one promise', async () => {
  const { customerId, payer } = await owing();
  const done = await Promise.all([promise(payer, customerId), promise(payer, customerId)]);
  expect(done.map((one) => (one.ok ? 'made' : one.refusal.code)).sort()).toEqual(['made', 'one-stands']);
});

test('nobody promises for another customer, nor writes what a colleague writes', async () => {
  const [a, b] = [await owing(), await owing()];
  await expect(promise(a.payer, b.customerId)).resolves.toMatchObject({ refusal: { code: 'more-than-owed' } });
  const plant = `insert into promises (customer_id, currency, amount_minor, made_on, promised_on, grace_days, pauses, made_by_kind, source, made_by_name, made_at)
    values ($1, 'GBP', 1, '2026-01-01', '2026-01-02', 0, 'covered', 'customer', 'portal', 'x', now())`;
  const client = await database.current.portal.pool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('tallystick.customer_id', $1, true)`, [a.customerId]);
    await expect(client.query(plant, [b.customerId])).rejects.toThrow(/row-level security/);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('who holds a link says its invoice is paid, and no other one; a colleague answers once', async () => {
  const { customerId, invoiceId } = await owing();
  const other = await issue(db(), anInvoice(customerId, 5_000n));
  const link = await inTransaction(db(), (tx) =>
    createScopedLink(
      tx,
      CLERK,
      { customerId: customerId as CustomerId, invoiceIds: [invoiceId as InvoiceId], sentTo: 'ap@customer.example' },
      nowInLondon(),
    ),
  );
  if (!link.ok) throw new Error('no link');
  const opened = await openScopedLink(db(), link.value.token, new Date());
  if (!opened.ok) throw new Error('not opened');
  const actor: Actor = { kind: 'link', id: opened.value.linkId, name: opened.value.sentTo, requestId: 'test' };
  const { scope } = opened.value;
  expect((await says(scope, actor, { customerId, invoiceId })).ok).toBe(true);
  await expect(says(scope, actor, { customerId, invoiceId: other.id })).rejects.toThrow(/row-level security/);
  const seen = (id: string) => readAsPortal(portal(), scope, (read) => saidPaidOf(read, { customerId, invoiceId: id }));
  expect([await seen(invoiceId), await seen(other.id)]).toEqual([
    expect.objectContaining({ paidOn: nowInLondon().today }),
    null,
  ]);
  const [waiting] = (await saidPaidWaiting(db())).filter((one) => one.customerId === customerId);
  const answer = () =>
    inTransaction(db(), (tx) =>
      answerSaidPaid(tx, CLERK, { saidPaidId: waiting!.id, answer: 'not_found' }, nowInLondon()),
    );
  expect((await answer()).ok).toBe(true);
  expect(await answer()).toEqual({ ok: false, refusal: { code: 'answered-already' } });
  expect(await seen(invoiceId)).toBeNull();
});

test('a colleague takes a customer’s promise back', async () => {
  const { customerId, payer } = await owing();
  const made = await promise(payer, customerId);
  if (!made.ok) throw new Error(made.refusal.code);
  const gone = { promiseId: made.value.promiseId, reason: 'They called' };
  expect((await inTransaction(db(), (tx) => withdrawPromise(tx, CLERK, gone, nowInLondon()))).ok).toBe(true);
  expect(await readAsPortal(portal(), payer.scope, (read) => ownPromises(read, customerId))).toEqual([]);
});
