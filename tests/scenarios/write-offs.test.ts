import { beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { askSmallWriteOffs } from '#app/modules/adjustments/commands/ask-small-write-offs.server.ts';
import { askWriteOff } from '#app/modules/adjustments/commands/ask-write-off.server.ts';
import { buildAllowance } from '#app/modules/adjustments/commands/build-allowance.server.ts';
import { takeTaxRelief } from '#app/modules/adjustments/commands/take-tax-relief.server.ts';
import { getWriteOff } from '#app/modules/adjustments/queries/get-write-off.server.ts';
import { smallBalances } from '#app/modules/adjustments/queries/small-balances.server.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { unapply } from '#app/modules/cash-application/commands/unapply.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { movementWords } from '#app/modules/statements/ui/movement-words.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { recoverWriteOff } from '#app/workflows/recover-write-off.server.ts';
import { accountBalance, approve, GBP, writtenOff } from '#tests/support/adjusting.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, on, receive, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
type Colleague = Awaited<ReturnType<typeof aColleague>>;
let collector: Colleague;
let manager: Colleague;
let controller: Colleague;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  collector = await aColleague(staff.db, 'collector');
  manager = await aColleague(staff.db, 'manager');
  controller = await aColleague(staff.db, 'controller');
});

/** An invoice of 1,000.00 and 200.00 tax. */
const taxed = (customerId: string) =>
  anInvoice(customerId, 0n, {
    lines: [
      {
        ...{ description: 'Fly ash', quantity: decimal('1'), unit: '', unitPrice: decimal('1000') },
        ...{ taxCode: 'S20', accountCode: '4010' },
      },
    ],
  });

const recover = (writeOffId: string, amountMinor: bigint, day = '2026-09-01') =>
  inTransaction(database.current.staff.db, (tx) =>
    recoverWriteOff(
      tx,
      manager,
      {
        ...{ writeOffId, currency: GBP, amountMinor, method: 'transfer', receivedOn: plainDate(day) },
        ...{ reference: `ADMIN ${amountMinor}`, reason: 'Dividend of the administrators' },
      },
      on(day),
    ),
  );
const pay = (creditItemId: string, itemId: string, amountMinor: bigint, day: string) =>
  inTransaction(database.current.staff.db, (tx) =>
    applyPayment(tx, manager, {
      ...{ creditItemId, effectiveOn: plainDate(day), how: { kind: 'chosen', allocations: [{ itemId, amountMinor }] } },
    }),
  );
const relieve = (writeOffId: string, amountMinor: bigint, day = '2026-08-01') =>
  inTransaction(database.current.staff.db, (tx) =>
    takeTaxRelief(
      tx,
      controller,
      { writeOffId, amountMinor, reason: 'Six months', effectiveOn: plainDate(day) },
      on(day),
    ),
  );

describe('a debt is written off, its tax relieved, and part of it comes in after all', () => {
  it('1,200 written off with 200 tax, 200 relieved, 600 recovered: 500 to 6110, 100 to 2200, and the account shows all four steps', async () => {
    const { db } = database.current.staff;
    const customerId = await aCustomer(db);
    const invoice = await issue(db, taxed(customerId));
    expect(invoice.grossMinor).toBe(120_000n);
    const tax = await accountBalance(db, '2200');
    const writeOffId = await writtenOff(
      db,
      { asks: collector, approves: manager },
      { itemId: invoice.openItemId, amountMinor: 120_000n },
      '2026-07-01',
    );
    expect(await residual(db, invoice.openItemId)).toBe(0n);
    expect(await accountBalance(db, '6100')).toBe(120_000n);

    expect((await relieve(writeOffId, 20_000n)).ok).toBe(true);
    expect(await accountBalance(db, '6100')).toBe(100_000n);
    expect((await accountBalance(db, '2200')) - tax).toBe(20_000n);

    const recovered = await recover(writeOffId, 60_000n);
    expect(recovered).toMatchObject({ ok: true, value: { taxMinor: 10_000n } });
    expect(await accountBalance(db, '6110')).toBe(-50_000n);
    expect((await accountBalance(db, '2200')) - tax).toBe(10_000n);

    const statement = await getStatement(db, {
      ...{ customerId, currency: GBP, fromOn: plainDate('2026-01-01'), toOn: plainDate('2026-12-31') },
    });
    expect(statement.rows.map((row) => [movementWords(row), row.amountMinor])).toEqual([
      ['Invoice', 120_000n],
      ['Amount no longer claimed', -120_000n],
      ['Amount claimed again', 60_000n],
      ['Payment by bank transfer, thank you', -60_000n],
    ]);
    expect(statement.closingMinor).toBe(0n);
    const shown = await getWriteOff(db, writeOffId);
    expect(shown).toMatchObject({ unrecoveredMinor: 60_000n, relievedMinor: 10_000n, reliefLeftMinor: 0n });
  });

  it('the rest that is recovered later gives back exactly the rest of the relief', async () => {
    const { db } = database.current.staff;
    const invoice = await issue(db, taxed(await aCustomer(db)));
    const writeOffId = await writtenOff(
      db,
      { asks: collector, approves: manager },
      { itemId: invoice.openItemId, amountMinor: 100_001n },
      '2026-07-01',
    );
    expect(await getWriteOff(db, writeOffId)).toMatchObject({ taxMinor: 16_666n });
    expect(await relieve(writeOffId, 16_667n)).toEqual({
      ok: false,
      refusal: { code: 'more-than-tax', leftMinor: 16_666n },
    });
    expect((await relieve(writeOffId, 10_000n)).ok).toBe(true);
    const taxes: bigint[] = [];
    for (const part of [30_001n, 34_999n, 35_001n]) {
      const done = await recover(writeOffId, part);
      if (done.ok) taxes.push(done.value.taxMinor);
    }
    expect(taxes.reduce((a, b) => a + b, 0n)).toBe(10_000n);
    expect(await recover(writeOffId, 1n)).toEqual({
      ok: false,
      refusal: { code: 'more-than-written-off', leftMinor: 0n },
    });
    expect(await relieve(writeOffId, 1n)).toEqual({ ok: false, refusal: { code: 'more-than-tax', leftMinor: 0n } });
  });

  it('two parts of one item hold its tax to the minor unit', async () => {
    const { db } = database.current.staff;
    const invoice = await issue(db, taxed(await aCustomer(db)));
    const people = { asks: collector, approves: manager };
    const first = await writtenOff(db, people, { itemId: invoice.openItemId, amountMinor: 40_001n }, '2026-07-01');
    const second = await writtenOff(db, people, { itemId: invoice.openItemId, amountMinor: 79_999n }, '2026-07-02');
    const parts = [await getWriteOff(db, first), await getWriteOff(db, second)].map((row) => row!.taxMinor);
    expect(parts.reduce((a, b) => a + b, 0n)).toBe(20_000n);
  });
});

describe('what is not done alone, and what is refused', () => {
  const ask = (by: Colleague, itemId: string, amountMinor: bigint, day = '2026-07-01') =>
    inTransaction(database.current.staff.db, (tx) =>
      askWriteOff(
        tx,
        by,
        {
          ...{ itemId, amountMinor, reasonCode: 'small', reason: 'Not worth a letter' },
          ...{ effectiveOn: plainDate(day), against: 'allowance' },
        },
        on('2026-07-01'),
      ),
    );

  it('a manager writes off 50.00 alone, against the allowance; a collector asks, and nobody approves their own', async () => {
    const { db } = database.current.staff;
    const invoice = await issue(db, anInvoice(await aCustomer(db), 5_000n));
    const built = {
      change: 'build' as const,
      amountMinor: 5_000n,
      reason: 'Expected',
      effectiveOn: plainDate('2026-06-30'),
    };
    await inTransaction(db, (tx) => buildAllowance(tx, controller, built, on('2026-07-01')));
    const before = await accountBalance(db, '1190');
    expect(await ask(manager, invoice.openItemId, 2_000n)).toMatchObject({ ok: true, value: { state: 'done' } });
    expect((await accountBalance(db, '1190')) - before).toBe(2_000n);
    const asked = await ask(collector, invoice.openItemId, 3_000n);
    if (!asked.ok || asked.value.state !== 'waiting') throw new Error('a collector does nothing alone');
    expect(await residual(db, invoice.openItemId)).toBe(3_000n);
    const { approvalId } = asked.value;
    const own = await inTransaction(db, (tx) =>
      decideAndDo(tx, collector, { approvalId, decision: 'approve', note: '' }, on('2026-07-01')),
    );
    expect(own.ok).toBe(false);
    expect(await approve(db, manager, approvalId, '2026-07-02')).toMatch(/£30\.00 of INV-\d+ is written off as WO-\d+/);
  });

  it('beyond what is open, before the invoice, ahead of today, or paid meanwhile: a sentence, and nothing changed', async () => {
    const { db } = database.current.staff;
    const customerId = await aCustomer(db);
    const { openItemId } = await issue(db, anInvoice(customerId, 5_000n));
    const posted = await db
      .selectFrom('entries')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    expect(await ask(manager, openItemId, 5_001n)).toEqual({
      ok: false,
      refusal: { code: 'more-than-open', openMinor: 5_000n },
    });
    expect(await ask(manager, openItemId, 0n)).toEqual({ ok: false, refusal: { code: 'amount-not-positive' } });
    expect(await ask(manager, openItemId, 1n, '2026-03-01')).toMatchObject({
      ok: false,
      refusal: { code: 'before-item' },
    });
    expect(await ask(manager, openItemId, 1n, '2026-08-01')).toEqual({ ok: false, refusal: { code: 'in-the-future' } });
    const now = await db
      .selectFrom('entries')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    expect(now.n).toBe(posted.n);

    const asked = await ask(collector, openItemId, 5_000n);
    if (!asked.ok || asked.value.state !== 'waiting') throw new Error('a collector does nothing alone');
    const { approvalId } = asked.value;
    const payment = await receive(db, customerId, 1_000n, '2026-07-01');
    await pay(payment.openItemId, openItemId, 1_000n, '2026-07-01');
    const late = await inTransaction(db, (tx) =>
      decideAndDo(tx, manager, { approvalId, decision: 'approve', note: '' }, on('2026-07-02')),
    );
    expect(late).toEqual({
      ok: false,
      refusal: { code: 'effect-refused', text: 'Only £40.00 is open. Enter that or less.' },
    });
  });

  it('a write-off is not undone by unapplying: that would leave a credit nobody gave', async () => {
    const { db } = database.current.staff;
    const { openItemId } = await issue(db, anInvoice(await aCustomer(db), 5_000n));
    await writtenOff(
      db,
      { asks: manager, approves: controller },
      { itemId: openItemId, amountMinor: 5_000n },
      '2026-07-01',
    );
    const row = await db
      .selectFrom('applications')
      .select('id')
      .where('debit_item_id', '=', openItemId)
      .executeTakeFirstOrThrow();
    const undone = await inTransaction(db, (tx) =>
      unapply(tx, manager, { applicationIds: [row.id], reason: 'try' }, on('2026-07-03')),
    );
    expect(undone).toEqual({ ok: false, refusal: { code: 'written-off' } });
  });
});

describe('small balances in bulk', () => {
  it('one request for the whole list; what was paid meanwhile is left alone and said', async () => {
    const { db } = database.current.staff;
    const customerId = await aCustomer(db);
    const issued = await Promise.all([101n, 202n, 303n].map((gross) => issue(db, anInvoice(customerId, gross))));
    const rule = { currency: GBP, upToMinor: 400n, dueBefore: plainDate('2026-07-01') };
    const items = (await smallBalances(db, rule)).filter((row) => row.customerId === customerId);
    expect(items).toHaveLength(3);
    const asked = await inTransaction(db, (tx) =>
      askSmallWriteOffs(
        tx,
        collector,
        {
          ...{ currency: GBP, reason: 'Not worth a letter each', against: 'expense' },
          items: items.map((row) => ({ itemId: row.itemId, amountMinor: row.openMinor })),
        },
        on('2026-08-01'),
      ),
    );
    if (!asked.ok || asked.value.state !== 'waiting') throw new Error(JSON.stringify(asked, (_, v) => String(v)));
    const payment = await receive(db, customerId, 202n, '2026-08-01');
    await pay(payment.openItemId, issued[1]!.openItemId, 202n, '2026-08-01');
    const said = await approve(db, manager, asked.value.approvalId, '2026-08-02');
    expect(said).toMatch(
      /^2 of 3 small balances are written off, £4\.04 in all\. Left alone: INV-\d+ \(it is settled\)\.$/,
    );
    for (const { openItemId } of issued) expect(await residual(db, openItemId)).toBe(0n);
  });
});
