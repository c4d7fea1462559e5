import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { recordCaseEvent } from '#app/modules/cash-application/commands/record-case-event.server.ts';
import { type ReduceInput, reduceItem } from '#app/modules/cash-application/commands/reduce-item.server.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { listCases } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const staff = () => database.current.staff.db;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
});

const reduce = (input: Omit<ReduceInput, 'effectiveOn' | 'reason'> & { day?: string }) =>
  inTransaction(staff(), (tx) =>
    reduceItem(
      tx,
      CLERK,
      { reason: '', ...input, effectiveOn: plainDate(input.day ?? '2026-04-05') },
      on(input.day ?? '2026-04-05'),
    ),
  );

const pay = (creditItemId: string, how: Parameters<typeof applyPayment>[2]['how']) =>
  inTransaction(staff(), (tx) => applyPayment(tx, CLERK, { creditItemId, how, effectiveOn: plainDate('2026-04-05') }));

async function movedOn(account: string): Promise<bigint> {
  const { rows } = await sql<{ minor: bigint }>`
    select coalesce(sum(amount_minor), 0)::bigint as minor from entry_lines where account_code = ${account}`.execute(
    staff(),
  );
  return rows[0]!.minor;
}

describe('an invoice of 118,000 of which the customer withholds 2,000 of tax and pays 116,000', () => {
  it('is settled, and one certificate of 2,000 is open until it is collected', async () => {
    const customerId = await aCustomer(staff());
    const invoice = await issue(staff(), anInvoice(customerId, 11_800_000n));
    const payment = await receive(staff(), customerId, 11_600_000n);
    await pay(payment.openItemId, { kind: 'oldest-first' });
    const withheld = await reduce({
      kind: 'withholding',
      itemId: invoice.openItemId!,
      amountMinor: 200_000n,
      paymentId: payment.id,
    });
    if (!withheld.ok) throw new Error(withheld.refusal.code);
    expect(await residual(staff(), invoice.openItemId!)).toBe(0n);
    const open = () =>
      listCases(staff(), { kind: 'withholding', state: 'open', customerId, today: plainDate('2026-05-05'), limit: 10 });
    expect(await open()).toMatchObject([
      { openMinor: 200_000n, number: invoice.number, paymentNumber: payment.number, ageDays: 30 },
    ]);

    const event = (kind: 'collected' | 'waived', text: string) =>
      inTransaction(staff(), (tx) =>
        recordCaseEvent(
          tx,
          CLERK,
          {
            reductionId: withheld.value.reductionId,
            event: kind === 'collected' ? { kind, certificateNumber: text, note: '' } : { kind, note: text },
          },
          on('2026-05-05'),
        ),
      );
    expect(await event('collected', ' ')).toMatchObject({ refusal: { code: 'number-needed' } });
    expect(await event('waived', '')).toMatchObject({ refusal: { code: 'reason-needed' } });
    expect(await event('collected', 'WHT-2026-17')).toMatchObject({ ok: true });
    expect(await open()).toEqual([]);
    expect(await event('waived', 'lost')).toMatchObject({ refusal: { code: 'ended-already' } });
  });
});

describe('1,500 over 14 invoices of 132', () => {
  it('pays eleven, sets 48 against the twelfth, and undoing restores all', async () => {
    const customerId = await aCustomer(staff());
    const items: string[] = [];
    for (let n = 0; n < 14; n += 1) items.push((await issue(staff(), anInvoice(customerId, 13_200n))).openItemId!);
    const payment = await receive(staff(), customerId, 150_000n);
    const applied = await pay(payment.openItemId, { kind: 'oldest-first' });
    if (!applied.ok) throw new Error(applied.refusal.code);
    const left = await Promise.all(items.map((item) => residual(staff(), item)));
    expect(left.filter((minor) => minor === 0n)).toHaveLength(11);
    expect(left.filter((minor) => minor === 13_200n - 4_800n)).toHaveLength(1);
    expect(left.filter((minor) => minor === 13_200n)).toHaveLength(2);
    const undone = await inTransaction(staff(), (tx) =>
      unapply(
        tx,
        CLERK,
        { applicationIds: [...applied.value.applicationIds], reason: 'wrong customer' },
        on('2026-04-06'),
      ),
    );
    expect(undone.ok).toBe(true);
    expect(new Set(await Promise.all(items.map((item) => residual(staff(), item))))).toEqual(new Set([13_200n]));
    expect(await residual(staff(), payment.openItemId)).toBe(150_000n);
  });
});

describe('an early-payment discount', () => {
  it('takes its tax back, in the proportion each rate was declared, and only within the terms', async () => {
    const customerId = await aCustomer(staff());
    await staff()
      .updateTable('customers')
      .set({ discount_bp: 200, discount_days: 10 })
      .where('id', '=', customerId)
      .execute();
    const line = (taxCode: string, unitPrice: string) => ({
      description: taxCode,
      quantity: decimal('1'),
      unit: '',
      unitPrice: decimal(unitPrice),
      taxCode,
      accountCode: '4010',
    });
    const invoice = await issue(staff(), anInvoice(customerId, 0n, { lines: [line('S20', '100'), line('Z', '80')] }));
    const itemId = invoice.openItemId!;
    const ask = (amountMinor: bigint, day: string) => reduce({ kind: 'discount', itemId, amountMinor, day });
    expect(await ask(400n, '2026-04-12')).toMatchObject({ refusal: { code: 'discount-ended', untilOn: '2026-04-11' } });
    expect(await ask(401n, '2026-04-11')).toMatchObject({ refusal: { code: 'discount-too-large', atMostMinor: 400n } });
    const before = [await movedOn('4900'), await movedOn('2200')];
    expect(await ask(400n, '2026-04-11')).toMatchObject({ ok: true });
    // 240 of the 400 fall to the taxed part (120 of 200 gross): 200 net and 40 tax.
    expect([await movedOn('4900'), await movedOn('2200')]).toEqual([before[0]! + 360n, before[1]! + 40n]);
    expect(await residual(staff(), itemId)).toBe(20_000n - 400n);
  });

  it('is refused to a customer without terms', async () => {
    const customerId = await aCustomer(staff());
    const invoice = await issue(staff(), anInvoice(customerId, 1_000n));
    expect(await reduce({ kind: 'discount', itemId: invoice.openItemId!, amountMinor: 1n })).toMatchObject({
      refusal: { code: 'no-discount-terms' },
    });
  });
});

describe('a small difference', () => {
  it('is cleared either way up to the tolerance, and not a minor unit beyond', async () => {
    const customerId = await aCustomer(staff());
    const short = await issue(staff(), anInvoice(customerId, 10_000n));
    const payment = await receive(staff(), customerId, 9_900n);
    await pay(payment.openItemId, { kind: 'oldest-first' });
    const before = await movedOn('6210');
    expect(await reduce({ kind: 'small_difference', itemId: short.openItemId!, amountMinor: 100n })).toMatchObject({
      ok: true,
    });
    expect(await movedOn('6210')).toBe(before + 100n);

    const over = await receive(staff(), customerId, 73n, '2026-04-05');
    expect(await reduce({ kind: 'small_difference', itemId: over.openItemId, amountMinor: 73n })).toMatchObject({
      ok: true,
    });
    expect(await residual(staff(), over.openItemId)).toBe(0n);
    expect(await movedOn('6210')).toBe(before + 27n);

    const more = await issue(staff(), anInvoice(customerId, 101n));
    expect(await reduce({ kind: 'small_difference', itemId: more.openItemId!, amountMinor: 101n })).toMatchObject({
      refusal: { code: 'difference-too-large', atMostBaseMinor: 100n },
    });
  });
});

describe('a deduction', () => {
  it('settles the invoice and leaves its claim open as a case with a code, an owner and an age', async () => {
    const customerId = await aCustomer(staff());
    const invoice = await issue(staff(), anInvoice(customerId, 100_000n));
    const payment = await receive(staff(), customerId, 95_000n);
    await pay(payment.openItemId, { kind: 'oldest-first' });
    expect(await reduce({ kind: 'deduction', itemId: invoice.openItemId!, amountMinor: 5_000n })).toMatchObject({
      refusal: { code: 'code-needed' },
    });
    const made = await reduce({
      kind: 'deduction',
      itemId: invoice.openItemId!,
      amountMinor: 5_000n,
      code: 'damage',
      paymentId: payment.id,
    });
    if (!made.ok) throw new Error(made.refusal.code);
    expect(await residual(staff(), invoice.openItemId!)).toBe(0n);
    const open = () =>
      listCases(staff(), { kind: 'deduction', state: 'open', customerId, today: plainDate('2026-04-15'), limit: 10 });
    expect(await open()).toMatchObject([{ openMinor: 5_000n, code: 'damage', department: 'shipping', ageDays: 10 }]);

    const recovered = await receive(staff(), customerId, 5_000n, '2026-04-20');
    await pay(recovered.openItemId, {
      kind: 'chosen',
      allocations: [{ itemId: made.value.caseItemId!, amountMinor: 5_000n }],
    });
    expect(await open()).toEqual([]);
  });

  it('leaves a claim that can be paid and the payment taken off it again; its own settling stays', async () => {
    const customerId = await aCustomer(staff());
    const invoice = await issue(staff(), anInvoice(customerId, 10_000n));
    const deducted = await reduce({
      ...{ kind: 'deduction', itemId: invoice.openItemId!, amountMinor: 4_000n, code: 'price' },
    });
    if (!deducted.ok) throw new Error(deducted.refusal.code);
    const itemId = deducted.value.caseItemId!;
    const payment = await receive(staff(), customerId, 4_000n);
    const paid = await pay(payment.openItemId, {
      kind: 'chosen',
      allocations: [{ itemId, amountMinor: 4_000n }],
    });
    if (!paid.ok) throw new Error(paid.refusal.code);
    const undo = (applicationIds: readonly string[]) =>
      inTransaction(staff(), (tx) => unapply(tx, CLERK, { applicationIds, reason: 'wrong item' }, on('2026-04-06')));
    expect(await undo(paid.value.applicationIds)).toMatchObject({ ok: true, value: { reversedMinor: 4_000n } });
    expect(await residual(staff(), itemId)).toBe(4_000n);
    const own = await staff()
      .selectFrom('applications')
      .select('id')
      .where('debit_item_id', '=', invoice.openItemId!)
      .executeTakeFirstOrThrow();
    expect(await undo([own.id])).toEqual({ ok: false, refusal: { code: 'named-difference' } });
  });
});

describe('what does not fit', () => {
  it('is refused with the item, and nothing is stored', async () => {
    const customerId = await aCustomer(staff());
    const invoice = await issue(staff(), anInvoice(customerId, 1_000n));
    const payment = await receive(staff(), customerId, 500n);
    const itemId = invoice.openItemId!;
    const code = async (input: Parameters<typeof reduce>[0]) => {
      const done = await reduce(input);
      return done.ok ? 'ok' : done.refusal.code;
    };
    expect(await code({ kind: 'bank_charge', itemId, amountMinor: 1_001n })).toBe('more-than-open');
    expect(await code({ kind: 'bank_charge', itemId, amountMinor: 0n })).toBe('amount-not-positive');
    expect(await code({ kind: 'withholding', itemId: payment.openItemId, amountMinor: 10n })).toBe('item-not-open');
    expect(await residual(staff(), itemId)).toBe(1_000n);
  });

  it('is refused by the database where it comes from below: a wrong account, a large difference, a claim let go', async () => {
    const { rows } = await sql<{ id: string; kind: string }>`select id, kind from reductions`.execute(staff());
    const of = (kind: string) => rows.find((row) => row.kind === kind)!.id;
    const planted = (id: string, change: string) =>
      database.current.owner.pool
        .query(
          `insert into reductions select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()) || '${change}'::jsonb)).* from reductions r where r.id = $1`,
          [id],
        )
        .then(
          () => 'accepted',
          (error: { constraint?: string; code: string }) => error.constraint ?? error.code,
        );
    expect(await planted(of('withholding'), '{"kind": "bank_charge"}')).toBe('reduction_settles');
    expect(await planted(of('withholding'), '{"amount_minor": 5}')).toBe('reduction_settles');
    expect(await planted(of('deduction'), '{"case_item_id": null}')).toBe('deduction_keeps_its_claim');
    expect(await planted(of('withholding'), '{"code": "damage"}')).toBe('reductions_case_check');
    expect(await planted(of('withholding'), '{}')).toBe('reductions_made_item_unique');
  });
});
