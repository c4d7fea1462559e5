import { beforeAll, expect, test } from 'vitest';
import { parkedProcessorEvents } from '#app/modules/payments/queries/processor-events.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { goToCheckout, payByCard, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);

beforeAll(() => setUpCompany(database.current.owner.db));

const parked = () => parkedProcessorEvents(database.current.staff.db);

test('money that came for no attempt of ours waits for a person, once', async () => {
  const session = await world.current.outside.stripe.createCheckoutSession({
    idempotencyKey: 'made-elsewhere',
    amountMinor: 900n,
    currency: 'GBP',
    description: 'Made elsewhere',
    reference: 'not-ours',
    successUrl: 'http://localhost:3000/',
    cancelUrl: 'http://localhost:3000/',
    metadata: {},
    locale: 'en-GB',
  });
  await payByCard(session.ok ? session.value.url! : '');
  await world.current.settle();
  expect((await parked()).map((event) => event.note)).toEqual([
    expect.stringContaining('belongs to no attempt of ours'),
  ]);
  const { rows } = await database.current.owner.pool.query('select count(*)::int as n from payments');
  expect(rows[0].n).toBe(0);
});

test('a page that names another customer than the attempt touches no invoice', async () => {
  const customerId = await aCustomer(database.current.staff.db);
  const other = await aCustomer(database.current.staff.db);
  const invoice = await issue(database.current.staff.db, anInvoice(customerId, 3_000n));
  const { attemptId, url } = await goToCheckout(database.current, world.current, payerOf(customerId), {
    items: [{ itemId: invoice.openItemId, amountMinor: 3_000n }],
  });
  await database.current.owner.db
    .updateTable('payment_attempts')
    .set({ customer_id: other })
    .where('id', '=', attemptId)
    .execute();
  await payByCard(url);
  await world.current.settle();
  expect(await residual(database.current.staff.db, invoice.openItemId)).toBe(3_000n);
  expect((await parked()).some((event) => event.note.includes('another customer'))).toBe(true);
});

test('a refund made at the processor waits for a person and changes no invoice by itself', async () => {
  const customerId = await aCustomer(database.current.staff.db);
  const invoice = await issue(database.current.staff.db, anInvoice(customerId, 2_000n));
  const { url } = await goToCheckout(database.current, world.current, payerOf(customerId), {
    items: [{ itemId: invoice.openItemId, amountMinor: 2_000n }],
  });
  await payByCard(url);
  await world.current.settle();
  const { rows } = await database.current.owner.pool.query(
    'select intent_ref from payment_attempts where customer_id = $1',
    [customerId],
  );
  const refunded = await fetch(`http://127.0.0.1:${world.current.stripe.port}/v1/refunds`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_scenario', 'Stripe-Version': '2026-10-28.endive' },
    body: new URLSearchParams({ payment_intent: rows[0].intent_ref }),
  });
  expect(refunded.status).toBe(200);
  await world.current.settle();
  expect(await residual(database.current.staff.db, invoice.openItemId)).toBe(0n);
  expect((await parked()).filter((event) => event.note.includes('2000 minor units were refunded'))).toHaveLength(1);
});
