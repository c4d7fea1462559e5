import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import type { Statement } from '../types.ts';
import { getStatement } from './get-statement.server.ts';
import { payingRecord } from './paying-record.server.ts';
import { statementChoices } from './statement-choices.server.ts';

const database = useDatabase();
const RUNS = process.env.TALLYSTICK_LONG ? 200 : 15;
const start = plainDate('2026-01-01');
const DAYS = 120;

beforeAll(() => setUpCompany(database.current.owner.db));
const db = () => database.current.staff.db;

type Happening = { what: 'invoice' | 'payment' | 'returned'; amount: bigint; day: number };

const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom('invoice', 'invoice', 'payment', 'returned'),
  amount: fc.bigInt(1n, 500_000n),
  day: fc.integer({ min: 0, max: DAYS }),
});

async function live(customerId: string, happenings: readonly Happening[]): Promise<void> {
  for (const { what, amount, day } of happenings) {
    const date = addDays(start, day);
    if (what === 'invoice') {
      await issue(db(), anInvoice(customerId, amount, { documentOn: date, dueOn: addDays(date, 14) }));
      continue;
    }
    const payment = await receive(db(), customerId, amount, date);
    const applyOn = addDays(start, DAYS);
    const how = { creditItemId: payment.openItemId, how: { kind: 'oldest-first' as const }, effectiveOn: applyOn };
    await inTransaction(db(), (tx) => applyPayment(tx, CLERK, how));
    if (what !== 'returned') continue;
    const back = { paymentId: payment.id, reason: 'returned', effectiveOn: applyOn };
    await inTransaction(db(), (tx) => reversePayment(tx, CLERK, back, on('2026-06-01')));
  }
}

/** The balance of the control account for one customer: another table than the statement reads. */
async function ledgerBalance(customerId: string, until: PlainDate): Promise<bigint> {
  const { rows } = await sql<{ minor: bigint }>`select coalesce(sum(l.amount_minor), 0)::bigint as minor
    from entry_lines l join entries e on e.id = l.entry_id
    where l.account_code = '1100' and l.customer_id = ${customerId} and l.currency = 'GBP' and e.effective_on <= ${until}`.execute(
    db(),
  );
  return rows[0]!.minor;
}

const total = (statement: Statement): bigint =>
  statement.openingMinor + statement.rows.reduce((sum, row) => sum + row.amountMinor, 0n);

describe('a statement', () => {
  it('opens, runs and closes with the ledger, whatever happened and whatever dates are asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(happening, { maxLength: 12 }),
        fc.integer({ min: 0, max: DAYS }),
        fc.integer({ min: 0, max: DAYS }),
        async (happenings, one, other) => {
          const customerId = await aCustomer(db());
          await live(customerId, happenings);
          const [fromOn, toOn] = [addDays(start, Math.min(one, other)), addDays(start, Math.max(one, other))];
          const statement = await getStatement(db(), { customerId, currency: GBP, fromOn, toOn });
          expect(statement.openingMinor).toBe(await ledgerBalance(customerId, addDays(fromOn, -1)));
          expect(statement.closingMinor).toBe(await ledgerBalance(customerId, toOn));
          expect(total(statement)).toBe(statement.closingMinor);
          expect(statement.rows.at(-1)?.balanceMinor ?? statement.openingMinor).toBe(statement.closingMinor);
          expect(statement.ageing.totalMinor).toBe(statement.closingMinor);
          const next = await getStatement(db(), {
            customerId,
            currency: GBP,
            fromOn: addDays(toOn, 1),
            toOn: addDays(toOn, 9),
          });
          expect(next.openingMinor).toBe(statement.closingMinor);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('shows a payment that came back as two movements, and names what is behind each', async () => {
    const customerId = await aCustomer(db());
    await issue(
      db(),
      anInvoice(customerId, 10_000n, { documentOn: plainDate('2026-03-01'), title: 'Fly ash, week 9' }),
    );
    const payment = await receive(db(), customerId, 10_000n, '2026-03-05');
    const back = { paymentId: payment.id, reason: 'returned', effectiveOn: plainDate('2026-03-09') };
    await inTransaction(db(), (tx) => reversePayment(tx, CLERK, back, on('2026-03-09')));
    const { rows } = await getStatement(db(), {
      customerId,
      currency: GBP,
      fromOn: plainDate('2026-03-01'),
      toOn: plainDate('2026-03-31'),
    });
    expect(rows.map((row) => [row.kind, row.on, row.amountMinor, row.balanceMinor])).toEqual([
      ['invoice', '2026-03-01', 10_000n, 10_000n],
      ['payment', '2026-03-05', -10_000n, 0n],
      ['payment_reversal', '2026-03-09', 10_000n, 10_000n],
    ]);
    expect(rows.map((row) => row.number)).toEqual([expect.stringMatching(/^INV-/), payment.number, payment.number]);
    expect(rows[0]).toMatchObject({ title: 'Fly ash, week 9', dueOn: '2026-03-31', method: '' });
    expect(rows[1]).toMatchObject({ method: 'transfer', dueOn: null });
  });

  it('shows another customer nothing, even when their id is asked for', async () => {
    const [owner, stranger] = [await aCustomer(db()), await aCustomer(db())];
    await issue(db(), anInvoice(owner, 5_000n));
    const asked = { customerId: owner, currency: GBP, fromOn: start, toOn: plainDate('2026-12-31') };
    const read = (customerId: string) =>
      readAsPortal(database.current.portal.db, { kind: 'customer', customerId }, (tx) => getStatement(tx, asked));
    expect((await read(owner)).rows).toHaveLength(1);
    expect(await read(stranger)).toMatchObject({ rows: [], closingMinor: 0n });
  });
});

describe('the paying record', () => {
  it('counts bills that were due or are settled, and those settled by their date', async () => {
    const customerId = await aCustomer(db());
    const bill = (day: string, due: string) =>
      issue(db(), anInvoice(customerId, 1_000n, { documentOn: plainDate(day), dueOn: plainDate(due) }));
    await bill('2026-02-01', '2026-02-20');
    await bill('2026-02-02', '2026-02-21');
    await bill('2026-04-01', '2026-04-10');
    await bill('2026-04-02', '2026-05-30');
    for (const [day, amount] of [
      ['2026-02-10', 1_000n],
      ['2026-03-05', 1_500n],
    ] as const) {
      const payment = await receive(db(), customerId, amount, day);
      const how = { creditItemId: payment.openItemId, how: { kind: 'oldest-first' as const } };
      const effectiveOn = plainDate(day === '2026-03-05' ? '2026-04-02' : day);
      await inTransaction(db(), (tx) => applyPayment(tx, CLERK, { ...how, effectiveOn }));
    }
    const [record] = await payingRecord(db(), { customerId, today: plainDate('2026-04-20') });
    expect(record).toMatchObject({ currency: 'GBP', bills: 3, onTime: 1 });
    expect(record?.months).toHaveLength(12);
    expect(record?.months.at(-1)).toEqual({ month: '2026-04-01', billedMinor: 2_000n, settledMinor: 500n });
    expect(record?.months.at(-3)).toEqual({ month: '2026-02-01', billedMinor: 2_000n, settledMinor: 2_000n });
    expect(await statementChoices(db(), { customerId })).toEqual([{ currency: 'GBP', sinceOn: '2026-02-01' }]);
  });
});
