import { beforeAll, describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { askRefund } from '#app/modules/adjustments/commands/ask-refund.server.ts';
import { getPayout } from '#app/modules/payments/queries/get-payout.server.ts';
import { listPayouts } from '#app/modules/payments/queries/list-payouts.server.ts';
import { moveClock } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { sweepPayments } from '#app/workflows/sweep-payments.server.ts';
import { accountBalance, approve } from '#tests/support/adjusting.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { goToCheckout, nowInLondon, payByCard, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, GBP, issue, on, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const TODAY = nowInLondon().today;
const db = () => database.current.staff.db;
const balance = (account: string) => accountBalance(db(), account);

beforeAll(() => setUpCompany(database.current.owner.db));

/** Pays this much by card, of which `owed` minor units are for an invoice. */
async function paid(amountMinor: bigint, owed = amountMinor, code = GBP) {
  const customerId = await aCustomer(db());
  const invoice = await issue(db(), anInvoice(customerId, owed, { currency: code }));
  const { url } = await goToCheckout(database.current, world.current, payerOf(customerId), {
    items: [{ itemId: invoice.openItemId, amountMinor: owed }],
    ...{ amountMinor, currency: code },
  });
  await payByCard(url);
  await world.current.settle();
  const payments = db().selectFrom('payments').selectAll();
  return payments.where('customer_id', '=', customerId).executeTakeFirstOrThrow();
}

/** Gives a part back through the product: asked for by one, approved by another, sent by the worker. */
async function givenBack(creditItemId: string, amountMinor: bigint) {
  const poster = await aColleague(db(), 'cash_poster');
  const manager = await aColleague(db(), 'manager');
  const fields = { creditItemId, amountMinor, method: 'original' as const, bankAccountId: null };
  const why = { reasonCode: 'overpaid', reason: 'Paid too much', effectiveOn: plainDate(TODAY) };
  const asked = await inTransaction(db(), (tx) => askRefund(tx, poster, { ...fields, ...why }, on(TODAY)));
  if (!asked.ok || asked.value.state !== 'waiting') throw new Error('a refund is never done alone');
  await approve(db(), manager, asked.value.approvalId, TODAY);
  await world.current.settle();
}

const sweep = async () => {
  await sweepPayments(world.current.outside);
  await world.current.settle();
};

describe('a payout explains the line of the bank', () => {
  it('500 + 300 − 23.80 fees − 50 refund = 726.20: the bank rises once, clearing ends at nothing', async () => {
    const { control } = world.current.stripe;
    control.cardPrice({ perThousand: 29, fixed: 30 });
    const first = await paid(50_000n);
    const second = await paid(30_000n, 25_000n);
    await givenBack(second.open_item_id, 5_000n);
    expect(await balance('1030')).toBe(75_000n);

    const ref = control.payout('gbp');
    await sweep();
    expect([await balance('1030'), await balance('6200'), await balance('1010')]).toEqual([72_620n, 2_380n, 0n]);
    control.concludePayout(ref, 'paid');
    await world.current.settle();
    expect([await balance('1030'), await balance('6200'), await balance('1010')]).toEqual([0n, 2_380n, 72_620n]);

    const { rows } = await listPayouts(db(), {});
    expect(rows).toMatchObject([{ ref, amountMinor: 72_620n, currency: 'GBP', state: 'paid', isPosted: true }]);
    const payout = await getPayout(db(), { id: rows[0]!.id });
    expect(payout?.sums).toEqual({ charges: 80_000n, refunds: -5_000n, fees: -2_380n, chargebacks: 0n, other: 0n });
    expect(payout?.parts.map((part) => [part.kind, part.netMinor, part.payment?.number])).toEqual([
      ['charge', 48_520n, first.number],
      ['charge', 29_100n, second.number],
      ['refund', -5_000n, second.number],
    ]);

    // Told again, in any order, late: nothing is posted a second time.
    for (const event of control.webhooks.deliveries()) control.resendEvent(JSON.parse(event.body).id);
    await world.current.settle();
    await sweep();
    expect([await balance('1030'), await balance('6200'), await balance('1010')]).toEqual([0n, 2_380n, 72_620n]);
  });

  it('comes back when the bank returns it, before it arrived or after', async () => {
    const { control } = world.current.stripe;
    const before = { bank: await balance('1010'), clearing: await balance('1030') };
    await paid(10_000n);
    const never = control.payout('gbp');
    control.concludePayout(never, 'failed');
    await sweep();
    expect((await balance('1010')) - before.bank).toBe(0n);
    const held = await balance('1030');

    const returned = control.payout('gbp');
    control.concludePayout(returned, 'paid');
    await world.current.settle();
    expect(await balance('1030')).toBe(before.clearing);
    control.concludePayout(returned, 'failed');
    await sweep();
    expect(await balance('1010')).toBe(before.bank);
    expect(await balance('1030')).toBe(held);
    const postings = await db()
      .selectFrom('payout_postings as p')
      .innerJoin('payouts as o', 'o.id', 'p.payout_id')
      .select(['o.ref', 'p.kind'])
      .where('o.ref', 'in', [never, returned])
      .orderBy('p.kind')
      .execute();
    expect(postings).toEqual([
      { ref: returned, kind: 'paid' },
      { ref: returned, kind: 'returned' },
    ]);
  });

  it('is found without a single event: the sweep alone brings it in', async () => {
    const before = await balance('1010');
    const held = await balance('1030');
    world.current.line.cut = true;
    const ref = world.current.stripe.control.payout('gbp');
    world.current.stripe.control.concludePayout(ref, 'paid');
    await world.current.settle();
    world.current.line.cut = false;
    moveClock(3 * 60_000);
    await sweep();
    moveClock(0);
    expect((await balance('1010')) - before).toBe(held);
    expect(await balance('1030')).toBe(0n);
  });

  it('explains a payment in another currency: what was settled takes its place, and the difference is realised', async () => {
    const { control } = world.current.stripe;
    control.cardPrice({ perThousand: 29, fixed: 30 });
    control.settleIn({ from: 'usd', to: 'gbp', rate: 0.8 });
    const before = await inBase();
    const payment = await paid(10_000n, 8_000n, USD);
    await givenBack(payment.open_item_id, 2_000n);
    await sweep();
    // 100.00 USD at 0.79 are 79.00 in the books and 80.00 at the processor; 20.00 of them went back.
    expect(await inBase()).toEqual({
      ...before,
      ...{
        '1030 USD': 0n,
        '1030 GBP': (before['1030 GBP'] ?? 0n) + 6_400n - 256n,
        '7090 USD': 6_400n,
        '7090 GBP': -6_400n,
      },
      ...{ '7000 USD': -80n, '6200 GBP': (before['6200 GBP'] ?? 0n) + 256n },
    });
    const ref = control.payout('gbp');
    control.concludePayout(ref, 'paid');
    await world.current.settle();
    const [row] = (await listPayouts(db(), {})).rows.filter((one) => one.ref === ref);
    const payout = await getPayout(db(), { id: row!.id });
    expect(payout).toMatchObject({ amountMinor: 6_144n, hasParts: true, isPosted: true });
    expect(payout?.parts.map((part) => [part.kind, part.payment?.number, part.isExchanged])).toEqual([
      ['charge', payment.number, true],
      ['refund', payment.number, true],
    ]);
  });
});

const USD = currency('USD');

/** What stands on the accounts of the processor's money, by account and currency, in base currency. */
async function inBase(): Promise<Record<string, bigint>> {
  const rows = await db()
    .selectFrom('entry_lines')
    .select((eb) => ['account_code', 'currency', eb.fn.sum<string>('base_minor').as('base')])
    .where('account_code', 'in', ['1030', '7090', '7000', '6200'])
    .groupBy(['account_code', 'currency'])
    .execute();
  return Object.fromEntries(rows.map((row) => [`${row.account_code} ${row.currency}`, BigInt(row.base)]));
}
