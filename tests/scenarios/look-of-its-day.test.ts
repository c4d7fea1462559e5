import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { changeSetting } from '#app/modules/company/commands/change-setting.server.ts';
import type { SettingName, SettingValues } from '#app/modules/company/types.ts';
import { documentFaultOf } from '#app/modules/documents/queries/document-faults.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { ensureInvoicePdf, ensureReceiptPdf, readDocument } from '#app/workflows/produce-document.server.ts';
import { renderSample } from '#app/workflows/render-sample.server.ts';
import { SAMPLE_KINDS } from '#app/workflows/sample-documents.ts';
import { sellerOn } from '#app/workflows/seller-of-day.server.ts';
import { PNG_LOGO, SVG_LOGO } from '#tests/fixtures/sample-logos.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { readArchive } from '#tests/support/read-pdf-archive.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;

beforeAll(() => setUpCompany(database.current.owner.db));

async function setting<What extends SettingName>(what: What, fromOn: string, value: SettingValues[What]) {
  const change = { what, fromOn: plainDate(fromOn), value, reason: 'a new look' };
  const changed = await inTransaction(db(), (tx) => changeSetting(tx, CLERK, change, on(fromOn)));
  if (!changed.ok) throw new Error(changed.refusal.code);
}
const look = (line: string, logo: SettingValues['branding']['logo'] = null) => ({
  ...{ logo, accentColour: '#0f766e', footerLines: [line] },
});

async function invoiceOn(customerId: string, date: string) {
  const { id } = await issue(db(), anInvoice(customerId, 12_000n, { documentOn: plainDate(date) }));
  return () => produced(ensureInvoicePdf(world.current.outside, id));
}

async function produced(making: ReturnType<typeof ensureInvoicePdf>) {
  const made = await making;
  if (!made.ok) throw new Error(made.refusal.code);
  const bytes = await readDocument(world.current.outside, made.value);
  if (!bytes.ok) throw new Error(bytes.refusal);
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes.value)), { mergePages: true });
  return { text, ...(await readArchive(bytes.value)) };
}

test('a document takes the look and the names of its day, as known when it was issued, however late its file is made', async () => {
  const logo = await world.current.outside.files.put(SVG_LOGO.bytes);
  if (!logo.ok) throw new Error(logo.refusal);
  const customerId = await aCustomer(db());
  const before = await invoiceOn(customerId, '2026-02-20');
  await setting('branding', '2026-03-01', look('The look of March', { ...SVG_LOGO.logo, sha256: logo.value.sha256 }));
  const march = await invoiceOn(customerId, '2026-03-15');
  const paid = await receive(db(), customerId, 500n, '2026-03-20');
  await setting('branding', '2026-04-10', look('The look of April'));
  await setting('names', '2026-04-10', {
    name: 'Calder',
    legalName: 'Calder Materials plc',
    addressLines: ['9 New Quay'],
  });
  const april = await invoiceOn(customerId, '2026-04-12');

  const [ofFebruary, ofMarch, ofApril] = [await before(), await march(), await april()];
  expect(ofFebruary.text).not.toContain('The look of');
  expect(ofMarch.text).toContain('The look of March');
  expect(ofMarch.text).toContain('Calder Test Ltd');
  expect(ofMarch.tags).toContain('/Figure');
  expect(ofApril.text).toContain('The look of April');
  expect(ofApril.text).toContain('Calder Materials plc');
  expect(ofApril.tags).not.toContain('/Figure');
  const receipt = await produced(ensureReceiptPdf(world.current.outside, paid.id));
  // Recorded on a day of March, with what was known then.
  expect(receipt.text).toContain('Calder Test Ltd');
});

test('a logo that is gone from the store stops no queue: the page says which, and nothing is sent', async () => {
  await setting('branding', '2026-05-01', look('The look of May', { ...PNG_LOGO.logo, sha256: 'e'.repeat(64) }));
  const customerId = await aCustomer(db());
  const { id } = await issue(db(), anInvoice(customerId, 100n, { documentOn: plainDate('2026-05-02') }));
  const made = await ensureInvoicePdf(world.current.outside, id);
  expect(made).toMatchObject({
    ok: false,
    refusal: { code: 'not-made', reason: expect.stringContaining('logo eeeeeeee… is missing') },
  });
  expect(await documentFaultOf(db(), { kind: 'invoice', subjectId: id })).toMatchObject({ tries: 1, deliver: false });
});

test('who speaks a language the company does not write in is written to in the one it falls back to', async () => {
  const customerId = await aCustomer(db());
  await db().updateTable('customers').set({ language: 'zh' }).where('id', '=', customerId).execute();
  await setting('branding', '2026-06-01', look('The look of June'));
  const inChinese = await invoiceOn(customerId, '2026-06-01');
  await setting('languages', '2026-06-02', { allowed: ['en', 'ms'], fallback: 'ms' });
  const inMalay = await invoiceOn(customerId, '2026-06-03');
  expect((await inMalay()).text).toContain('Jumlah invois');
  expect((await inChinese()).text).toContain('发票合计');
});

test('a sample of each kind can be seen in any look before that look is chosen, and a picture that is damaged is refused', async () => {
  const day = plainDate('2026-06-05');
  const seller = await sellerOn(db(), { on: day });
  for (const kind of SAMPLE_KINDS) {
    const made = await renderSample(world.current.outside, { kind, language: 'hi', on: day, seller });
    if (!made.ok) throw new Error(made.refusal.reason);
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(made.value)), { mergePages: true });
    expect(text, kind).toContain('SAMPLE');
  }
  const damaged = await world.current.outside.files.put(PNG_LOGO.bytes.slice(0, 40));
  if (!damaged.ok) throw new Error(damaged.refusal);
  const branding = look('x', { ...PNG_LOGO.logo, sha256: damaged.value.sha256 });
  const asked = { kind: 'invoice' as const, language: 'en', on: day, seller: { ...seller, branding } };
  expect(await renderSample(world.current.outside, asked)).toMatchObject({ ok: false, refusal: { code: 'not-made' } });
});
