import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ok } from '#app/kernel/result.ts';
import { storeProcessorEvent } from '#app/modules/payments/commands/store-processor-event.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { openCheckout } from '#app/workflows/open-checkout.server.ts';
import { sweepPayments } from '#app/workflows/sweep-payments.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import {
  asPortal,
  attemptById,
  goToCheckout,
  nowInLondon,
  payByCard,
  payerOf,
  startAttempt,
} from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const MINUTE_MS = 60_000;

beforeAll(() => setUpCompany(database.current.owner.db));
afterEach(() => moveClock(0));

async function oneInvoice() {
  const customerId = await aCustomer(database.current.staff.db);
  const invoice = await issue(database.current.staff.db, anInvoice(customerId, 20_000n));
  const payer = payerOf(customerId);
  return { invoice, payer, items: [{ itemId: invoice.openItemId, amountMinor: 20_000n }] };
}

/** The sweep some minutes later. */
async function sweepLater(minutes = 3): Promise<void> {
  moveClock(minutes * MINUTE_MS);
  await sweepPayments(world.current.outside);
  await world.current.settle();
}

const notices = (attemptId: string) => attemptById(database.current, attemptId);

describe('the sweep', () => {
  test('finds a payment whose every webhook was lost', async () => {
    const { invoice, payer, items } = await oneInvoice();
    const { attemptId, url } = await goToCheckout(database.current, world.current, payer, { items });
    world.current.line.cut = true;
    await payByCard(url);
    await world.current.settle();
    world.current.line.cut = false;
    expect((await notices(attemptId)).state).toBe('open');
    await sweepLater();
    expect((await notices(attemptId)).state).toBe('succeeded');
    expect(await residual(database.current.staff.db, invoice.openItemId)).toBe(0n);
  });

  test('finds out what became of an attempt that got no answer, and the customer goes on', async () => {
    const { invoice, payer, items } = await oneInvoice();
    const started = await startAttempt(database.current, payer, { items });
    const attemptId = started.ok ? started.value.attemptId : '';
    world.current.stripe.control.failures.failNext('accept-then-drop', 2);
    await openCheckout(
      world.current.outside,
      asPortal(database.current, payer),
      { attempt: await notices(attemptId) },
      nowInLondon(),
    );
    expect((await notices(attemptId)).state).toBe('unknown');
    await sweepLater();
    const found = await notices(attemptId);
    expect(found.state).toBe('open');
    await payByCard(found.sessionUrl!);
    await world.current.settle();
    expect(await residual(database.current.staff.db, invoice.openItemId)).toBe(0n);
  });

  test('frees what a process left behind when it died between the note and the call', async () => {
    const { payer, items } = await oneInvoice();
    const started = await startAttempt(database.current, payer, { items });
    const attemptId = started.ok ? started.value.attemptId : '';
    await sweepLater(80);
    expect((await notices(attemptId)).state).toBe('expired');
    expect((await startAttempt(database.current, payer, { items })).ok).toBe(true);
  });

  test('run again changes nothing', async () => {
    const { invoice, payer, items } = await oneInvoice();
    const { attemptId, url } = await goToCheckout(database.current, world.current, payer, { items });
    await payByCard(url);
    await world.current.settle();
    const before = await notices(attemptId);
    await sweepLater();
    await sweepLater(6);
    expect(await notices(attemptId)).toEqual(before);
    expect(await residual(database.current.staff.db, invoice.openItemId)).toBe(0n);
  });

  test('settles an event whose job was lost', async () => {
    const { invoice, payer, items } = await oneInvoice();
    const { url } = await goToCheckout(database.current, world.current, payer, { items });
    await payByCard(url);
    await world.current.stripe.control.webhooks.idle();
    await database.current.owner.pool.query(`delete from pgboss.job where name = 'settle-stripe-event'`);
    await world.current.settle();
    expect(await residual(database.current.staff.db, invoice.openItemId)).toBe(20_000n);
    await sweepLater();
    expect(await residual(database.current.staff.db, invoice.openItemId)).toBe(0n);
  });
});

test('an event of an unknown kind is stored and put aside', async () => {
  const payload = {
    id: 'evt_unknown',
    object: 'event',
    type: 'tax.form_updated',
    created: 1_790_000_000,
    livemode: false,
    data: { object: { id: 'x', object: 'tax.form' } },
  };
  await inTransaction(database.current.staff.db, async (tx) =>
    ok(await storeProcessorEvent(tx, { eventRef: 'evt_unknown', kind: payload.type, payload }, nowInLondon())),
  );
  await world.current.settle();
  const { rows } = await database.current.owner.pool.query(
    `select outcome, processed_at from stripe_events where event_ref = 'evt_unknown'`,
  );
  expect(rows).toMatchObject([{ outcome: 'unknown-kind', processed_at: expect.any(Date) }]);
});
