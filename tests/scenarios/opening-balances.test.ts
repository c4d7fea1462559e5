import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { importOpeningBalances } from '#app/modules/ledger/commands/import-opening-balances.server.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, CLERK, GBP, on, receive, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const staff = () => database.current.staff.db;
let customerId: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(staff(), { number: 'K-1' });
});

const take = (text: string, day = '2026-06-30') =>
  inTransaction(staff(), (tx) =>
    importOpeningBalances(
      tx,
      CLERK,
      { content: new TextEncoder().encode(text), effectiveOn: plainDate(day) },
      on('2026-07-01'),
    ),
  );

const FILE = `customer,number,document_on,due_on,currency,amount,title
K-1,OLD/2026-17,2026-05-02,2026-06-01,GBP,1200.00,Fly ash in April
K-1,OLD/2026-31,2026-06-10,2026-07-10,GBP,300.00,
k-1,OLD/P-9,2026-06-12,,GBP,-250.00,Paid too much
K-1,OLD/2026-33,2026-06-10,2026-07-10,USD,100.00,
`;

describe('the books kept before', () => {
  it('are taken over item by item with their numbers and due dates, without revenue or tax, and once', async () => {
    expect(await take(FILE)).toMatchObject({
      ok: true,
      value: { added: 4, existed: 0, totals: [{ minor: 125_000n }, { minor: 10_000n }] },
    });
    expect(await take(FILE)).toMatchObject({ ok: true, value: { added: 0, existed: 4, totals: [] } });
    const { rows } = await sql<{ account: string; minor: bigint }>`
      select account_code as account, sum(amount_minor)::bigint as minor from entry_lines where currency = 'GBP' group by 1 order by 1`.execute(
      staff(),
    );
    expect(rows).toEqual([
      { account: '1100', minor: 125_000n },
      { account: '3900', minor: -125_000n },
    ]);
    const aged = await ageing(staff(), { asOf: plainDate('2026-06-30'), customerId });
    expect(aged.find((row) => row.currency === GBP)).toMatchObject({
      d1to30Minor: 120_000n,
      notDueMinor: 30_000n,
      creditsMinor: 25_000n,
    });
  });

  it('hold items like any other: a payment settles one, the old credit another', async () => {
    const items = await openItemsOf(staff(), { customerId, currency: 'GBP' });
    const of = (number: string) => items.find((item) => item.number === number)!.id;
    const payment = await receive(staff(), customerId, 120_000n, '2026-07-01');
    const applied = await inTransaction(staff(), (tx) =>
      applyItems(tx, CLERK, {
        applications: [
          { creditItemId: payment.openItemId, debitItemId: of('OLD/2026-17'), amountMinor: 120_000n },
          { creditItemId: of('OLD/P-9'), debitItemId: of('OLD/2026-31'), amountMinor: 25_000n },
        ].map((one) => ({ ...one, customerId, effectiveOn: plainDate('2026-07-01') })),
      }),
    );
    expect(applied.ok).toBe(true);
    expect(
      (await openItemsOf(staff(), { customerId, currency: 'GBP' })).map((item) => [item.number, item.residualMinor]),
    ).toEqual([['OLD/2026-31', 5_000n]]);
  });

  it('are refused whole with row and column, and nothing is stored', async () => {
    const refused = await take(`customer,number,document_on,due_on,currency,amount
K-2,A,2026-05-02,,GBP,1
K-1,OLD/2026-17,2026-05-02,,GBP,9
K-1,B,2026-05-02,2026-05-01,GBP,1
K-1,C,2026-07-02,,GBP,1
K-1,D,2026-05-02,,EUR,1
K-1,E,2026-05-02,,GBP,0
K-1,F,2026-05-02,,GBP,1
K-1,F,2026-05-02,,GBP,1
`);
    expect(refused.ok).toBe(false);
    const problems = refused.ok ? [] : refused.refusal.problems;
    expect(problems.map(({ row, field }) => [row, field])).toEqual([
      [2, 'customer'],
      [3, 'number'],
      [4, 'due_on'],
      [5, 'document_on'],
      [6, 'currency'],
      [7, 'amount'],
      [9, 'number'],
    ]);
    expect(await openItemsOf(staff(), { customerId })).toHaveLength(2);
  });

  it('cannot touch revenue: the database refuses an opening item that is not its own posting', async () => {
    await expect(
      database.current.owner.pool.query(
        `insert into opening_items select gen_random_uuid(), 'X', customer_id, title, currency, amount_minor, document_on, due_on, effective_on, entry_id,
           (select id from open_items where kind = 'payment' limit 1), recorded_at, recorded_by_name from opening_items limit 1`,
      ),
    ).rejects.toMatchObject({ constraint: 'opening_item_fits' });
  });
});
