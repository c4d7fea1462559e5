import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { changePromise, withdrawPromise } from '#app/modules/collections/commands/change-promise.server.ts';
import { finishTask } from '#app/modules/collections/commands/finish-task.server.ts';
import { makePromise, type NewPromise } from '#app/modules/collections/commands/make-promise.server.ts';
import { chaseableItems } from '#app/modules/collections/queries/chaseable-items.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { checkPromises } from '#app/workflows/check-promises.server.ts';
import { receivePayment } from '#app/workflows/receive-payment.server.ts';
import { takeBackPayment } from '#app/workflows/take-back-payment.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { nowInLondon } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, CLERK, issue, setUpCompany } from '#tests/support/people.ts';
import { plantIn } from '#tests/support/plant.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const GBP = currency('GBP');
/** A Wednesday noon; the promise is for the Friday. */
const WEDNESDAY = plainDate('2026-11-04');
const FRIDAY = plainDate('2026-11-06');

const stand = (on: string) => moveClock(Date.parse(`${on}T12:00:00Z`) - Date.now());

beforeAll(() => setUpCompany(database.current.owner.db));
afterEach(() => moveClock(0));

async function owing(minor = 80_000n) {
  const customerId = await aCustomer(db());
  const invoice = await issue(db(), anInvoice(customerId, minor, { documentOn: plainDate('2026-09-01') }));
  return { customerId, itemId: invoice.openItemId! };
}

async function promise(customerId: string, change: Partial<NewPromise> = {}) {
  const wanted = {
    ...{ customerId, currency: 'GBP', amountMinor: 50_000n, promisedOn: FRIDAY },
    ...{ source: 'phone' as const, note: '', ...change },
  };
  return inTransaction(db(), (tx) => makePromise(tx, CLERK, wanted, nowInLondon()));
}

async function promised(customerId: string, change: Partial<NewPromise> = {}): Promise<string> {
  const made = await promise(customerId, change);
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return made.value.promiseId;
}

async function pays(customerId: string, amountMinor: bigint, on: string): Promise<string> {
  const payment = {
    ...{ customerId, method: 'transfer' as const, currency: GBP, amountMinor, receivedOn: plainDate(on) },
    ...{ reference: '', payerName: '', note: '', acceptSuspicion: true },
  };
  const got = await inTransaction(db(), (tx) =>
    receivePayment(tx, CLERK, { payment, apply: { kind: 'oldest-first' }, sendReceipt: false }, nowInLondon()),
  );
  if (!got.ok) throw new Error(JSON.stringify(got.refusal));
  return got.value.id;
}

const check = () => checkPromises({ db: database.current.worker.db });
const rows = async <Row extends object>(text: string, ...values: unknown[]) =>
  (await database.current.owner.pool.query<Row>(text, values)).rows;
const stateOf = async (id: string) =>
  (await rows<{ state: string }>('select state from promises where id = $1', id))[0]!.state;
const tasksOf = (id: string) =>
  rows<{ id: string; kind: string; done: boolean }>(
    'select id, kind, done_at is not null as done from collection_tasks where promise_id = $1',
    id,
  );
const eventsOf = async (id: string) =>
  (await rows<{ kind: string }>('select kind from promise_events where promise_id = $1 order by position', id)).map(
    ({ kind }) => kind,
  );

describe('500 promised by Friday', () => {
  test('300 arrive: open through the days of grace, then part-kept with a task; the rest makes no second one', async () => {
    stand(WEDNESDAY);
    const { customerId } = await owing();
    const id = await promised(customerId);
    stand('2026-11-05');
    await pays(customerId, 30_000n, '2026-11-05');
    for (const day of ['2026-11-06', '2026-11-08']) {
      stand(day);
      await check();
      expect(await stateOf(id)).toBe('open');
    }
    // Two days of grace are over.
    stand('2026-11-09');
    await check();
    await check();
    expect(await stateOf(id)).toBe('part_kept');
    expect(await eventsOf(id)).toEqual(['made', 'part_kept']);
    const [task, ...more] = await tasksOf(id);
    expect([task?.kind, task?.done, more]).toEqual(['promise_part_kept', false, []]);
    const done = await inTransaction(db(), (tx) =>
      finishTask(tx, CLERK, { taskId: task!.id, outcome: 'Called, pays Monday.' }, nowInLondon()),
    );
    expect(done.ok).toBe(true);
    expect((await tasksOf(id)).map((one) => one.done)).toEqual([true]);
  });

  test('all of it arrives: kept at once, in the transaction of the money, and not before', async () => {
    stand(WEDNESDAY);
    const { customerId } = await owing();
    const id = await promised(customerId);
    await pays(customerId, 20_000n, WEDNESDAY);
    expect(await stateOf(id)).toBe('open');
    await pays(customerId, 30_000n, WEDNESDAY);
    expect(await stateOf(id)).toBe('kept');
    expect(await tasksOf(id)).toEqual([]);
  });

  test('nothing arrives in time: broken; money after the days of grace changes nothing', async () => {
    stand(WEDNESDAY);
    const { customerId } = await owing();
    const id = await promised(customerId);
    stand('2026-11-10');
    await check();
    expect([await stateOf(id), (await tasksOf(id)).map(({ kind }) => kind)]).toEqual(['broken', ['promise_broken']]);
    await pays(customerId, 50_000n, '2026-11-10');
    await check();
    expect(await stateOf(id)).toBe('broken');
  });

  test('money dated in time and learned late keeps it after all, and its task is done by itself', async () => {
    stand(WEDNESDAY);
    const { customerId } = await owing();
    const id = await promised(customerId);
    stand('2026-11-09');
    await check();
    expect(await stateOf(id)).toBe('broken');
    await pays(customerId, 50_000n, FRIDAY);
    expect(await stateOf(id)).toBe('kept');
    expect((await tasksOf(id)).map(({ done }) => done)).toEqual([true]);
  });

  test('the payment comes back: in time it stands open again, later it is broken', async () => {
    stand(WEDNESDAY);
    const { customerId } = await owing();
    const id = await promised(customerId);
    const paymentId = await pays(customerId, 50_000n, '2026-11-04');
    expect(await stateOf(id)).toBe('kept');
    stand('2026-11-05');
    const back = { paymentId, reason: 'returned', effectiveOn: plainDate('2026-11-05') };
    expect((await inTransaction(db(), (tx) => takeBackPayment(tx, CLERK, back, nowInLondon()))).ok).toBe(true);
    expect(await stateOf(id)).toBe('open');
    stand('2026-11-09');
    await check();
    expect(await eventsOf(id)).toEqual(['made', 'kept', 'changed', 'broken']);
  });

  test('money that was there before it was given does not count for it', async () => {
    stand(WEDNESDAY);
    const { customerId } = await owing();
    await pays(customerId, 30_000n, WEDNESDAY);
    stand('2026-11-05');
    const id = await promised(customerId);
    stand('2026-11-09');
    await check();
    expect(await stateOf(id)).toBe('broken');
  });
});

test('two promises: the older one takes the money first, and withdrawn it frees it for the other', async () => {
  stand(WEDNESDAY);
  const { customerId } = await owing();
  const first = await promised(customerId, { amountMinor: 30_000n });
  stand('2026-11-05');
  const second = await promised(customerId, { amountMinor: 20_000n });
  await pays(customerId, 20_000n, '2026-11-05');
  expect([await stateOf(first), await stateOf(second)]).toEqual(['open', 'open']);
  const gone = await inTransaction(db(), (tx) =>
    withdrawPromise(tx, CLERK, { promiseId: first, reason: 'Said twice' }, nowInLondon()),
  );
  expect(gone.ok).toBe(true);
  expect([await stateOf(first), await stateOf(second)]).toEqual(['withdrawn', 'kept']);
});

test('a changed promise is held to its new day and amount, and says what it was', async () => {
  stand(WEDNESDAY);
  const { customerId } = await owing();
  const promiseId = await promised(customerId);
  const change = { promiseId, amountMinor: 10_000n, promisedOn: addDays(FRIDAY, 7), reason: 'Called again' };
  expect((await inTransaction(db(), (tx) => changePromise(tx, CLERK, change, nowInLondon()))).ok).toBe(true);
  stand('2026-11-12');
  await pays(customerId, 10_000n, '2026-11-12');
  expect(await eventsOf(promiseId)).toEqual(['made', 'changed', 'kept']);
  const again = await inTransaction(db(), (tx) => changePromise(tx, CLERK, change, nowInLondon()));
  expect(again).toEqual({ ok: false, refusal: { code: 'not-open' } });
});

test('what is refused: a day behind, more than is owed, and beyond the policy of a customer', async () => {
  stand(WEDNESDAY);
  const { customerId } = await owing();
  const code = async (change: Partial<NewPromise>) => {
    const made = await promise(customerId, change);
    return made.ok ? 'made' : made.refusal.code;
  };
  expect(await code({ promisedOn: addDays(WEDNESDAY, -1) })).toBe('past');
  expect(await code({ amountMinor: 80_001n })).toBe('more-than-owed');
  expect(await code({ currency: 'USD' })).toBe('more-than-owed');
  expect(await code({ source: 'portal', promisedOn: addDays(WEDNESDAY, 22) })).toBe('too-far');
  expect(await code({ promisedOn: addDays(WEDNESDAY, 90) })).toBe('made');
  expect(await code({ source: 'portal', promisedOn: addDays(WEDNESDAY, 21) })).toBe('made');
  expect(await code({ source: 'portal' })).toBe('one-stands');
});

test('what a promise covers may not be asked for until its days are over, oldest debt first', async () => {
  stand(WEDNESDAY);
  const { customerId, itemId } = await owing(30_000n);
  const later = await issue(db(), anInvoice(customerId, 40_000n, { documentOn: plainDate('2026-09-20') }));
  await promised(customerId);
  const asked = async (on: string) =>
    (await chaseableItems(db(), { customerIds: [customerId], on: plainDate(on) })).map((item) => item.chaseableMinor);
  expect(await asked('2026-11-04')).toEqual([0n, 20_000n]);
  expect(await asked('2026-11-08')).toEqual([0n, 20_000n]);
  expect(await asked('2026-11-09')).toEqual([30_000n, 40_000n]);
  // Of named debts it covers those alone.
  const named = await owing(30_000n);
  await promised(named.customerId, { amountMinor: 10_000n, itemIds: [named.itemId] });
  expect(await chaseableItems(db(), { customerIds: [named.customerId], on: WEDNESDAY })).toMatchObject([
    { promisedMinor: 10_000n, chaseableMinor: 20_000n },
  ]);
  expect([itemId, later.openItemId]).not.toContain(null);
});

describe('the database refuses', () => {
  const plant = (...statements: [string, unknown[]][]) => plantIn(database.current.owner, ...statements);

  test('a promise that is not its events, money counted twice, and a changed answer', async () => {
    stand(WEDNESDAY);
    const { customerId } = await owing();
    const [one, other] = [await promised(customerId), await promised(customerId, { amountMinor: 10_000n })];
    const paymentId = await pays(customerId, 30_000n, '2026-11-04');
    expect(await plant([`update promises set state = 'kept' where id = $1`, [one]])).toBe('promise_is_its_events');
    expect(await plant([`update promises set amount_minor = 1 where id = $1`, [one]])).toBe('promise_is_its_events');
    expect(await plant([`update promises set made_on = '2020-01-01' where id = $1`, [one]])).toBe(
      'promise_is_kept_as_made',
    );
    expect(await plant(['delete from promise_events where promise_id = $1', [one]])).toBe('append_only');
    const count = `insert into promise_money (promise_id, payment_id, customer_id, amount_minor) values ($1, $2, $3, $4)`;
    expect(await plant([count, [other, paymentId, customerId, 1n]])).toBe('promise_money_counts_once');
    const stranger = await owing();
    const theirs = await promised(stranger.customerId);
    expect(await plant([count, [theirs, paymentId, stranger.customerId, 1n]])).toBe('promise_money_counts_once');
    expect(await plant(['insert into promise_items values ($1, $2, $3)', [one, stranger.itemId, customerId]])).toBe(
      'promise_item',
    );
  });
});
