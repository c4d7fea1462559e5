import { beforeAll, describe, expect, test } from 'vitest';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { parkedProcessorEvents } from '#app/modules/payments/queries/processor-events.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import {
  attemptById,
  cancel,
  goToCheckout,
  payByBacs,
  payByCard,
  payerOf,
  startAttempt,
} from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);

beforeAll(() => setUpCompany(database.current.owner.db));

let people = 0;

/** A customer who goes to the processor's page to pay one invoice of £200.00. */
async function atThePage() {
  people += 1;
  const email = `payer-${people}@customer.example`;
  const customerId = await aCustomer(database.current.staff.db);
  const invoice = await issue(database.current.staff.db, anInvoice(customerId, 20_000n));
  const payer = payerOf(customerId);
  const items = [{ itemId: invoice.openItemId, amountMinor: 20_000n }];
  const { attemptId, url } = await goToCheckout(database.current, world.current, payer, { items, notifyEmail: email });
  const attempt = () => attemptById(database.current, attemptId);
  const subjects = () => world.current.mail.control.mails(email).map((mail) => mail.subject);
  return { customerId, invoice, payer, items, attemptId, url, attempt, subjects };
}

const intentOf = async (attempt: () => Promise<{ intentRef: string | null }>): Promise<string> =>
  (await attempt()).intentRef!;

describe('paying by direct debit', () => {
  test('is processing until it settles: nothing is posted, the invoice is held, nobody can pay it again', async () => {
    const { customerId, payer, items, url, attempt, attemptId, subjects, invoice } = await atThePage();
    await payByBacs(url);
    await world.current.settle();
    expect((await attempt()).state).toBe('processing');
    expect((await attempt()).paymentId).toBeNull();
    const [item] = await openItemsOf(database.current.staff.db, { customerId });
    expect(item).toMatchObject({ residualMinor: 20_000n, heldMinor: 20_000n });
    expect(subjects()).toEqual([expect.stringContaining('checking your payment')]);
    expect(await startAttempt(database.current, payer, { items })).toMatchObject({
      ok: false,
      refusal: { code: 'payment-in-flight' },
    });
    expect(await cancel(database.current, world.current, payer, attemptId)).toMatchObject({
      ok: false,
      refusal: { code: 'too-late' },
    });

    world.current.stripe.control.settle(await intentOf(attempt), 'succeed');
    await world.current.settle();
    expect((await attempt()).state).toBe('succeeded');
    expect(await getPayment(database.current.staff.db, { paymentId: (await attempt()).paymentId! })).toMatchObject({
      method: 'direct_debit',
      unappliedMinor: 0n,
    });
    expect(await residual(database.current.staff.db, invoice.openItemId)).toBe(0n);
    expect(subjects()).toHaveLength(2);
  });

  test('fails days later: the hold ends, the invoice is open again, the payer is told why', async () => {
    const { customerId, payer, items, url, attempt, subjects } = await atThePage();
    await payByBacs(url, 'fails');
    await world.current.settle();
    world.current.stripe.control.settle(await intentOf(attempt));
    await world.current.settle();
    expect(await attempt()).toMatchObject({
      state: 'failed',
      paymentId: null,
      failureText: expect.stringContaining('Your bank did not allow the payment'),
    });
    const [item] = await openItemsOf(database.current.staff.db, { customerId });
    expect(item).toMatchObject({ residualMinor: 20_000n, heldMinor: 0n });
    expect(subjects()[0]).toContain('did not go through');
    expect((await startAttempt(database.current, payer, { items })).ok).toBe(true);
  });

  test('succeeds and is taken back by the bank: the payment is reversed and the invoice is open again', async () => {
    const { url, attempt, subjects, invoice } = await atThePage();
    await payByCard(url, '4000000000000259');
    await world.current.settle();
    const { paymentId, state } = await attempt();
    expect(state).toBe('failed');
    expect(await getPayment(database.current.staff.db, { paymentId: paymentId! })).toMatchObject({
      reversal: { reason: expect.stringContaining('took the payment back') },
    });
    expect(await residual(database.current.staff.db, invoice.openItemId)).toBe(20_000n);
    expect(subjects().filter((subject) => subject.includes('did not go through'))).toHaveLength(1);
  });

  test('the page is left alone until it closes: the attempt ends and the invoice is free', async () => {
    const { payer, items, url, attempt } = await atThePage();
    const session = (await attempt()).sessionRef!;
    await world.current.outside.stripe.expireSession(session);
    await world.current.settle();
    expect(await attempt()).toMatchObject({ state: 'expired', failureText: expect.stringContaining('in time') });
    expect((await startAttempt(database.current, payer, { items })).ok).toBe(true);
    expect((await payByCard(url)).status).not.toBe(303);
  });
});

test('money whose amount is not the one asked for waits for a person and touches no invoice', async () => {
  const { url, attempt, attemptId, invoice } = await atThePage();
  await database.current.owner.db
    .updateTable('payment_attempts')
    .set({ amount_minor: 19_999n })
    .where('id', '=', attemptId)
    .execute();
  await payByCard(url);
  await world.current.settle();
  expect((await attempt()).paymentId).toBeNull();
  expect(await residual(database.current.staff.db, invoice.openItemId)).toBe(20_000n);
  const parked = await parkedProcessorEvents(database.current.staff.db);
  expect(parked.filter((event) => event.note.includes('19999'))).toHaveLength(1);
});
