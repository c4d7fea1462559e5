import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, aUser, GBP, issue, on, residual, setUpCompany } from '#tests/support/people.ts';
import { getCorrected } from '../queries/get-corrected.server.ts';
import type { CreditNoteInput, InvoiceInput } from '../types.ts';
import { issueCreditNote } from './issue-credit-note.server.ts';
import { issueDebitNote } from './issue-debit-note.server.ts';
import { issueInvoices } from './issue-invoices.server.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const day = on('2026-04-10');
let customerId: string;
let manager: Actor;
let clerk: Actor;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(db(), { name: 'Ash & Co' });
  const as = async (role: string): Promise<Actor> => ({
    ...{ kind: 'staff', name: role, requestId: 'test', role },
    id: await aUser(db(), { email: `${role}@calder.example`, role }),
  });
  manager = await as('manager');
  clerk = await as('billing_clerk');
});

const line = (quantity: string, unitPrice: string, taxCode = 'S20', accountCode = '4010') => ({
  ...{
    description: 'Fly ash',
    quantity: decimal(quantity),
    unit: 't',
    unitPrice: decimal(unitPrice),
    taxCode,
    accountCode,
  },
});
const anIssued = (lines: InvoiceInput['lines'], fields: Partial<InvoiceInput> = {}) =>
  issue(db(), { ...anInvoice(customerId, 1n), lines, ...fields });
const credit = (invoiceId: string, fields: Partial<CreditNoteInput> = {}, actor = manager) =>
  inTransaction(db(), (tx) => issueCreditNote(tx, actor, inputOf(invoiceId, fields), day));
const inputOf = (invoiceId: string, fields: Partial<CreditNoteInput>): CreditNoteInput => ({
  invoiceId,
  choice: { kind: 'whole' },
  reasonCode: 'price',
  note: '',
  documentOn: plainDate('2026-04-10'),
  apply: { kind: 'corrected-first' },
  ...fields,
});

/** Writes a credit note past the command, as the owner of the database could; `change` is what is wrong with it. */
async function plant(invoiceId: string, change: Planted): Promise<unknown> {
  const document = (await getCorrected(db(), invoiceId))!;
  const one = { ...document.lines[0]!, netMinor: change.net ?? 100n };
  const ids = { id: newId<never>() as string, entry: newId<never>() as string, item: newId<never>() as string };
  const tax = change.tax ?? 20n;
  const gross = one.netMinor + tax;
  const documentOn = change.documentOn ?? '2026-04-10';
  return database.current.owner.db.transaction().execute(async (tx) => {
    await postEntries(tx, [
      {
        ...{ id: ids.entry, kind: 'credit_note', sourceId: ids.id, effectiveOn: plainDate(documentOn), memo: '' },
        lines: [
          {
            ...{ account: '1100', currency: GBP, amountMinor: -gross, baseMinor: -gross },
            receivable: { customerId: change.customerId ?? customerId, itemId: ids.item, dueOn: plainDate(documentOn) },
          },
          { account: '4010', currency: GBP, amountMinor: gross, baseMinor: gross },
        ],
      },
    ]);
    const header = {
      ...{
        id: ids.id,
        kind: 'credit_note',
        series_code: 'CN',
        customer_id: change.customerId ?? customerId,
        title: '',
      },
      ...{
        currency: 'GBP',
        document_on: documentOn,
        due_on: documentOn,
        tax_point_on: documentOn,
        po_number: '',
        note: '',
      },
      ...{ net_minor: String(one.netMinor), tax_minor: String(tax), gross_minor: String(gross), entry_id: ids.entry },
      ...{
        open_item_id: ids.item,
        corrects_id: invoiceId,
        bill_to: {},
        issued_at: day.now.toISOString(),
        reason_code: 'price',
      },
      ...{ issued_by: change.by === undefined ? manager.id : change.by, issued_by_name: 'planted' },
      lines: [
        {
          ...{ description: 'x', quantity: '1', unit: '', unit_price: '1', net: String(one.netMinor), account: '4010' },
          ...{ tax_code: change.taxCode ?? one.taxCode, tax_rate_bp: change.taxCode ? 600 : one.taxRateBp },
          corrects_line_no: change.lineNo === undefined ? 1 : change.lineNo,
        },
      ],
      taxes: [
        { tax_code: change.taxCode ?? one.taxCode, rate_bp: 2000, taxable: String(one.netMinor), tax: String(tax) },
      ],
      ...change.header,
    };
    await sql`select * from record_invoices(${JSON.stringify([header])}::jsonb)`.execute(tx);
  });
}
type Planted = {
  net?: bigint;
  tax?: bigint;
  documentOn?: string;
  customerId?: string;
  taxCode?: string;
  lineNo?: number | null;
  by?: string | null;
  header?: Record<string, unknown>;
};

describe('the database refuses a credit note', () => {
  it('beyond its line, its tax or its document', async () => {
    const invoice = await anIssued([line('1', '10'), line('1', '90')]);
    await expect(plant(invoice.id, { net: 1_001n, tax: 200n })).rejects.toMatchObject({ code: 'TS013' });
    await expect(plant(invoice.id, { net: 1_000n, tax: 2_001n })).rejects.toMatchObject({ constraint: 'credit_fits' });
    const small = await anIssued([line('1', '10', 'Z')]);
    await expect(plant(small.id, { net: 1_001n, tax: 0n })).rejects.toMatchObject({ constraint: 'credit_fits' });
    const gone = await anIssued([line('1', '10', 'Z'), line('1', '-9', 'Z')]);
    await expect(plant(gone.id, { net: 100n, tax: 0n })).rejects.toMatchObject({ constraint: 'credit_leaves_nothing' });
  });

  it('that names no line, another tax, another customer, an earlier day or another credit note', async () => {
    const invoice = await anIssued([line('1', '100')]);
    const other = await aCustomer(db());
    const fits = { code: 'TS014', constraint: 'correction_fits' };
    await expect(plant(invoice.id, { lineNo: null })).rejects.toMatchObject(fits);
    await expect(plant(invoice.id, { lineNo: 2 })).rejects.toMatchObject(fits);
    await expect(plant(invoice.id, { taxCode: 'S6' })).rejects.toMatchObject(fits);
    await expect(plant(invoice.id, { customerId: other })).rejects.toMatchObject(fits);
    await expect(plant(invoice.id, { documentOn: '2026-03-31' })).rejects.toMatchObject(fits);
    await expect(plant(invoice.id, { header: { reason_code: 'waiver' } })).rejects.toMatchObject(fits);
    await expect(plant(invoice.id, { header: { reason_code: 'missed' } })).rejects.toMatchObject(fits);
    await expect(plant(invoice.id, { header: { reason_code: null } })).rejects.toMatchObject({
      constraint: 'invoices_reason_check',
    });
    await expect(plant(invoice.id, { header: { corrects_id: null } })).rejects.toMatchObject({
      constraint: 'invoices_credit_corrects_check',
    });
    const note = await credit(invoice.id, { choice: { kind: 'amount', grossMinor: 600n } });
    if (!note.ok) throw new Error('not credited');
    await expect(plant(note.value.id, {})).rejects.toMatchObject(fits);
  });

  it('that nobody decided', async () => {
    const invoice = await anIssued([line('1', '100')]);
    await expect(plant(invoice.id, { by: null })).rejects.toMatchObject({ code: 'TS012' });
    await expect(plant(invoice.id, { by: clerk.id, net: 9_000n, tax: 1_800n })).rejects.toMatchObject({
      code: 'TS012',
    });
    await expect(plant(invoice.id, { header: { approval_id: newId() } })).rejects.toMatchObject({ code: 'TS012' });
  });
});

describe('a credit note', () => {
  it('is set against its invoice first, in part where asked, and keeps the rule that let it be', async () => {
    const invoice = await anIssued([line('3', '10')]);
    const note = await credit(invoice.id, {
      choice: { kind: 'lines', lines: [{ lineNo: 1, quantity: decimal('1') }] },
      apply: { kind: 'corrected-first', amountMinor: 500n },
    });
    if (!note.ok) throw new Error(note.refusal.code);
    expect([note.value.number, note.value.grossMinor]).toEqual([expect.stringMatching(/^CN-0/), 1_200n]);
    expect(await residual(db(), invoice.openItemId)).toBe(3_100n);
    expect(await residual(db(), note.value.openItemId)).toBe(700n);
    const row = await db()
      .selectFrom('invoices')
      .select('alone_rule')
      .where('id', '=', note.value.id)
      .executeTakeFirst();
    expect(row?.alone_rule).toMatchObject({ kind: 'credit_note', role: 'manager' });
  });

  it('may wait for later, and never takes what a payment on its way is going to take', async () => {
    const invoice = await anIssued([line('1', '10')]);
    const later = await credit(invoice.id, { choice: { kind: 'amount', grossMinor: 200n }, apply: { kind: 'later' } });
    expect(later.ok && later.value.plan).toMatchObject({ appliedMinor: 0n, onAccountMinor: 200n });
    await sql`insert into holds (id, customer_id, item_id, kind, amount_minor, reason, effective_on)
      values (uuidv7(), ${customerId}, ${invoice.openItemId}, 'in_flight', 1100, 'card', '2026-04-10')`.execute(db());
    const held = await credit(invoice.id, { choice: { kind: 'amount', grossMinor: 300n } });
    expect(held.ok && held.value.plan).toMatchObject({ appliedMinor: 100n, onAccountMinor: 200n });
  });

  it('is refused with words for each mistake, and nothing is stored', async () => {
    const invoice = await anIssued([line('1', '10')]);
    const before = await sql<{ n: bigint }>`select count(*) as n from invoices`.execute(db());
    const refused = async (fields: Partial<CreditNoteInput>) => {
      const result = await credit(invoice.id, fields);
      return result.ok ? null : result.refusal;
    };
    expect(await refused({ documentOn: plainDate('2026-03-31') })).toEqual({
      code: 'before-document',
      documentOn: '2026-04-01',
    });
    expect(await refused({ documentOn: plainDate('2026-04-11') })).toEqual({ code: 'in-the-future' });
    expect(await refused({ reasonCode: 'nonsense' })).toEqual({ code: 'unknown-reason' });
    expect(await refused({ reasonCode: 'missed' })).toEqual({ code: 'unknown-reason' });
    expect(await refused({ reasonCode: 'waiver' })).toEqual({ code: 'not-waivable' });
    expect(await refused({ apply: { kind: 'corrected-first', amountMinor: 1_201n } })).toEqual({
      code: 'more-than-open',
      openMinor: 1_200n,
    });
    expect(await refused({ invoiceId: newId() })).toEqual({ code: 'unknown-invoice' });
    const after = await sql<{ n: bigint }>`select count(*) as n from invoices`.execute(db());
    expect(after.rows).toEqual(before.rows);
  });

  it('beyond what its maker may do alone asks, and writes nothing', async () => {
    const invoice = await anIssued([line('1', '100')]);
    const asked = await credit(invoice.id, {}, clerk);
    expect(asked.ok || asked.refusal).toMatchObject({ code: 'needs-approval', kind: 'credit_note' });
    const within = await credit(invoice.id, { choice: { kind: 'amount', grossMinor: 10_000n } }, clerk);
    expect(within.ok).toBe(true);
  });

  it('of the same line by two clerks at once fits once', async () => {
    const invoice = await anIssued([line('1', '10'), line('1', '50')]);
    const both = await Promise.all(
      [manager, clerk].map((actor) => credit(invoice.id, { choice: { kind: 'lines', lines: [{ lineNo: 1 }] } }, actor)),
    );
    expect(both.filter((result) => result.ok)).toHaveLength(1);
    expect(both.find((result) => !result.ok)).toMatchObject({ refusal: { code: 'more-than-line-left', line: 1 } });
    expect(await residual(db(), invoice.openItemId)).toBe(6_000n);
  });

  it('past the command, two at once do not both fit either', async () => {
    const invoice = await anIssued([line('1', '10'), line('1', '50')]);
    const planted = await Promise.allSettled([1, 2, 3].map(() => plant(invoice.id, { net: 600n, tax: 120n })));
    expect(planted.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a debit note', () => {
  it('has a series and a reason, and corrects an invoice of the same customer only', async () => {
    const invoice = await anIssued([line('1', '10')]);
    const input = {
      ...anInvoice(customerId, 500n),
      documentOn: plainDate('2026-04-10'),
      dueOn: plainDate('2026-05-10'),
    };
    const debit = (fields: object) =>
      inTransaction(db(), (tx) =>
        issueDebitNote(tx, clerk, { ...input, reasonCode: 'missed', correctsId: invoice.id, ...fields }, day),
      );
    const made = await debit({});
    expect(made.ok && made.value.number).toMatch(/^DN-0/);
    expect(made.ok && (await residual(db(), made.value.openItemId))).toBe(500n);
    const wrong = { ok: false, refusal: { code: 'correction-does-not-fit', index: 0 } };
    expect(await debit({ reasonCode: 'goodwill' })).toEqual(wrong);
    expect(await debit({ customerId: await aCustomer(db()) })).toEqual(wrong);
    expect(await debit({ documentOn: plainDate('2026-03-01') })).toEqual(wrong);
    const note = made.ok ? await credit(made.value.id) : null;
    expect(note?.ok && note.value.grossMinor).toBe(500n);
  });
});

describe('a replacement', () => {
  it('takes the place of an invoice credited in full, once', async () => {
    const invoice = await anIssued([line('1', '10')]);
    const replace = () =>
      inTransaction(db(), (tx) =>
        issueInvoices(
          tx,
          clerk,
          {
            seriesCode: 'INV',
            invoices: [{ ...anInvoice(customerId, 900n), documentOn: plainDate('2026-04-10'), replacesId: invoice.id }],
          },
          day,
        ),
      );
    const wrong = { ok: false, refusal: { code: 'replacement-does-not-fit', index: 0 } };
    expect(await replace()).toEqual(wrong);
    await credit(invoice.id, { reasonCode: 'cancellation' });
    expect((await replace()).ok).toBe(true);
    expect(await replace()).toEqual(wrong);
  });
});

describe('an invoice in another currency', () => {
  it('credited in three parts ends at nothing in base, account by account', async () => {
    const dollars = await aCustomer(db(), { currency: 'USD' });
    const lines = [line('1', '33.33'), line('1', '33.34', 'S6', '4020'), line('1', '0.07', 'Z', '4030')];
    const invoice = await issue(db(), { ...anInvoice(dollars, 1n), currency: currency('USD'), lines });
    const parts: CreditNoteInput['choice'][] = [
      { kind: 'amount', grossMinor: 1_111n },
      { kind: 'lines', lines: [{ lineNo: 2 }] },
      { kind: 'whole' },
    ];
    for (const choice of parts) {
      const note = await credit(invoice.id, { choice });
      if (!note.ok && note.refusal.code !== 'needs-approval') expect(note).toMatchObject({ ok: true });
    }
    const { rows } = await sql<{ minor: bigint; base: bigint }>`
      select l.account_code, sum(l.amount_minor)::bigint as minor, sum(l.base_minor)::bigint as base
      from invoices v join entry_lines l on l.entry_id = v.entry_id where v.customer_id = ${dollars} group by 1`.execute(
      db(),
    );
    expect(rows.length).toBe(5);
    for (const row of rows) expect([row.minor, row.base]).toEqual([0n, 0n]);
    expect(await residual(db(), invoice.openItemId)).toBe(0n);
  });
});
