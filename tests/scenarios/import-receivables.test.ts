import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { currency, parseMoney } from '#app/kernel/money.ts';
import { addDays, daysBetween, type PlainDate, parseDateText, plainDate } from '#app/kernel/plain-date.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { inPreview, inTransaction } from '#app/platform/db/transaction.server.ts';
import { importReceivables } from '#app/workflows/import-receivables.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { on, setUpCompany } from '#tests/support/people.ts';
import { sharedFile } from '#tests/support/shared-files.ts';

const database = useDatabase();
const HEAD =
  'countrycode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate';
const PUBLIC_FILE = sharedFile('fixtures/ar/WA_Fn-UseC_-Accounts-Receivable.csv');

beforeAll(() => setUpCompany(database.current.owner.db));

const run = (content: string | Uint8Array, dry = false) =>
  (dry ? inPreview : inTransaction)(database.current.staff.db, (tx) =>
    importReceivables(
      tx,
      SYSTEM,
      { content: typeof content === 'string' ? Buffer.from(content) : content },
      on('2026-11-21'),
    ),
  );

/** A made file of the same shape: 300 invoices of 17 customers over two years, some never settled. */
function madeFile(): string {
  const dmy = (date: PlainDate) => `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
  const rows = Array.from({ length: 300 }, (_, n) => {
    const issued = addDays(plainDate('2012-01-03'), (n * 37) % 700);
    const due = addDays(issued, 30);
    const settled = n % 11 === 0 ? '' : dmy(addDays(issued, (n * 13) % 70));
    const pence = 500 + ((n * 7919) % 12_000);
    const amount = `${Math.trunc(pence / 100)}.${String(pence % 100).padStart(2, '0')}`.replace(/0$/, '');
    return `391,MADE-${String(n % 17).padStart(2, '0')},01/01/2013,M${100_000 + n},${dmy(issued)},${dmy(due)},${amount},No,${settled},Paper,0,0`;
  });
  return [HEAD, ...rows].join('\r\n');
}

/** Ages a file by itself, in plain sums over its rows: the independent computation. */
function ageFile(text: string, asOf: PlainDate): Map<string, bigint[]> {
  const [, ...lines] = text.trim().split(/\r?\n/);
  const day = (cell: string) => {
    const parsed = parseDateText(cell, 'dmy');
    if (!parsed.ok) throw new Error(cell);
    return parsed.value;
  };
  const aged = new Map<string, bigint[]>();
  for (const cells of lines.map((line) => line.split(','))) {
    const [issued, due, settled] = [day(cells[4]!), day(cells[5]!), cells[8] ? day(cells[8]!) : null];
    if (issued > asOf || (settled && settled <= asOf)) continue;
    const amount = parseMoney(cells[6]!, currency('GBP'));
    if (!amount.ok) throw new Error(cells[6]);
    const late = daysBetween(due, asOf);
    const cut = late <= 0 ? 0 : late <= 30 ? 1 : late <= 60 ? 2 : late <= 90 ? 3 : 4;
    const cuts = aged.get(cells[1]!) ?? [0n, 0n, 0n, 0n, 0n];
    cuts[cut]! += amount.value;
    aged.set(cells[1]!, cuts);
  }
  return aged;
}

async function agedByUs(asOf: PlainDate, prefix: (number: string) => boolean): Promise<Map<string, bigint[]>> {
  const rows = await ageing(database.current.staff.db, { asOf });
  return new Map(
    rows
      .filter((row) => prefix(row.customerNumber))
      .map((row) => [
        row.customerNumber,
        [row.notDueMinor, row.d1to30Minor, row.d31to60Minor, row.d61to90Minor, row.over90Minor],
      ]),
  );
}

const TWELVE_DATES = [
  '2012-01-31',
  '2012-03-31',
  '2012-06-30',
  '2012-08-15',
  '2012-10-31',
  '2012-12-31',
  '2013-02-28',
  '2013-04-30',
  '2013-06-30',
  '2013-08-31',
  '2013-10-31',
  '2014-01-31',
];

describe('a made receivables file', () => {
  it('is imported whole, twice adds nothing, and ages to the penny as of twelve dates', async () => {
    const text = madeFile();
    const dry = await run(text, true);
    const first = await run(text);
    expect(first.ok && first.value).toMatchObject({ customers: 17, invoices: 300, existed: 0, problems: [] });
    expect(dry.ok && dry.value).toEqual(first.ok && first.value);
    const second = await run(text);
    expect(second.ok && second.value).toMatchObject({ customers: 0, invoices: 0, settled: 0, existed: 300 });
    for (const date of TWELVE_DATES) {
      const asOf = plainDate(date);
      expect(await agedByUs(asOf, (number) => number.startsWith('MADE-')), date).toEqual(ageFile(text, asOf));
    }
  });

  it('with mistakes names row, field and what to do, and imports nothing', async () => {
    const bad = [
      HEAD,
      '1,C1,01/01/2013,A1,31/02/2012,02/03/2012,10.00,No,,Paper,0,0',
      '1,C1,01/01/2013,A2,01/02/2012,02/01/2012,10.00,No,,Paper,0,0',
      '1,C1,01/01/2013,A3,01/02/2012,02/03/2012,abc,No,,Paper,0,0',
      '1,=C1,01/01/2013,A4,01/02/2012,02/03/2012,1.00,No,,Paper,0,0',
      '1,C1,01/01/2013,A5,01/02/2012,02/03/2012,1.00,No,01/01/2012,Paper,0,0',
      '1,C1,01/01/2013,A5,01/02/2012,02/03/2012,1.00,No,,Paper,0,0',
    ].join('\n');
    const result = await run(bad);
    expect(result.ok).toBe(false);
    const problems = result.ok ? [] : result.refusal.problems;
    expect(problems.map((problem) => [problem.row, problem.field])).toEqual([
      [2, 'InvoiceDate'],
      [3, 'DueDate'],
      [4, 'invoiceAmount'],
      [5, 'customerID'],
      [6, 'SettledDate'],
      [7, 'invoiceNumber'],
    ]);
    const { rows } = await database.current.staff.pool.query(
      `select 1 from invoices where number in ('A1', 'A2', 'A3', 'A4', 'A5')`,
    );
    expect(rows).toEqual([]);
  });
});

describe('the public receivables file', () => {
  it(
    PUBLIC_FILE
      ? 'ages to the cent as of twelve dates'
      : 'is not beside this checkout: the made set above stands for it',
    async () => {
      if (!PUBLIC_FILE) return;
      const text = await readFile(PUBLIC_FILE, 'utf8');
      const result = await run(text);
      expect(result.ok && result.value).toMatchObject({
        customers: 100,
        invoices: 2_466,
        settled: 2_466,
        problems: [],
      });
      for (const date of TWELVE_DATES) {
        const asOf = plainDate(date);
        expect(await agedByUs(asOf, (number) => !number.startsWith('MADE-')), date).toEqual(ageFile(text, asOf));
      }
      const midYear = [...(await agedByUs(plainDate('2013-06-30'), (number) => !number.startsWith('MADE-'))).values()];
      expect(midYear.reduce((total, cuts) => total + cuts.reduce((a, b) => a + b, 0n), 0n)).toBe(511_985n);
    },
  );
});
