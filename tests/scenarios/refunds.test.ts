import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { askRefund } from '#app/modules/adjustments/commands/ask-refund.server.ts';
import { askRefundBatch } from '#app/modules/adjustments/commands/ask-refund-batch.server.ts';
import { stepRefund } from '#app/modules/adjustments/commands/step-refund.server.ts';
import { creditToRefund } from '#app/modules/adjustments/queries/credit-to-refund.server.ts';
import { customerRefunds } from '#app/modules/adjustments/queries/customer-refunds.server.ts';
import { getRefund } from '#app/modules/adjustments/queries/get-refund.server.ts';
import { refundBatches, refundFile } from '#app/modules/adjustments/queries/refund-batches.server.ts';
import { listRefunds } from '#app/modules/adjustments/queries/refund-rows.server.ts';
import type { RefundInput } from '#app/modules/adjustments/types.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { takeStripeWebhook } from '#app/workflows/take-webhook.server.ts';
import { accountBalance, anApprovedAccount, approve, GBP, refunded } from '#tests/support/adjusting.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { goToCheckout, nowInLondon, payByBacs, payByCard, payerOf } from '#tests/support/paying.ts';
import { aCustomer, anInvoice, issue, on, receive, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
type Colleague = Awaited<ReturnType<typeof aColleague>>;
let poster: Colleague;
let manager: Colleague;
let controller: Colleague;
const TODAY = nowInLondon().today;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  await owner.db
    .insertInto('company_bank_accounts')
    .values({
      currency: 'GBP',
      bank_name: 'First Pennine',
      account_name: 'Calder Test Ltd',
      account_number: '00000000',
      routing: '00-00-00',
    })
    .execute();
  poster = await aColleague(staff.db, 'cash_poster');
  manager = await aColleague(staff.db, 'manager');
  controller = await aColleague(staff.db, 'controller');
});

const db = () => database.current.staff.db;
const people = () => ({ asks: poster, approves: manager });

/** A customer who paid 100.00 for an invoice of 60.00, by card or direct debit through the hosted page. */
async function overpaid(how: (url: string) => Promise<Response>) {
  const customerId = await aCustomer(db(), { email: `ap-${crypto.randomUUID()}@customer.example` });
  const invoice = await issue(db(), anInvoice(customerId, 6_000n));
  const { url } = await goToCheckout(database.current, world.current, payerOf(customerId), {
    items: [{ itemId: invoice.openItemId, amountMinor: 6_000n }],
    amountMinor: 10_000n,
  });
  await how(url);
  await world.current.settle();
  const payment = await db()
    .selectFrom('payments')
    .selectAll()
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  return { customerId, payment, creditItemId: payment.open_item_id };
}

const askFor = (
  by: Colleague,
  input: Pick<RefundInput, 'creditItemId' | 'amountMinor' | 'method'> & Partial<RefundInput>,
  day: string = TODAY,
) =>
  inTransaction(db(), (tx) =>
    askRefund(
      tx,
      by,
      { bankAccountId: null, reasonCode: 'overpaid', reason: 'Paid too much', effectiveOn: plainDate(day), ...input },
      on(day),
    ),
  );

const lettersAbout = async (customerId: string) => {
  const rows = await db()
    .selectFrom('messages')
    .select(['kind', 'state', 'subject'])
    .where('customer_id', '=', customerId)
    .where('kind', 'like', 'refund%')
    .orderBy('id')
    .execute();
  return rows.map((row) => `${row.kind} ${row.state}`);
};

describe('back to the card it came from', () => {
  it('asked for by one, approved by another, sent once, paid; the customer is told and sees it', async () => {
    const { customerId, payment, creditItemId } = await overpaid(payByCard);
    const clearing = await accountBalance(db(), '1030');
    const asked = await askFor(poster, { creditItemId, amountMinor: 4_000n, method: 'original' });
    if (!asked.ok || asked.value.state !== 'waiting') throw new Error('a refund is never done alone');
    expect(await residual(db(), creditItemId)).toBe(4_000n);
    expect(await approve(db(), manager, asked.value.approvalId, TODAY)).toMatch(
      /^£40\.00 of PAY-\d+ is refunded as RF-\d+\. It goes back the way it came\.$/,
    );
    expect(await residual(db(), creditItemId)).toBe(0n);
    expect(await accountBalance(db(), '2300')).toBe(-4_000n);

    expect((await world.current.settle()).failed).toEqual([]);
    expect(await accountBalance(db(), '2300')).toBe(0n);
    expect((await accountBalance(db(), '1030')) - clearing).toBe(-4_000n);
    const seen = await readAsPortal(database.current.portal.db, { kind: 'customer', customerId }, (portal) =>
      customerRefunds(portal, { customerId, paymentId: payment.id }),
    );
    expect(seen).toMatchObject([{ step: 'paid', amountMinor: 4_000n, method: 'original' }]);
    expect(await lettersAbout(customerId)).toEqual(['refund_paid delivered']);
    const made = await world.current.outside.stripe.listRefundsOf(payment.processor_ref!);
    expect(made.ok && made.value).toHaveLength(1);
  });

  it('doubled and shuffled events, and a lost answer: one refund, one posting', async () => {
    const { creditItemId, payment } = await overpaid(payByCard);
    const { control } = world.current.stripe;
    control.failures.failNext('accept-then-drop', 2);
    control.webhooks.duplicateNext(4);
    control.webhooks.reorderNext(2);
    await refunded(db(), people(), { creditItemId, amountMinor: 4_000n, method: 'original' }, TODAY);
    const run = await world.current.settle();
    expect(run.failed.length).toBeGreaterThan(0);
    for (const { body, signature } of [...world.current.heard].reverse())
      await takeStripeWebhook(
        { db: database.current.staff.db, stripe: world.current.outside.stripe },
        { rawBody: body, signature },
      );
    expect((await world.current.settle()).failed).toEqual([]);
    const made = await world.current.outside.stripe.listRefundsOf(payment.processor_ref!);
    expect(made.ok && made.value).toHaveLength(1);
    const events = await db()
      .selectFrom('refund_events')
      .select('kind')
      .where('refund_id', '=', (await listRefunds(db(), { customerId: payment.customer_id, limit: 9 }))[0]!.id)
      .orderBy('position')
      .execute();
    expect(events.map((event) => event.kind)).toEqual(['requested', 'approved', 'sent', 'accepted', 'paid']);
    expect(await accountBalance(db(), '2300')).toBe(0n);
  });

  it('a removed card: the refund fails days later, the credit comes back and goes by bank instead', async () => {
    const { customerId, creditItemId } = await overpaid((url) => payByCard(url, '4000000000005126'));
    const clearing = await accountBalance(db(), '1030');
    const refundId = await refunded(db(), people(), { creditItemId, amountMinor: 4_000n, method: 'original' }, TODAY);
    await world.current.settle();
    const failed = await getRefund(db(), { id: refundId });
    expect(failed).toMatchObject({ step: 'failed' });
    expect(failed?.events.at(-1)?.reason).toBe('The card was closed or has expired.');
    expect(await accountBalance(db(), '2300')).toBe(0n);
    expect(await accountBalance(db(), '1030')).toBe(clearing);
    expect(await lettersAbout(customerId)).toContain('refund_failed delivered');
    const back = failed!.events.at(-1)!.creditItemId!;
    expect(await creditToRefund(db(), back)).toMatchObject({
      original: null,
      leftMinor: 4_000n,
      refundable: true,
      bankAccount: null,
    });
    expect(await askFor(poster, { creditItemId: back, amountMinor: 4_000n, method: 'original' })).toEqual({
      ok: false,
      refusal: { code: 'no-original-way' },
    });
    expect(await askFor(poster, { creditItemId: back, amountMinor: 4_000n, method: 'bank' })).toEqual({
      ok: false,
      refusal: { code: 'no-bank-account' },
    });
    const bankAccountId = await anApprovedAccount(db(), { asks: manager, approves: controller }, customerId);
    const byBank = await refunded(
      db(),
      people(),
      { creditItemId: back, amountMinor: 4_000n, method: 'bank', bankAccountId },
      TODAY,
    );
    expect(await getRefund(db(), { id: byBank })).toMatchObject({ step: 'approved', payee: { tail: '5555' } });
    await inTransaction(db(), (tx) =>
      stepRefund(tx, manager, { refundId: byBank, step: 'cancelled', reason: 'They changed their mind' }, on(TODAY)),
    );
    expect(await accountBalance(db(), '2300')).toBe(0n);
  });

  it('a direct debit: the refund waits for the bank, and nobody hears of it twice', async () => {
    const { customerId, creditItemId } = await overpaid(async (url) => {
      const paid = await payByBacs(url);
      await world.current.settle();
      for (const intent of world.current.stripe.control.processing())
        world.current.stripe.control.settle(intent, 'succeed');
      return paid;
    });
    const refundId = await refunded(db(), people(), { creditItemId, amountMinor: 1_500n, method: 'original' }, TODAY);
    await world.current.settle();
    const refund = await getRefund(db(), { id: refundId });
    expect(refund?.step).toBe('accepted');
    expect(await accountBalance(db(), '2300')).toBe(-1_500n);
    world.current.stripe.control.concludeRefund(refund!.events.at(-1)!.processorRef!, 'succeed');
    await world.current.settle();
    expect((await getRefund(db(), { id: refundId }))?.step).toBe('paid');
    expect(await lettersAbout(customerId)).toEqual(['refund_sent delivered', 'refund_paid delivered']);
    expect(await accountBalance(db(), '2300')).toBe(0n);
  });
});

describe('by bank, in a file', () => {
  it('two refunds, one file with its own decision, exact amounts; paid posts 2300 against 1010', async () => {
    const ids: string[] = [];
    for (const amount of [1_205n, 99_999_999n]) {
      const customerId = await aCustomer(db(), { email: `b-${amount}@customer.example` });
      const bankAccountId = await anApprovedAccount(db(), { asks: manager, approves: controller }, customerId);
      const payment = await receive(db(), customerId, amount, TODAY);
      const wish = { creditItemId: payment.openItemId, amountMinor: amount, method: 'bank' as const, bankAccountId };
      ids.push(await refunded(db(), { asks: poster, approves: controller }, wish, TODAY));
    }
    const bank = await accountBalance(db(), '1010');
    const input = { currency: GBP, refundIds: ids, executeOn: TODAY };
    const asked = await inTransaction(db(), (tx) => askRefundBatch(tx, poster, input, on(TODAY)));
    if (!asked.ok || asked.value.state !== 'waiting') throw new Error(JSON.stringify(asked));
    expect(await approve(db(), controller, asked.value.approvalId, TODAY)).toMatch(
      /^RB-\d+ with 2 refunds is ready to hand to the bank/,
    );
    const [batch] = await refundBatches(db());
    const file = await refundFile(db(), batch!.id);
    expect(file?.document).toContain('<InstdAmt Ccy="GBP">12.05</InstdAmt>');
    expect(file?.document).toContain('<CtrlSum>1000012.04</CtrlSum>');
    expect(file?.document.match(/<CdtTrfTxInf>/g)).toHaveLength(2);
    expect(batch?.refunds.map((row) => row.step)).toEqual(['sent', 'sent']);

    const again = await inTransaction(db(), (tx) => askRefundBatch(tx, poster, input, on(TODAY)));
    expect(again).toEqual({ ok: false, refusal: { code: 'changed-meanwhile' } });
    for (const refundId of ids) {
      const paid = await inTransaction(db(), (tx) => stepRefund(tx, poster, { refundId, step: 'paid' }, on(TODAY)));
      expect(paid.ok).toBe(true);
      const twice = await inTransaction(db(), (tx) => stepRefund(tx, poster, { refundId, step: 'paid' }, on(TODAY)));
      expect(twice).toEqual({ ok: false, refusal: { code: 'not-now', step: 'paid' } });
    }
    expect((await accountBalance(db(), '1010')) - bank).toBe(-100_001_204n);
    expect(await accountBalance(db(), '2300')).toBe(0n);
    // Sent back by the bank afterwards: the money is there again and so is the credit.
    const back = await inTransaction(db(), (tx) =>
      stepRefund(tx, poster, { refundId: ids[0]!, step: 'failed', reason: 'Account closed' }, on(TODAY)),
    );
    expect(back.ok).toBe(true);
    expect(await accountBalance(db(), '2300')).toBe(0n);
    await world.current.settle();
  });
});

describe('what is refused', () => {
  it('more than is left, no credit, a write-off, one’s own request: a sentence, and nothing changed', async () => {
    const customerId = await aCustomer(db());
    const payment = await receive(db(), customerId, 5_000n, TODAY);
    const invoice = await issue(db(), anInvoice(customerId, 100n));
    const creditItemId = payment.openItemId;
    const wish = { creditItemId, amountMinor: 5_001n, method: 'original' as const };
    expect(await askFor(poster, wish)).toEqual({ ok: false, refusal: { code: 'more-than-left', leftMinor: 5_000n } });
    expect(await askFor(poster, { ...wish, amountMinor: 5_000n })).toEqual({
      ok: false,
      refusal: { code: 'no-original-way' },
    });
    expect(await askFor(poster, { ...wish, creditItemId: invoice.openItemId })).toEqual({
      ok: false,
      refusal: { code: 'credit-not-open' },
    });
    const bankAccountId = await anApprovedAccount(db(), { asks: manager, approves: controller }, customerId);
    const asked = await askFor(manager, { ...wish, amountMinor: 5_000n, method: 'bank', bankAccountId });
    if (!asked.ok || asked.value.state !== 'waiting') throw new Error('a refund is never done alone');
    const { approvalId } = asked.value;
    const own = await inTransaction(db(), (tx) =>
      decideAndDo(tx, manager, { approvalId, decision: 'approve', note: '' }, on(TODAY)),
    );
    expect(own).toMatchObject({ ok: false, refusal: { code: 'own-request' } });
    expect(await residual(db(), creditItemId)).toBe(5_000n);
  });

  it('asked for twice and approved twice at once: the credit is given back once', async () => {
    const customerId = await aCustomer(db());
    const bankAccountId = await anApprovedAccount(db(), { asks: manager, approves: controller }, customerId);
    const payment = await receive(db(), customerId, 5_000n, TODAY);
    const wish = { creditItemId: payment.openItemId, amountMinor: 5_000n, method: 'bank' as const, bankAccountId };
    const asked = await Promise.all([askFor(poster, wish), askFor(poster, wish)]);
    const approvalIds = asked.map((one) => (one.ok && one.value.state === 'waiting' ? one.value.approvalId : ''));
    const decided = await Promise.all(
      approvalIds.map((approvalId) =>
        inTransaction(db(), (tx) => decideAndDo(tx, manager, { approvalId, decision: 'approve', note: '' }, on(TODAY))),
      ),
    );
    expect(decided.filter((one) => one.ok)).toHaveLength(1);
    expect(decided.find((one) => !one.ok)).toMatchObject({
      refusal: { code: 'effect-refused', text: expect.stringContaining('Nothing is left of this credit') },
    });
    expect(await customerRefunds(db(), { customerId })).toHaveLength(1);
  });
});
