import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { currency, money } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { convertCredit } from '#app/modules/currencies/commands/convert-credit.server.ts';
import { importRates } from '#app/modules/currencies/commands/import-rates.server.ts';
import { revalue } from '#app/modules/currencies/commands/revalue.server.ts';
import { invoiceView } from '#app/modules/documents/rules/invoice-view.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { taxInBooks } from '#app/modules/invoicing/queries/tax-in-books.server.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { reverseApplications } from '#app/modules/ledger/commands/reverse-applications.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { invoiceDocument } from '#app/workflows/document-props.ts';
import { sellerOn } from '#app/workflows/seller-of-day.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const USD = currency('USD');

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await sql`insert into exchange_rates (currency, rate_on, rate) values
    ('USD', '2026-03-01', 4.70), ('USD', '2026-03-20', 4.60), ('USD', '2026-03-31', 4.65), ('USD', '2026-04-10', 4.755)`.execute(
    database.current.owner.db,
  );
});

/** Base and transaction balance of an account in USD, of one customer where it is receivables. */
async function balance(account: string, customerId?: string) {
  const { rows } = await sql<{ usd: bigint; base: bigint }>`
    select coalesce(sum(l.amount_minor), 0)::bigint as usd, coalesce(sum(l.base_minor), 0)::bigint as base from entry_lines l
    where l.account_code = ${account} and l.currency = 'USD' and (${customerId ?? null}::uuid is null or l.customer_id = ${customerId ?? null}::uuid)`.execute(
    database.current.staff.db,
  );
  return rows[0]!;
}

const apply = async (customerId: string, creditItemId: string, debitItemId: string, minor: bigint, day: string) => {
  const applied = await inTransaction(database.current.staff.db, (tx) =>
    applyItems(tx, CLERK, {
      applications: [{ customerId, creditItemId, debitItemId, amountMinor: minor, effectiveOn: plainDate(day) }],
    }),
  );
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusal));
  return applied.value[0]!;
};

describe('an invoice of 1,000 dollars at 4.70', () => {
  let customerId: string;
  let invoice: string;
  let firstApplication: string;

  beforeAll(async () => {
    customerId = await aCustomer(database.current.staff.db, { currency: 'USD' });
    const issued = await issue(
      database.current.staff.db,
      anInvoice(customerId, 100_000n, { currency: USD, documentOn: plainDate('2026-03-01') }),
    );
    invoice = issued.openItemId!;
  });

  it('of which 600 come at 4.60 loses 60.00 of base, and nothing in dollars', async () => {
    const before = await balance('7000');
    const payment = await receive(database.current.staff.db, customerId, 60_000n, '2026-03-20', { currency: USD });
    firstApplication = await apply(customerId, payment.openItemId, invoice, 60_000n, '2026-03-20');
    const after = await balance('7000');
    expect({ usd: after.usd - before.usd, base: after.base - before.base }).toEqual({ usd: 0n, base: 6_000n });
    expect(await balance('1100', customerId)).toEqual({ usd: 40_000n, base: 188_000n });
  });

  it("is revalued at the month's end at 4.65: 20.00 of loss against 1195, taken back the next day, receivables untouched", async () => {
    const done = await inTransaction(database.current.staff.db, (tx) =>
      revalue(tx, CLERK, { asOfOn: plainDate('2026-03-31') }, on('2026-04-02')),
    );
    expect(done).toMatchObject({
      ok: true,
      value: [{ amountMinor: 40_000n, baseMinor: 188_000n, revaluedMinor: 186_000n }],
    });
    const lines = await sql<{ day: string; account: string; base: bigint }>`
      select e.effective_on as day, l.account_code as account, l.base_minor as base from entries e join entry_lines l on l.entry_id = e.id
      where e.kind in ('revaluation', 'revaluation_reversal') order by 1, 2`.execute(database.current.staff.db);
    expect(lines.rows.map((row) => [row.day, row.account, row.base])).toEqual([
      ['2026-03-31', '1195', -2_000n],
      ['2026-03-31', '7010', 2_000n],
      ['2026-04-01', '1195', 2_000n],
      ['2026-04-01', '7010', -2_000n],
    ]);
    expect(await balance('1100', customerId)).toEqual({ usd: 40_000n, base: 188_000n });
  });

  it('is not revalued twice for a day, nor on a day ahead, nor without a rate of that day', async () => {
    const ask = (day: string) =>
      inTransaction(database.current.staff.db, (tx) =>
        revalue(tx, CLERK, { asOfOn: plainDate(day) }, on('2026-04-02')),
      );
    expect(await ask('2026-03-31')).toMatchObject({
      ok: false,
      refusal: { code: 'already-revalued', currency: 'USD' },
    });
    expect(await ask('2026-04-30')).toMatchObject({ ok: false, refusal: { code: 'in-the-future' } });
    expect(await ask('2026-03-15')).toMatchObject({
      ok: false,
      refusal: { code: 'rate-is-old', rateOn: '2026-03-01' },
    });
  });

  it('gives the loss back when the application is undone, and takes it again when it is made again', async () => {
    const before = await balance('7000');
    const undone = await inTransaction(database.current.staff.db, (tx) =>
      reverseApplications(tx, CLERK, {
        applicationIds: [firstApplication],
        effectiveOn: plainDate('2026-03-25'),
        reason: 'test',
      }),
    );
    expect(undone.ok).toBe(true);
    expect((await balance('7000')).base - before.base).toBe(-6_000n);
    const { rows } = await sql<{ id: string }>`
      select id from open_items where customer_id = ${customerId} and side = 'credit'`.execute(
      database.current.staff.db,
    );
    await apply(customerId, rows[0]!.id, invoice, 60_000n, '2026-03-26');
    expect((await balance('7000')).base).toBe(before.base);
  });

  it('ends at nothing in dollars and nothing in base, however odd the last rates and parts are', async () => {
    for (const [minor, day] of [
      [13_333n, '2026-04-10'],
      [13_333n, '2026-04-10'],
      [13_334n, '2026-04-11'],
    ] as const) {
      const payment = await receive(database.current.staff.db, customerId, minor, day, { currency: USD });
      await apply(customerId, payment.openItemId, invoice, minor, day);
    }
    expect(await balance('1100', customerId)).toEqual({ usd: 0n, base: 0n });
  });
});

describe('one payment over many invoices in a foreign currency', () => {
  it('rounds on the running total: the parts of one call end with the payment and with each invoice', async () => {
    const customerId = await aCustomer(database.current.staff.db, { currency: 'USD' });
    const items: { id: string; minor: bigint }[] = [];
    for (const minor of [101n, 333n, 77n, 1n, 9_999n]) {
      const issued = await issue(
        database.current.staff.db,
        anInvoice(customerId, minor, { currency: USD, documentOn: plainDate('2026-03-01') }),
      );
      items.push({ id: issued.openItemId!, minor });
    }
    const total = items.reduce((sum, item) => sum + item.minor, 0n);
    const payment = await receive(database.current.staff.db, customerId, total, '2026-04-10', { currency: USD });
    const applied = await inTransaction(database.current.staff.db, (tx) =>
      applyItems(tx, CLERK, {
        applications: items.map((item) => ({
          customerId,
          creditItemId: payment.openItemId,
          debitItemId: item.id,
          amountMinor: item.minor,
          effectiveOn: plainDate('2026-04-12'),
        })),
      }),
    );
    expect(applied.ok).toBe(true);
    expect(await balance('1100', customerId)).toEqual({ usd: 0n, base: 0n });
  });
});

describe('a payment in another currency', () => {
  it('is used through currency clearing at the base amount it was carried at; nothing is left there', async () => {
    const customerId = await aCustomer(database.current.staff.db, { currency: 'USD' });
    const issued = await issue(
      database.current.staff.db,
      anInvoice(customerId, 20_000n, { currency: USD, documentOn: plainDate('2026-03-01') }),
    );
    const pounds = await receive(database.current.staff.db, customerId, 95_000n, '2026-03-20');
    const half = { creditItemId: pounds.openItemId, amountMinor: 47_500n, toCurrency: USD, toAmountMinor: 10_200n };
    const convert = (input: Omit<Parameters<typeof convertCredit>[2], 'effectiveOn'>, day = '2026-03-20') =>
      inTransaction(database.current.staff.db, (tx) =>
        convertCredit(tx, CLERK, { ...input, effectiveOn: plainDate(day) }),
      );

    expect(await convert({ ...half, amountMinor: 95_001n })).toMatchObject({
      refusal: { code: 'over-residual', residualMinor: 95_000n },
    });
    expect(await convert(half, '2026-03-19')).toMatchObject({
      refusal: { code: 'before-item', earliestOn: '2026-03-20' },
    });
    expect(await convert({ ...half, toCurrency: currency('GBP') })).toMatchObject({
      refusal: { code: 'same-currency' },
    });
    expect(await convert({ ...half, creditItemId: issued.openItemId! })).toMatchObject({
      refusal: { code: 'not-a-credit' },
    });
    expect(await convert({ ...half, toAmountMinor: 0n })).toMatchObject({ refusal: { code: 'amount-not-positive' } });

    for (const input of [half, { ...half, toAmountMinor: 9_800n }]) {
      const converted = await convert(input);
      if (!converted.ok) throw new Error(converted.refusal.code);
      await apply(customerId, converted.value.creditItemId, issued.openItemId!, input.toAmountMinor, '2026-03-21');
    }
    expect(await balance('1100', customerId)).toEqual({ usd: 0n, base: 0n });
    const { rows } = await sql<{ base: bigint }>`
      select sum(base_minor)::bigint as base from entry_lines where account_code = '7090'`.execute(
      database.current.staff.db,
    );
    expect(rows[0]!.base).toBe(0n);
  });
});

describe('exchange rates by file', () => {
  const importing = (text: string) =>
    inTransaction(database.current.staff.db, (tx) =>
      importRates(tx, CLERK, { content: new TextEncoder().encode(text) }),
    );

  it('are added once, and the same file again adds nothing', async () => {
    const file = 'rate_on,currency,rate\n2026-05-01,EUR,0.8512\n2026-05-02,eur,0.85\n2026-03-31,USD,4.6500\n';
    expect(await importing(file)).toMatchObject({ ok: true, value: { added: 2, existed: 1 } });
    expect(await importing(file)).toMatchObject({ ok: true, value: { added: 0, existed: 3 } });
  });

  it('are refused whole with row and column when one is wrong', async () => {
    const refused = await importing(
      'rate_on,currency,rate\n2026-05-03,EUR,0.86\n31 May,EUR,1\n2026-05-04,XXQ,1\n2026-05-04,EUR,0\n2026-05-04,GBP,1\n2026-03-31,USD,4.66\n',
    );
    expect(refused.ok).toBe(false);
    const problems = refused.ok ? [] : refused.refusal.problems;
    expect(problems.map(({ row, field }) => [row, field])).toEqual([
      [3, 'rate_on'],
      [4, 'currency'],
      [5, 'rate'],
      [6, 'currency'],
      [7, 'rate'],
    ]);
    const { rows } = await sql<{
      n: bigint;
    }>`select count(*) as n from exchange_rates where rate_on = '2026-05-03'`.execute(database.current.staff.db);
    expect(Number(rows[0]!.n)).toBe(0);
  });
});

describe('the law of base amounts', () => {
  const planted = (statement: string) =>
    database.current.owner.pool.query(statement).then(
      () => 'accepted',
      (error: { constraint?: string; code: string }) => error.constraint ?? error.code,
    );

  it('refuses an application that leaves base behind, and nobody but the two functions may write one', async () => {
    const customerId = await aCustomer(database.current.staff.db, { currency: 'USD' });
    const issued = await issue(
      database.current.staff.db,
      anInvoice(customerId, 500n, { currency: USD, documentOn: plainDate('2026-03-01') }),
    );
    const payment = await receive(database.current.staff.db, customerId, 500n, '2026-03-20', { currency: USD });
    const row = (credit: string, debit: string) =>
      `insert into applications (id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on, credit_base_minor, debit_base_minor)
       values (gen_random_uuid(), '${customerId}', '${payment.openItemId}', '${issued.openItemId}', 500, '2026-03-20', ${credit}, ${debit})`;
    expect(await planted(row('null', 'null'))).toBe('application_base');
    expect(await planted(row('2300', '2300'))).toBe('application_base');
    expect(await planted(row('2300', '2350'))).toBe('applications_exchange_check');
    await expect(database.current.staff.pool.query(row('2300', '2350'))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the tax of a document in dollars', () => {
  const taxed = (customerId: string, cents: bigint, code: string) => {
    const { lines, ...rest } = anInvoice(customerId, cents, { documentOn: plainDate('2026-03-01') });
    return { ...rest, currency: currency(code), lines: lines.map((line) => ({ ...line, taxCode: 'S20' })) };
  };

  it('is named in the currency of the books too, as it was posted, with the rate that gives it', async () => {
    const db = database.current.staff.db;
    const customerId = await aCustomer(db, { currency: 'USD' });
    const before = await balance('2200');
    const { id } = await issue(db, taxed(customerId, 333n, 'USD'));
    const posted = before.base - (await balance('2200')).base;
    const found = await taxInBooks(db, { invoiceId: id });
    expect(found).toEqual({ amount: money(posted, currency('GBP')), rate: '4.7' });
    const paper = invoiceDocument((await getInvoice(db, { invoiceId: id }))!, {
      ...(await sellerOn(db, { on: plainDate('2026-03-01') })),
      ...{ link: '', taxInBooks: found },
    });
    expect(invoiceView(paper).taxes.inBase).toEqual({ label: 'VAT in GBP at 4.7', value: '£3.15' });
    // Another rate for that day, brought in later, does not say how the amount came about.
    await sql`insert into exchange_rates (currency, rate_on, rate) values ('USD', '2026-03-01', 4.9)
      on conflict (currency, rate_on) do update set rate = excluded.rate`.execute(database.current.owner.db);
    expect(await taxInBooks(db, { invoiceId: id })).toEqual({ amount: money(posted, currency('GBP')), rate: null });
  });

  it('is not named twice where the document is in the currency of the books, nor where there is none', async () => {
    const db = database.current.staff.db;
    const customerId = await aCustomer(db);
    const inPounds = await issue(db, taxed(customerId, 333n, 'GBP'));
    const untaxed = await issue(db, anInvoice(customerId, 900n, { currency: USD }));
    for (const { id } of [inPounds, untaxed]) expect(await taxInBooks(db, { invoiceId: id })).toBeNull();
  });
});
