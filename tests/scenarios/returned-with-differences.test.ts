import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { recordCaseEvent } from '#app/modules/cash-application/commands/record-case-event.server.ts';
import { transferCredit } from '#app/modules/cash-application/commands/transfer-credit.server.ts';
import { listCases } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { listReductions } from '#app/modules/cash-application/queries/list-reductions.server.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { constraintOf, inTransaction } from '#app/platform/db/transaction.server.ts';
import { type ReceiveAndNameInput, receiveAndName } from '#app/workflows/receive-and-name.server.ts';
import { takeBackPayment } from '#app/workflows/take-back-payment.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, receive, residual, setUpCompany } from '#tests/support/people.ts';

/** A payment that came back was never there: neither were the discount it earned nor what it paid for others. */
const database = useDatabase();
const db = () => database.current.staff.db;
const DAY = plainDate('2026-04-05');

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
});

type Paid = { id: string; openItemId: string };

async function paid(
  customerId: string,
  amountMinor: bigint,
  input: Partial<ReceiveAndNameInput>,
  code = GBP,
): Promise<Paid> {
  const payment = {
    ...{ customerId, method: 'transfer' as const, currency: code, amountMinor, receivedOn: DAY },
    ...{ reference: `ref ${customerId} ${amountMinor}`, payerName: '', note: '', acceptSuspicion: true },
  };
  const shape = {
    apply: { kind: 'oldest-first' as const },
    rests: [],
    leftOver: 'account' as const,
    sendReceipt: false,
  };
  const done = await inTransaction(db(), (tx) => receiveAndName(tx, CLERK, { payment, ...shape, ...input }, on(DAY)));
  if (!done.ok)
    throw new Error(JSON.stringify(done.refusal, (_, value) => (typeof value === 'bigint' ? `${value}` : value)));
  return done.value;
}

const back = (paymentId: string, day = '2026-04-10') =>
  inTransaction(db(), (tx) =>
    takeBackPayment(tx, CLERK, { paymentId, reason: 'returned by the bank', effectiveOn: plainDate(day) }, on(day)),
  );

/** Balances of the accounts that entries of these customers touched, without those at nothing. */
async function accounts(customerIds: readonly string[]): Promise<Record<string, bigint>> {
  const { rows } = await sql<{ code: string; minor: bigint }>`
    select l.account_code as code, sum(l.base_minor)::bigint as minor from entry_lines l
    where l.entry_id in (select entry_id from entry_lines where customer_id = any (${[...customerIds]}::uuid[]))
    group by 1 having sum(l.base_minor) <> 0 order by 1`.execute(db());
  return Object.fromEntries(rows.map((row) => [row.code, row.minor]));
}

async function withTerms(): Promise<string> {
  const customerId = await aCustomer(db());
  await db()
    .updateTable('customers')
    .set({ discount_bp: 200, discount_days: 30 })
    .where('id', '=', customerId)
    .execute();
  return customerId;
}

describe('a payment that came back', () => {
  it('takes its early-payment discount with it, with the tax: the invoice is open whole, the accounts as before', async () => {
    const customerId = await withTerms();
    const lines = [{ ...anInvoice(customerId, 100_000n).lines[0]!, taxCode: 'S20' }];
    const invoice = await issue(db(), { ...anInvoice(customerId, 100_000n), lines });
    const before = await accounts([customerId]);
    const discount = (invoice.grossMinor * 2n) / 100n;
    const rests = [{ itemId: invoice.openItemId!, kind: 'discount' as const, amountMinor: discount }];
    const payment = await paid(customerId, invoice.grossMinor - discount, { rests });
    expect(await residual(db(), invoice.openItemId!)).toBe(0n);
    expect((await accounts([customerId]))['4900']).toBeGreaterThan(0n);
    expect(await back(payment.id)).toMatchObject({ ok: true, value: { takenBack: 1, standing: 0 } });
    expect(await residual(db(), invoice.openItemId!)).toBe(invoice.grossMinor);
    expect(await accounts([customerId])).toEqual(before);
    expect(await listReductions(db(), { paymentId: payment.id })).toMatchObject([{ takenBackOn: '2026-04-10' }]);
  });

  it('takes a bank charge with it', async () => {
    const customerId = await aCustomer(db());
    const short = await issue(db(), anInvoice(customerId, 10_000n));
    const before = await accounts([customerId]);
    const rests = [{ itemId: short.openItemId!, kind: 'bank_charge' as const, amountMinor: 1_500n }];
    const first = await paid(customerId, 8_500n, { rests });
    expect(await back(first.id)).toMatchObject({ ok: true, value: { takenBack: 1 } });
    expect(await residual(db(), short.openItemId!)).toBe(10_000n);
    expect(await accounts([customerId])).toEqual(before);
  });

  it('takes a small amount that was too much with it, which was cleared out of the payment itself', async () => {
    const customerId = await aCustomer(db());
    await issue(db(), anInvoice(customerId, 10_000n));
    const before = await accounts([customerId]);
    const payment = await paid(customerId, 10_073n, { leftOver: 'small_difference' });
    expect(await back(payment.id)).toMatchObject({ ok: true, value: { takenBack: 1, standing: 0 } });
    expect(await accounts([customerId])).toEqual(before);
    const { rows } = await sql<{ open: bigint }>`
      select sum(residual_minor)::bigint as open from open_items where customer_id = ${customerId}`.execute(db());
    expect(rows[0]?.open).toBe(10_000n);
  });

  it('takes back a deduction nobody has decided, and leaves a certificate that was collected', async () => {
    const customerId = await aCustomer(db());
    const [one, two] = [
      await issue(db(), anInvoice(customerId, 10_000n)),
      await issue(db(), anInvoice(customerId, 20_000n)),
    ];
    const payment = await paid(customerId, 27_000n, {
      rests: [
        { itemId: one.openItemId!, kind: 'deduction', code: 'damage', amountMinor: 1_000n },
        { itemId: two.openItemId!, kind: 'withholding', amountMinor: 2_000n },
      ],
    });
    const certificate = (await listReductions(db(), { paymentId: payment.id })).find(
      (row) => row.kind === 'withholding',
    );
    const event = { kind: 'collected' as const, certificateNumber: 'WHT-9', note: '' };
    await inTransaction(db(), (tx) => recordCaseEvent(tx, CLERK, { reductionId: certificate!.id, event }, on(DAY)));
    expect(await back(payment.id)).toMatchObject({ ok: true, value: { takenBack: 1, standing: 1 } });
    expect([await residual(db(), one.openItemId!), await residual(db(), two.openItemId!)]).toEqual([10_000n, 18_000n]);
    const open = { state: 'open', customerId, today: plainDate('2026-05-01'), limit: 9 } as const;
    expect(await listCases(db(), { kind: 'deduction', ...open })).toEqual([]);
  });

  it('takes back what it paid in the group: the child owes again, the parent nothing for it', async () => {
    const parent = await aCustomer(db(), { name: 'Calder Holding' });
    const child = await aCustomer(db(), { name: 'Calder North' });
    await db().updateTable('customers').set({ parent_id: parent }).where('id', '=', child).execute();
    const theirs = await issue(db(), anInvoice(child, 60_000n));
    const before = await accounts([parent, child]);
    const payment = await paid(parent, 80_000n, {
      apply: { kind: 'chosen', allocations: [{ itemId: theirs.openItemId!, amountMinor: 59_000n }] },
      rests: [{ itemId: theirs.openItemId!, kind: 'bank_charge', amountMinor: 1_000n }],
    });
    expect(await residual(db(), theirs.openItemId!)).toBe(0n);
    expect(await back(payment.id)).toMatchObject({ ok: true, value: { takenBack: 2, standing: 0 } });
    expect(await residual(db(), theirs.openItemId!)).toBe(60_000n);
    expect(await accounts([parent, child])).toEqual(before);
    const { rows } = await sql`select 1 from open_items where customer_id = ${parent} and residual_minor > 0`.execute(
      db(),
    );
    expect(rows).toEqual([]);
  });

  it('leaves what the receiver moved on: then the payer owes that part, and a person decides', async () => {
    const parent = await aCustomer(db());
    const [north, south] = [await aCustomer(db()), await aCustomer(db())];
    await db().updateTable('customers').set({ parent_id: parent }).where('id', 'in', [north, south]).execute();
    const payment = await receive(db(), parent, 5_000n);
    const move = async (creditItemId: string, toCustomerId: string, amountMinor: bigint) => {
      const done = await inTransaction(db(), (tx) =>
        transferCredit(tx, CLERK, { creditItemId, toCustomerId, amountMinor, effectiveOn: DAY, reason: '' }, on(DAY)),
      );
      if (!done.ok) throw new Error(done.refusal.code);
      return done.value.creditItemId;
    };
    const atNorth = await move(payment.openItemId, north, 5_000n);
    await move(atNorth, south, 2_000n);
    expect(await back(payment.id)).toMatchObject({ ok: true, value: { takenBack: 1, standing: 1 } });
    const { rows } = await sql<{
      minor: bigint;
    }>`select sum(amount_minor)::bigint as minor from entry_lines where customer_id = ${parent}`.execute(db());
    expect(rows[0]?.minor).toBe(2_000n);
  });

  it('counts on the first open day where its month was closed, differences too, in another currency to the base cent', async () => {
    const customerId = await aCustomer(db());
    const usd = currency('USD');
    const invoice = await issue(db(), { ...anInvoice(customerId, 10_001n), currency: usd });
    const before = await accounts([customerId]);
    const rests = [{ itemId: invoice.openItemId!, kind: 'withholding' as const, amountMinor: 333n }];
    const payment = await paid(customerId, 9_668n, { rests }, usd);
    const closed = await inTransaction(db(), (tx) =>
      closePeriod(tx, CLERK, { kind: 'posting', monthOn: plainDate('2026-04-01') }, on('2026-05-04')),
    );
    expect(closed.ok).toBe(true);
    expect(await back(payment.id, '2026-04-28')).toMatchObject({
      ok: true,
      value: { takenBack: 1, effectiveOn: '2026-05-01' },
    });
    expect(await residual(db(), invoice.openItemId!)).toBe(10_001n);
    expect(await accounts([customerId])).toEqual(before);
  });
});

describe('the database', () => {
  it('refuses a payment that comes back and leaves its difference, and one taken back by anything but its mirror', async () => {
    const customerId = await aCustomer(db());
    const day = plainDate('2026-05-05');
    const invoice = await issue(db(), { ...anInvoice(customerId, 10_000n), documentOn: day, dueOn: day });
    const done = await inTransaction(db(), (tx) =>
      receiveAndName(
        tx,
        CLERK,
        {
          payment: {
            customerId,
            method: 'transfer',
            currency: GBP,
            amountMinor: 9_000n,
            receivedOn: day,
            reference: 'x',
            payerName: '',
            note: '',
          },
          ...{ apply: { kind: 'oldest-first' }, leftOver: 'account', sendReceipt: false },
          rests: [{ itemId: invoice.openItemId!, kind: 'bank_charge', amountMinor: 1_000n }],
        },
        on(day),
      ),
    );
    if (!done.ok) throw new Error(done.refusal.code);
    const alone = inTransaction(db(), (tx) =>
      reversePayment(tx, CLERK, { paymentId: done.value.id, reason: 'alone', effectiveOn: day }, on(day)),
    );
    await expect(alone.catch((error: unknown) => constraintOf(error))).resolves.toBe(
      'returned_payment_leaves_no_difference',
    );
    const [named] = await listReductions(db(), { paymentId: done.value.id });
    const planted =
      sql`insert into reduction_reversals (reduction_id, customer_id, payment_id, effective_on, entry_id, closing_item_id, recorded_at, recorded_by_name)
      select r.id, r.customer_id, r.payment_id, r.effective_on, r.entry_id, r.made_item_id, now(), 'nobody' from reductions r where r.id = ${named!.id}`.execute(
        db(),
      );
    await expect(planted.catch((error: unknown) => constraintOf(error))).resolves.toBe('reduction_reversal_mirrors');
  });
});
