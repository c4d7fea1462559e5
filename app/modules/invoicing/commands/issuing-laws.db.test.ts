import { beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { inPreview, inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, on, setUpCompany } from '#tests/support/people.ts';
import { getInvoice } from '../queries/get-invoice.server.ts';
import { listInvoices } from '../queries/list-invoices.server.ts';
import type { InvoiceInput } from '../types.ts';
import { issueDraft } from './issue-draft.server.ts';
import { issueInvoices } from './issue-invoices.server.ts';
import { saveDraft } from './save-draft.server.ts';

const database = useDatabase();
let customerId: string;
const day = on('2026-04-01');

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(database.current.staff.db, { name: 'Ash & Co' });
});

const line = (quantity: string, unitPrice: string, taxCode = 'S20') => ({
  description: 'Fly ash',
  quantity: decimal(quantity),
  unit: 't',
  unitPrice: decimal(unitPrice),
  taxCode,
  accountCode: '4010',
});
const issueAll = (invoices: InvoiceInput[], seriesCode: 'INV' | 'LEGACY' = 'INV') =>
  inTransaction(database.current.staff.db, (tx) => issueInvoices(tx, CLERK, { seriesCode, invoices }, day));

describe('issuing', () => {
  it('rounds tax once per category and document: 3 × 10.03 at 6 % is 1.81', async () => {
    const issued = await issue(database.current.staff.db, {
      ...anInvoice(customerId, 1n),
      lines: [line('1', '10.03', 'S6'), line('1', '10.03', 'S6'), line('1', '10.03', 'S6')],
    });
    const invoice = await getInvoice(database.current.staff.db, { invoiceId: issued.id });
    expect([invoice?.netMinor, invoice?.taxMinor, invoice?.grossMinor]).toEqual([3_009n, 181n, 3_190n]);
    expect(invoice?.leftMinor).toBe(3_190n);
  });

  it('posts revenue per account and tax, in the currency and in base', async () => {
    const dollars = await aCustomer(database.current.staff.db, { currency: 'USD' });
    const issued = await issue(database.current.staff.db, {
      ...anInvoice(dollars, 1n),
      currency: currency('USD'),
      lines: [line('10', '33.33'), line('-1', '3.33')],
    });
    const rows = await database.current.staff.pool.query(
      `select account_code, amount_minor, base_minor from entry_lines l join invoices i on i.entry_id = l.entry_id where i.id = $1 order by line_no`,
      [issued.id],
    );
    expect(rows.rows.map((row) => [row.account_code, row.amount_minor])).toEqual([
      ['1100', 39_596n],
      ['4010', -32_997n],
      ['2200', -6_599n],
    ]);
    expect(rows.rows.reduce((total, row) => total + row.base_minor, 0n)).toBe(0n);
    expect(rows.rows[0].base_minor).toBe(31_281n);
  });

  it('numbers without a gap while four runs cross and one is refused', async () => {
    const runs = [1, 2, 3, 4].map((run) =>
      issueAll(Array.from({ length: 5 }, () => (run === 3 ? anInvoice(customerId, 0n) : anInvoice(customerId, 100n)))),
    );
    const results = await Promise.all(runs);
    expect(results.map((result) => result.ok)).toEqual([true, true, false, true]);
    const { rows } = await database.current.staff.pool.query<{ low: bigint; high: bigint; n: bigint }>(
      `select min(series_no) as low, max(series_no) as high, count(*) as n from invoices where series_code = 'INV'`,
    );
    expect(rows[0]!.high - rows[0]!.low + 1n).toBe(rows[0]!.n);
  });

  it('burns no number when a preview is thrown away, and the preview shows what issuing makes', async () => {
    const saved = await inTransaction(database.current.staff.db, (tx) =>
      saveDraft(tx, CLERK, { invoice: anInvoice(customerId, 12_345n) }, day),
    );
    if (!saved.ok) throw new Error('not saved');
    const previewed = await inPreview(database.current.staff.db, (tx) => issueDraft(tx, CLERK, saved.value, day));
    const issued = await inTransaction(database.current.staff.db, (tx) => issueDraft(tx, CLERK, saved.value, day));
    expect(previewed.ok && issued.ok && [previewed.value.number, previewed.value.grossMinor]).toEqual(
      issued.ok && [issued.value.number, issued.value.grossMinor],
    );
    const again = await inTransaction(database.current.staff.db, (tx) => issueDraft(tx, CLERK, saved.value, day));
    expect(again).toEqual({ ok: false, refusal: { code: 'unknown-draft' } });
  });

  it('names the document and line at fault and stores nothing', async () => {
    const strict = await aCustomer(database.current.staff.db, { poRequired: true });
    const good = anInvoice(customerId, 100n);
    const cases: [InvoiceInput, object][] = [
      [
        { ...good, lines: [] },
        { code: 'no-lines', index: 1 },
      ],
      [
        { ...good, lines: [line('1', '1'), line('1', '1', 'X')] },
        { code: 'unknown-tax-code', line: 2, index: 1 },
      ],
      [
        { ...good, lines: [{ ...line('1', '1'), accountCode: '1010' }] },
        { code: 'unknown-account', index: 1, line: 1 },
      ],
      [
        { ...good, lines: [line('999999999999', '999999')] },
        { code: 'total-out-of-range', index: 1 },
      ],
      [
        { ...good, lines: [line('-1', '5')] },
        { code: 'total-not-positive', index: 1 },
      ],
      [
        { ...good, dueOn: plainDate('2026-03-31') },
        { code: 'due-before-document', index: 1 },
      ],
      [
        { ...good, customerId: strict },
        { code: 'po-missing', index: 1 },
      ],
      [
        { ...good, currency: currency('CHF') },
        { code: 'no-exchange-rate', index: 1, currency: 'CHF' },
      ],
      [
        { ...good, customerId: '00000000-0000-7000-8000-000000000000' },
        { code: 'unknown-customer', index: 1 },
      ],
    ];
    const { rows: before } = await database.current.staff.pool.query('select count(*) as n from invoices');
    for (const [bad, refusal] of cases) expect(await issueAll([good, bad])).toEqual({ ok: false, refusal });
    const { rows: after } = await database.current.staff.pool.query('select count(*) as n from invoices');
    expect(after[0].n).toBe(before[0].n);
  });

  it('keeps legacy numbers as they were and refuses one that is taken', async () => {
    const old = { ...anInvoice(customerId, 100n), legacyNumber: '280670965' };
    const first = await issueAll([old], 'LEGACY');
    expect(first.ok && first.value[0]?.number).toBe('280670965');
    expect(await issueAll([{ ...old, legacyNumber: '1' }, old], 'LEGACY')).toEqual({
      ok: false,
      refusal: { code: 'number-taken', index: 1, number: '280670965' },
    });
  });
});

describe('a number', () => {
  it('taken without a document is refused at commit by the database', async () => {
    const client = await database.current.owner.pool.connect();
    await client.query('begin');
    await client.query(`select take_numbers('INV', 1)`);
    await expect(client.query('commit')).rejects.toMatchObject({ constraint: 'series_gapless' });
    client.release();
  });
});

describe('the list', () => {
  it('pages through every invoice once, by keyset, in both directions', async () => {
    const many = await aCustomer(database.current.staff.db);
    await issueAll(
      Array.from({ length: 23 }, (_, i) =>
        anInvoice(many, BigInt(i + 1), { documentOn: plainDate(`2026-03-${String((i % 9) + 1).padStart(2, '0')}`) }),
      ),
    );
    const seen: string[] = [];
    let page = await listInvoices(database.current.staff.db, { customerId: many, today: day.today, limit: 5 });
    while (true) {
      seen.push(...page.rows.map((row) => row.id));
      if (!page.hasOlder) break;
      const last = page.rows.at(-1)!;
      page = await listInvoices(database.current.staff.db, {
        customerId: many,
        today: day.today,
        limit: 5,
        cursor: { documentOn: last.documentOn, id: last.id, direction: 'older' },
      });
    }
    expect(new Set(seen).size).toBe(23);
    const first = page.rows[0]!;
    const back = await listInvoices(database.current.staff.db, {
      customerId: many,
      today: day.today,
      limit: 5,
      cursor: { documentOn: first.documentOn, id: first.id, direction: 'newer' },
    });
    expect(back.rows.map((row) => row.id)).toEqual(seen.slice(15, 20));
    expect(back.hasNewer).toBe(true);
  });
});
