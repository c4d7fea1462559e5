import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
let invoiceId: string;
let otherCustomerId: string;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  otherCustomerId = await aCustomer(staff.db);
  invoiceId = (await issue(staff.db, anInvoice(await aCustomer(staff.db), 12_000n))).id;
});

const NOBODY = '00000000-0000-7000-8000-000000000000';
const ROW_OF: Record<string, string> = {
  invoices: 'id = $1',
  invoice_lines: 'invoice_id = $1',
  invoice_taxes: 'invoice_id = $1',
  entry_lines: `entry_id = (select entry_id from invoices where id = $1) and account_code <> '1100'`,
  open_items: 'source_id = $1',
};

/** Puts in the same row of an issued invoice once more, with other values, as the superuser; nothing is kept. */
async function again(table: keyof typeof ROW_OF, values: object): Promise<string> {
  const client = await database.current.owner.pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(r) || $2)).* from (select * from ${table} where ${ROW_OF[table]} limit 1) r`,
      [invoiceId, JSON.stringify(values)],
    );
    return 'accepted';
  } catch (error) {
    const { code, constraint } = error as { code: string; constraint?: string };
    return `${code} ${constraint}`;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('what a row of the ledger or of an issued document names', () => {
  const line = { line_no: 99 };
  it.each([
    ['entry_lines', { ...line, amount_minor: 0, base_minor: 0, entry_id: NOBODY }, '23503 entry_lines_entry_fk'],
    ['entry_lines', { ...line, amount_minor: 0, base_minor: 0, account_code: '9999' }, '23503 entry_lines_account_fk'],
    ['open_items', { id: randomUUID(), line_no: 98 }, 'TS003 item_matches_line'],
    ['open_items', { id: randomUUID(), entry_id: NOBODY }, 'TS003 item_matches_line'],
    ['invoice_lines', { ...line, invoice_id: NOBODY }, '23503 invoice_lines_invoice_fk'],
    ['invoice_lines', { ...line, tax_code: 'NONE' }, '23503 invoice_lines_tax_fk'],
    ['invoice_lines', { ...line, account_code: '9999' }, '23503 invoice_lines_account_fk'],
    ['invoice_taxes', { invoice_id: NOBODY, tax_code: 'Z' }, '23503 invoice_taxes_invoice_fk'],
  ])('%s with %o is refused with %s', async (table, values, refused) => {
    expect(await again(table, values)).toBe(refused);
  });

  it('is of the same customer', async () => {
    expect(await again('invoice_lines', { ...line, customer_id: otherCustomerId })).toBe(
      '23503 invoice_lines_invoice_fk',
    );
  });

  it('is the entry and the open item of the document, or the document is refused', async () => {
    const other = { id: randomUUID(), series_code: 'LEGACY', series_no: null, number: 'OLD-1' };
    expect(await again('invoices', { ...other, entry_id: NOBODY })).toBe('TS074 document_is_posted');
    expect(await again('invoices', { ...other, open_item_id: NOBODY })).toBe('TS074 document_is_posted');
    expect(await again('invoices', { ...other, open_item_id: null })).toBe('TS074 document_is_posted');
    expect(await again('invoices', { ...other, customer_id: otherCustomerId })).toBe('TS074 document_is_posted');
    expect(await again('invoices', { ...other, series_code: 'NONE' })).toBe('23503 invoices_series_fk');
  });
});

describe('an account, a tax category and a number series', () => {
  it.each(['ledger_accounts', 'tax_categories', 'number_series'])('%s keep their codes and stay', async (table) => {
    const { pool } = database.current.owner;
    await expect(pool.query(`delete from ${table}`)).rejects.toMatchObject({ constraint: 'append_only' });
    await expect(pool.query(`update ${table} set code = left(code, 2) || '99'`)).rejects.toMatchObject({
      constraint: 'append_only',
    });
  });
});
