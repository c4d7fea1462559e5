import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { getPayment } from '#app/modules/payments/queries/get-payment.server.ts';
import { openCheckout } from '#app/workflows/open-checkout.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import {
  asPortal,
  attemptById,
  cancel,
  goToCheckout,
  nowInLondon,
  payByCard,
  payerOf,
  startAttempt,
} from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, receive, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);

beforeAll(() => setUpCompany(database.current.owner.db));

async function oweTwo() {
  const customerId = await aCustomer(database.current.staff.db, {
    email: `ap-${Math.random().toString(36).slice(2)}@customer.example`,
  });
  const first = await issue(database.current.staff.db, anInvoice(customerId, 20_000n));
  const second = await issue(database.current.staff.db, anInvoice(customerId, 5_000n));
  return { customerId, payer: payerOf(customerId), first, second };
}

describe('paying by card', () => {
  test('two invoices, one in part, and something on account: recorded, applied as chosen, receipted once', async () => {
    const { payer, customerId, first, second } = await oweTwo();
    const items = [
      { itemId: first.openItemId, amountMinor: 20_000n },
      { itemId: second.openItemId, amountMinor: 1_500n },
    ];
    const { attemptId, url } = await goToCheckout(database.current, world.current, payer, {
      items,
      amountMinor: 22_000n,
    });
    await payByCard(url);
    await world.current.settle();

    const attempt = await attemptById(database.current, attemptId);
    expect(attempt.state).toBe('succeeded');
    const payment = await getPayment(database.current.staff.db, { paymentId: attempt.paymentId! });
    expect(payment).toMatchObject({ method: 'card', amountMinor: 22_000n, unappliedMinor: 500n, customerId });
    expect(await residual(database.current.staff.db, first.openItemId)).toBe(0n);
    expect(await residual(database.current.staff.db, second.openItemId)).toBe(3_500n);
    const open = await openItemsOf(database.current.staff.db, { customerId });
    expect(open.every((item) => item.heldMinor === 0n)).toBe(true);

    const mails = world.current.mail.control
      .mails('ann@customer.example')
      .filter((mail) => mail.subject.includes(payment!.number));
    expect(mails).toHaveLength(1);
    const receipt = await getDocument(database.current.staff.db, { receiptOf: payment!.id });
    expect(mails[0]!.attachments[0]).toMatchObject({ filename: `${payment!.number}.pdf`, sha256: receipt!.sha256 });
    const bytes = await readDocument(world.current.outside, receipt!);
    expect(bytes.ok && createHash('sha256').update(bytes.value).digest('hex')).toBe(receipt!.sha256);
  });

  test('a declined card charges nothing, says why, and the same page takes another card', async () => {
    const { payer, first } = await oweTwo();
    const { attemptId, url } = await goToCheckout(database.current, world.current, payer, {
      items: [{ itemId: first.openItemId, amountMinor: 20_000n }],
    });
    await payByCard(url, '4000000000009995');
    await world.current.settle();
    const declined = await attemptById(database.current, attemptId);
    expect(declined.state).toBe('open');
    expect(declined.failureText).toContain('not enough money');
    expect(await residual(database.current.staff.db, first.openItemId)).toBe(20_000n);
    await payByCard(url);
    await world.current.settle();
    expect((await attemptById(database.current, attemptId)).failureText).toBe('');
    expect(await residual(database.current.staff.db, first.openItemId)).toBe(0n);
  });

  test('two people pay the same invoice at once: one attempt lives, the other learns of it', async () => {
    const { payer, customerId, first } = await oweTwo();
    const colleague = payerOf(customerId, 'Ben Colleague');
    const items = [{ itemId: first.openItemId, amountMinor: 20_000n }];
    const [one, other] = await Promise.all([
      startAttempt(database.current, payer, { items }),
      startAttempt(database.current, colleague, { items }),
    ]);
    const winner = one.ok ? one : other;
    const loser = one.ok ? other : one;
    expect(winner.ok).toBe(true);
    expect(loser).toMatchObject({
      ok: false,
      refusal: {
        code: 'payment-in-flight',
        inTheWay: { attemptId: winner.ok && winner.value.attemptId, amountMinor: 20_000n },
      },
    });
  });

  test('whoever holds a link sees that a payment is on its way, not whose', async () => {
    const { payer, customerId, first } = await oweTwo();
    const items = [{ itemId: first.openItemId, amountMinor: 20_000n }];
    await startAttempt(database.current, payer, { items });
    const linkId = '00000000-0000-7000-8000-000000000001';
    const holder = {
      actor: { kind: 'link' as const, id: linkId, name: 'x@y.example', requestId: null },
      scope: { kind: 'link' as const, linkId, customerId, invoiceIds: [first.id] },
      customerId,
    };
    expect(await startAttempt(database.current, holder, { items })).toMatchObject({
      ok: false,
      refusal: { code: 'payment-in-flight', inTheWay: { attemptId: null, amountMinor: null } },
    });
  });

  test.each([
    ['more than is left', (item: string) => ({ items: [{ itemId: item, amountMinor: 20_001n }] }), 'more-than-left'],
    [
      'parts above the whole',
      (item: string) => ({ items: [{ itemId: item, amountMinor: 300n }], amountMinor: 200n }),
      'items-exceed-amount',
    ],
    ['nothing', () => ({ items: [], amountMinor: 0n }), 'amount-not-positive'],
    [
      'an item named twice',
      (item: string) => ({
        items: [
          { itemId: item, amountMinor: 1n },
          { itemId: item, amountMinor: 1n },
        ],
      }),
      'item-not-open',
    ],
  ])('%s is refused', async (_, wish, code) => {
    const { payer, first } = await oweTwo();
    expect(await startAttempt(database.current, payer, wish(first.openItemId))).toMatchObject({
      ok: false,
      refusal: { code },
    });
  });

  test("another customer's invoice cannot be paid", async () => {
    const { first } = await oweTwo();
    const stranger = payerOf(await aCustomer(database.current.staff.db));
    expect(
      await startAttempt(database.current, stranger, { items: [{ itemId: first.openItemId, amountMinor: 100n }] }),
    ).toMatchObject({ ok: false, refusal: { code: 'item-not-open' } });
  });

  test('a cancelled payment closes its page first; then the invoice can be paid anew', async () => {
    const { payer, first } = await oweTwo();
    const items = [{ itemId: first.openItemId, amountMinor: 20_000n }];
    const { attemptId, url } = await goToCheckout(database.current, world.current, payer, { items });
    expect(await cancel(database.current, world.current, payer, attemptId)).toMatchObject({ ok: true });
    await payByCard(url);
    await world.current.settle();
    expect((await attemptById(database.current, attemptId)).state).toBe('expired');
    expect(await residual(database.current.staff.db, first.openItemId)).toBe(20_000n);
    expect((await startAttempt(database.current, payer, { items })).ok).toBe(true);
  });

  test('a payment that is done cannot be cancelled', async () => {
    const { payer, first } = await oweTwo();
    const { attemptId, url } = await goToCheckout(database.current, world.current, payer, {
      items: [{ itemId: first.openItemId, amountMinor: 20_000n }],
    });
    await payByCard(url);
    expect(await cancel(database.current, world.current, payer, attemptId)).toEqual({
      ok: false,
      refusal: { code: 'too-late' },
    });
    await world.current.settle();
    expect(await residual(database.current.staff.db, first.openItemId)).toBe(0n);
  });

  test('paid by transfer meanwhile: the money stays on account as credit', async () => {
    const { payer, customerId, first } = await oweTwo();
    const { attemptId, url } = await goToCheckout(database.current, world.current, payer, {
      items: [{ itemId: first.openItemId, amountMinor: 20_000n }],
    });
    const transfer = await receive(database.current.staff.db, customerId, 20_000n);
    const { applyPayment } = await import('#app/modules/cash-application/commands/apply-payment.server.ts');
    const { inTransaction } = await import('#app/platform/db/transaction.server.ts');
    const { CLERK } = await import('#tests/support/people.ts');
    await inTransaction(database.current.staff.db, (tx) =>
      applyPayment(tx, CLERK, {
        creditItemId: transfer.openItemId,
        how: { kind: 'chosen', allocations: [{ itemId: first.openItemId, amountMinor: 20_000n }] },
        effectiveOn: nowInLondon().today,
      }),
    );
    await payByCard(url);
    await world.current.settle();
    const attempt = await attemptById(database.current, attemptId);
    const payment = await getPayment(database.current.staff.db, { paymentId: attempt.paymentId! });
    expect(payment).toMatchObject({ amountMinor: 20_000n, unappliedMinor: 20_000n });
  });

  test('the processor hangs: nobody pays twice, and asking again brings the same page', async () => {
    const { payer, first } = await oweTwo();
    const items = [{ itemId: first.openItemId, amountMinor: 20_000n }];
    const started = await startAttempt(database.current, payer, { items });
    const attemptId = started.ok ? started.value.attemptId : '';
    world.current.stripe.control.failures.failNext('accept-then-drop', 2);
    const run = asPortal(database.current, payer);
    const asked = await openCheckout(
      world.current.outside,
      run,
      { attempt: await attemptById(database.current, attemptId) },
      nowInLondon(),
    );
    expect(asked).toEqual({ ok: false, refusal: { code: 'unknown' } });
    expect((await attemptById(database.current, attemptId)).state).toBe('unknown');
    expect(await startAttempt(database.current, payer, { items })).toMatchObject({
      ok: false,
      refusal: { code: 'payment-in-flight' },
    });
    const again = await openCheckout(
      world.current.outside,
      run,
      { attempt: await attemptById(database.current, attemptId) },
      nowInLondon(),
    );
    expect(again.ok).toBe(true);
    if (again.ok) await payByCard(again.value.url);
    await world.current.settle();
    expect(await residual(database.current.staff.db, first.openItemId)).toBe(0n);
  });

  test('an amount the processor cannot take frees the invoice at once and says so', async () => {
    const customerId = await aCustomer(database.current.staff.db);
    const big = await issue(database.current.staff.db, anInvoice(customerId, 200_000_000n));
    const payer = payerOf(customerId);
    const items = [{ itemId: big.openItemId, amountMinor: 200_000_000n }];
    const started = await startAttempt(database.current, payer, { items });
    const attemptId = started.ok ? started.value.attemptId : '';
    const asked = await openCheckout(
      world.current.outside,
      asPortal(database.current, payer),
      { attempt: await attemptById(database.current, attemptId) },
      nowInLondon(),
    );
    expect(asked).toEqual({ ok: false, refusal: { code: 'not-payable' } });
    expect(await attemptById(database.current, attemptId)).toMatchObject({
      state: 'failed',
      failureText: expect.stringContaining('bank transfer'),
    });
    expect(
      (await startAttempt(database.current, payer, { items: [{ itemId: big.openItemId, amountMinor: 100n }] })).ok,
    ).toBe(true);
  });

  test.each([
    ['JPY', 12_345n, '12345'],
    ['KWD', 1_230n, '1.230'],
    ['USD', 1_999n, '19.99'],
  ])('%s counts its own minor units from the invoice to the receipt', async (code, grossMinor, unitPrice) => {
    const customerId = await aCustomer(database.current.staff.db, { currency: code });
    const [line] = anInvoice(customerId, 100n).lines;
    const invoice = await issue(
      database.current.staff.db,
      anInvoice(customerId, grossMinor, {
        currency: currency(code),
        lines: [{ ...line!, unitPrice: decimal(unitPrice) }],
      }),
    );
    const wish = { items: [{ itemId: invoice.openItemId, amountMinor: grossMinor }], currency: currency(code) };
    const { attemptId, url } = await goToCheckout(database.current, world.current, payerOf(customerId), wish);
    await payByCard(url);
    await world.current.settle();
    expect(await residual(database.current.staff.db, invoice.openItemId)).toBe(0n);
    const { paymentId } = await attemptById(database.current, attemptId);
    expect(await getPayment(database.current.staff.db, { paymentId: paymentId! })).toMatchObject({
      amountMinor: grossMinor,
      currency: code,
    });
  });
});
