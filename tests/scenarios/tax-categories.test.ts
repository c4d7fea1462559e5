import { beforeAll, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { listRunFindings } from '#app/modules/billing-runs/queries/list-run-drafts.server.ts';
import { addTaxCategory } from '#app/modules/company/commands/add-tax-category.server.ts';
import { taxCategoryForm } from '#app/modules/company/forms.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import { composeEinvoice } from '#app/modules/einvoices/queries/compose-einvoice.server.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { sellerOn } from '#app/workflows/seller-of-day.server.ts';
import { agree, done, previewed, runUpTo } from '#tests/support/billing.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, issue, on, setUpCompany } from '#tests/support/people.ts';
import { plantIn } from '#tests/support/plant.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const NOW = on('2026-11-20');
const NOTHING = { net_minor: 0, tax_minor: 0, gross_minor: 0, open_item_id: null };
const typed = { code: 'edu', name: 'Training, exempt', standardCode: 'E', rate: '0', validFromOn: '2026-11-01' };
const told = (more: object) =>
  taxCategoryForm
    .safeParse({ ...typed, exemptionReason: 'Training', ...more })
    .error?.issues.map(({ path }) => path[0]);
let customerId: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(db(), { email: 'ap@customer.example' });
  const input = taxCategoryForm.parse({
    ...{ ...typed, validToOn: '2026-11-30', exemptionReason: 'Training of staff', exemptionCode: 'vatex-eu-132' },
  });
  await done(db(), (tx) => addTaxCategory(tx, CLERK, input, NOW));
});

it('a form says what does not fit the kind, at its field', () => {
  expect(told({})).toBeUndefined();
  expect(told({ exemptionReason: '' })).toEqual(['exemptionReason']);
  expect(told({ rate: '5' })).toEqual(['rate']);
  expect(told({ standardCode: 'S', rate: '6' })).toEqual(['exemptionReason']);
  expect(told({ validToOn: '2026-10-31' })).toEqual(['validToOn']);
  expect(told({ exemptionCode: '132' })).toEqual(['exemptionCode']);
});

it('a category holds on its days, its code once, and its reason stands on the e-invoice', async () => {
  const again = { ...taxCategoryForm.parse({ ...typed, exemptionReason: 'Other' }) };
  expect(await inTransaction(db(), (tx) => addTaxCategory(tx, CLERK, again, NOW))).toMatchObject({ ok: false });
  const codes = async (day: string) => (await listTaxCategories(db(), plainDate(day))).map(({ code }) => code);
  expect(await codes('2026-11-30')).toContain('EDU');
  expect(await codes('2026-10-31')).not.toContain('EDU');
  expect(await codes('2026-12-01')).not.toContain('EDU');

  const invoice = (day: string) => {
    const plain = anInvoice(customerId, 100n, { documentOn: plainDate(day) });
    return { ...plain, lines: plain.lines.map((line) => ({ ...line, taxCode: 'EDU' })) };
  };
  const { id } = await issue(db(), invoice('2026-11-30'));
  const late = { seriesCode: 'INV' as const, invoices: [invoice('2026-12-01')] };
  expect(await inTransaction(db(), (tx) => issueInvoices(tx, CLERK, late, on('2026-12-01')))).toMatchObject({
    ...{ ok: false, refusal: { code: 'unknown-tax-code' } },
  });
  const issued = (await getInvoice(db(), { invoiceId: id }))!;
  const { company, banks } = await sellerOn(db(), { on: issued.documentOn });
  const [ubl] = await composeEinvoice(db(), { document: issued, customerId, page: '/', company, banks }, ['ubl']);
  const xml = new TextDecoder().decode(ubl!.xml);
  expect(xml).toContain('<cbc:TaxExemptionReason>Training of staff</cbc:TaxExemptionReason>');
  expect(xml).toContain('<cbc:TaxExemptionReasonCode>VATEX-EU-132</cbc:TaxExemptionReasonCode>');

  const { owner } = database.current;
  const copy = crypto.randomUUID();
  const planted = (fields: object) =>
    plantIn(
      owner,
      [
        `insert into invoices select (jsonb_populate_record(i, $2::jsonb)).* from invoices i where i.id = $1`,
        [
          id,
          JSON.stringify({ id: copy, series_code: 'LEGACY', series_no: null, number: 'X-1', ...NOTHING, ...fields }),
        ],
      ],
      [
        `insert into invoice_lines select (jsonb_populate_record(l, $2::jsonb)).* from invoice_lines l where l.invoice_id = $1`,
        [id, JSON.stringify({ invoice_id: copy, quantity: 0, net_minor: 0 })],
      ],
      [
        `insert into invoice_taxes select (jsonb_populate_record(t, $2::jsonb)).* from invoice_taxes t where t.invoice_id = $1`,
        [id, JSON.stringify({ invoice_id: copy, taxable_minor: 0 })],
      ],
    );
  expect(await planted({})).toBe('accepted');
  expect(await planted({ tax_point_on: '2026-12-01' })).toBe('tax_category_holds');
  expect(await plantIn(owner, [`update tax_categories set rate_bp = 0 where code = 'EDU'`, []])).not.toBe('accepted');
});

it('a run whose documents would come after a tax has ended says so and issues none of them', async () => {
  const { owner } = database.current;
  await agree(owner, customerId, [{ quantity: '1' }], { startsOn: '2026-11-01' });
  await owner.pool.query(`update contract_lines set tax_code = 'EDU' where customer_id = $1`, [customerId]);
  const runId = await previewed(db(), runUpTo('2026-11-30', { documentOn: plainDate('2026-12-01') }));
  const found = await listRunFindings(db(), { runId });
  expect(found.filter(({ code }) => code === 'tax-not-valid')).toMatchObject([{ severity: 'block', customerId }]);
});
