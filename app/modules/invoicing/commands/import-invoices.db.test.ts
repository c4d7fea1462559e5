import { beforeAll, describe, expect, it } from 'vitest';
import { inPreview, inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, CLERK, on, setUpCompany } from '#tests/support/people.ts';
import { importInvoices } from './import-invoices.server.ts';

const database = useDatabase();
const day = on('2026-11-21');
const staff = () => database.current.staff.db;
const HEAD = 'number,customer_number,date,due_date,currency,description,quantity,unit,unit_price,tax_code,total';
const csv = (...lines: string[]) => new TextEncoder().encode([HEAD, ...lines].join('\r\n'));
const run = (content: Uint8Array) => inTransaction(staff(), (tx) => importInvoices(tx, CLERK, { content }, day));
const count = async () =>
  Number((await database.current.owner.pool.query('select count(*) as n from invoices')).rows[0].n);
let number: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  const id = await aCustomer(staff(), { name: 'Ash & Co' });
  number = (await database.current.owner.pool.query('select number from customers where id = $1', [id])).rows[0].number;
});

describe('a file of invoices', () => {
  it('is issued under its own numbers on its own dates, lines together, once however often it comes', async () => {
    const content = csv(
      `OLD-1,${number},2026-01-05,2026-02-04,GBP,"Fly ash, week 1",10,t,38.50,S20,462.00`,
      'OLD-1,,,,,Haulage,1,,20,S20,',
      `OLD-2,${number},2026-01-06,,,Fly ash,2,t,10,Z,20`,
    );
    const wrongTotal = await run(content);
    expect(wrongTotal.ok).toBe(false);
    if (!wrongTotal.ok) expect(wrongTotal.refusal.problems).toMatchObject([{ row: 2, field: 'total' }]);

    const right = csv(
      `OLD-1,${number},2026-01-05,2026-02-04,GBP,"Fly ash, week 1",10,t,38.50,S20,486.00`,
      'OLD-1,,,,,Haulage,1,,20,S20,',
      `OLD-2,${number},2026-01-06,,,Fly ash,2,t,10,Z,20`,
    );
    const first = await run(right);
    expect(first.ok && first.value).toMatchObject({
      issued: 2,
      existed: 0,
      totals: [{ minor: 50_600n, currency: 'GBP' }],
    });
    const stored = await database.current.owner.pool.query(
      `select number, document_on, due_on, gross_minor, series_code, series_no from invoices where number like 'OLD-%' order by number`,
    );
    expect(stored.rows).toEqual([
      {
        number: 'OLD-1',
        document_on: '2026-01-05',
        due_on: '2026-02-04',
        gross_minor: 48_600n,
        series_code: 'LEGACY',
        series_no: null,
      },
      {
        number: 'OLD-2',
        document_on: '2026-01-06',
        due_on: '2026-02-05',
        gross_minor: 2_000n,
        series_code: 'LEGACY',
        series_no: null,
      },
    ]);
    const before = await count();
    const again = await run(right);
    expect(again.ok && again.value).toMatchObject({ issued: 0, existed: 2, totals: [] });
    expect(await count()).toBe(before);
  });

  it('changes nothing in a dry run, which says the same as the import', async () => {
    const content = csv(`DRY-1,${number},2026-03-01,,,Fly ash,1,t,10,S20,`);
    const before = await count();
    const dry = await inPreview(staff(), (tx) => importInvoices(tx, CLERK, { content }, day));
    expect(await count()).toBe(before);
    expect(await run(content)).toEqual(dry);
  });

  it('is refused whole, with row, field and what to do', async () => {
    const content = csv(
      `GOOD-1,${number},2026-03-01,,,Fly ash,1,t,10,S20,`,
      `BAD-1,${number},2026-02-30,,,Fly ash,1,t,10,S20,`,
      `BAD-2,${number},2026-03-01,,XQX,Fly ash,1,t,10,S20,`,
      `BAD-3,nobody,2026-03-01,,,Fly ash,1,t,10,S20,`,
      `OTHER,${number},2026-03-01,,,Fly ash,1,t,10,S20,`,
      `GOOD-1,${number},2026-03-01,,,Fly ash,1,t,10,S20,`,
      `BAD-4,${number},2026-03-01,,,Fly ash,999999999999,t,999999999999,S20,`,
      `BAD-5,${number},2026-03-01,,,Fly ash,1,t,ten,S20,`,
      `BAD-6,${number},2026-03-01,,,Fly ash,1,t,10,VAT99,`,
      `BAD-7,${number},2026-03-01,2026-02-01,,Fly ash,1,t,10,S20,`,
      `BAD-8,${number},2026-03-01,,,Fly\u0007ash,1,t,10,S20,`,
      `BAD-9,${number},2026-03-01,,,Fly ash,-1,t,10,S20,`,
      `BAD-10,${number},2026-03-01,,,\u202egnorw,1,t,10,S20,`,
    );
    const before = await count();
    const answer = await run(content);
    expect(answer.ok).toBe(false);
    if (answer.ok) return;
    expect(answer.refusal.problems.map(({ row, field }) => `${row} ${field}`)).toEqual([
      '3 date',
      '4 currency',
      '5 customer_number',
      '7 number',
      '8 unit_price',
      '9 unit_price',
      '10 tax_code',
      '11 due_date',
      '12 description',
      '13 unit_price',
      '14 description',
    ]);
    expect(answer.refusal.problems.every(({ text }) => /[.!]$/.test(text))).toBe(true);
    expect(await count()).toBe(before);
  });

  it('never takes the number of another invoice', async () => {
    expect((await run(csv(`TWIN-1,${number},2026-03-01,,,Fly ash,1,t,10,S20,`))).ok).toBe(true);
    const other = await run(csv(`TWIN-1,${number},2026-03-01,,,Fly ash,2,t,10,S20,`));
    expect(other.ok).toBe(false);
    if (!other.ok) expect(other.refusal.problems).toMatchObject([{ row: 2, field: 'number' }]);
  });

  it('carries hostile text as text', async () => {
    const content = csv(`HOSTILE-1,${number},2026-03-01,,,"<script>alert(1)</script> \u200fعربي",1,t,10,S20,`);
    expect((await run(content)).ok).toBe(true);
    const { rows } = await database.current.owner.pool.query(
      `select description from invoice_lines l join invoices i on i.id = l.invoice_id where i.number = 'HOSTILE-1'`,
    );
    expect(rows[0].description).toBe('<script>alert(1)</script> \u200fعربي');
  });
});
