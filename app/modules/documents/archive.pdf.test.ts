import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type DocumentJob,
  depositSlipPdf,
  invoicePdf,
  planAgreementPdf,
  receiptPdf,
  reminderPdf,
  statementPdf,
  TEMPLATES_FOLDER,
} from '#app/modules/documents/templates/pdf-jobs.ts';
import type { DocumentBrand, DocumentIssuer } from '#app/modules/documents/types.ts';
import { createPdfRenderer, type PdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import {
  customer,
  depositSlipOf,
  HOSTILE,
  invoiceOf,
  issuer,
  planAgreementOf,
  receiptOf,
  reminderOf,
  statementOf,
} from '#tests/fixtures/sample-documents.ts';
import { JPEG_LOGO, PNG_LOGO, type SampleLogo, SVG_LOGO } from '#tests/fixtures/sample-logos.ts';
import { readArchive } from '#tests/support/read-pdf-archive.ts';

const LANGUAGES = { 'en-GB': 'en', 'ms-MY': 'ms', 'ar-AE': 'ar', 'hi-IN': 'hi', 'ml-IN': 'ml', 'zh-CN': 'zh' };
const CORRECTS = { corrects: { number: 'INV-1', issuedOn: '2026-10-02' }, reason: { code: 'price', words: 'Price' } };
const BRAND: DocumentBrand = { accentColour: '#0f766e', footerLines: ['Registered in England 04418220'], logo: null };

let renderer: PdfRenderer;
beforeAll(async () => {
  renderer = createPdfRenderer({
    projectRoot: join(import.meta.dirname, '../../..'),
    templates: TEMPLATES_FOLDER,
    workers: 1,
  });
  await renderer.ready();
});
afterAll(() => renderer.close());

type Around = { locale: string; issuer?: DocumentIssuer; customer?: typeof customer };

const eachKind = (around: Around): Record<string, DocumentJob> => ({
  invoice: invoicePdf(invoiceOf(3, around)),
  'credit note': invoicePdf(invoiceOf(2, { ...around, ...CORRECTS, kind: 'credit-note' })),
  'debit note': invoicePdf(invoiceOf(2, { ...around, ...CORRECTS, kind: 'debit-note' })),
  statement: statementPdf(statementOf(5, around)),
  receipt: receiptPdf(receiptOf(around)),
  'first reminder': reminderPdf(reminderOf(3, { ...around, level: 1 })),
  'last reminder': reminderPdf(reminderOf(3, { ...around, level: 3 })),
  'deposit slip': depositSlipPdf(depositSlipOf(around)),
  'payment plan': planAgreementPdf(planAgreementOf(4, around)),
});

const render = (job: DocumentJob, logo?: SampleLogo) =>
  renderer.render({ ...job, pictures: logo && job.logo ? [{ name: job.logo.file, bytes: logo.bytes }] : [] });

async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false });
  return text;
}
/** Without marks of direction, places to break and spaces: extraction puts those where it likes. */
const letters = (text: string) => text.replace(/[\s\u00a0\u061c\u200b\u200e\u200f\u202a-\u202f\u2066-\u2069]/g, '');

describe.each(Object.entries(LANGUAGES))('in %s each kind of document', (locale, language) => {
  test('is archival and tagged: PDF/A-2a by its own words, every font inside, nothing that acts', async () => {
    for (const [kind, job] of Object.entries(eachKind({ locale }))) {
      const facts = await readArchive(await render(job));
      expect(facts, kind).toMatchObject({
        part: '2',
        conformance: 'A',
        isMarked: true,
        language: `(${language})`,
        outputIntents: 1,
      });
      expect(facts.title, kind).toContain('Calder Resources Ltd');
      expect(facts.fonts.embedded.length, kind).toBeGreaterThan(1);
      expect([...facts.fonts.missing, ...facts.active], kind).toEqual([]);
      for (const tag of ['/Document', '/H1', '/Table', '/THead', '/TH', '/TD']) expect(facts.tags, kind).toContain(tag);
      expect(facts.bookmarks, kind).toBeGreaterThan(0);
    }
  });

  test('passes the checks for accessible documents that the typesetter has, and misses no letter', async () => {
    for (const [kind, job] of Object.entries(eachKind({ locale }))) {
      const accessible = await renderer.render({ ...job, standard: 'ua-1' });
      expect((await pagesOf(accessible)).join(''), kind).not.toContain('\ufffd');
    }
  });

  test('repeats the heads of 120 lines on each page, counts the pages and names the document', async () => {
    const job = invoicePdf(invoiceOf(120, { locale }));
    const pages = await pagesOf(await render(job));
    const view = job.data as { lines: { columns: { how: string } }; pageLabel: string; number: string };
    // This reader gives joined letters back out of order, because it ignores ActualText; figures and Latin it gives back well.
    const isShaped = ['ar', 'hi', 'ml'].includes(language);
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((page, index) => {
      const label = view.pageLabel.replace('{page}', String(index + 1)).replace('{pages}', String(pages.length));
      const counted = language === 'ar' ? String(pages.length) : `${index + 1}/${pages.length}`;
      expect(letters(page)).toContain(isShaped ? counted : letters(label));
      if (index > 0) expect(letters(page)).toContain('INV-20764');
      const hasRows = index < pages.length - 1;
      if (hasRows && !isShaped) expect(letters(page)).toContain(letters(view.lines.columns.how));
      if (hasRows && index > 0) expect(page).toContain('VAT');
    });
  });
});

describe('a reminder', () => {
  test('asks firmly and decently, and names what it does not ask for', async () => {
    const text = async (level: 1 | 2 | 3) =>
      letters((await pagesOf(await render(reminderPdf(reminderOf(2, { level }))))).join(''));
    const first = await text(1);
    for (const said of ['INV-20700', '£200.00', '47', 'Notaskedfor', 'INV-20690', '£24.05', 'AnaRuiz', 'GB33BUKB'])
      expect(first).toContain(letters(said));
    expect(await text(2)).toContain(letters('Please pay £200.00 now, or tell us when you will'));
    expect(await text(3)).toContain(letters('Please pay £200.00 by Mon 7 Dec 2026'));
    for (const level of [1, 2, 3] as const)
      expect(await text(level)).not.toMatch(/legal|court|final demand|immediately|failure|overdue|penalt/i);
  });
});

describe('the look of the company', () => {
  test.each([
    ['SVG', SVG_LOGO],
    ['PNG', PNG_LOGO],
    ['JPEG', JPEG_LOGO],
  ])('shows a logo that is %s, read out as the company’s name, and stays archival', async (_, sample) => {
    const branded = { ...issuer, brand: { ...BRAND, logo: sample.logo } };
    for (const [kind, job] of Object.entries(eachKind({ locale: 'en-GB', issuer: branded }))) {
      const bytes = await render(job, sample);
      const facts = await readArchive(bytes);
      expect(facts.part, kind).toBe('2');
      expect(facts.tags, kind).toContain('/Figure');
      const pages = await pagesOf(bytes);
      for (const page of pages) expect(letters(page), kind).toContain(letters(BRAND.footerLines[0]!));
    }
  });

  test('without one the mark of the product stands beside the name; with colours alone the name stands by itself', async () => {
    const plain = await readArchive(await render(invoicePdf(invoiceOf(1))));
    expect(plain.tags).not.toContain('/Figure');
    const [bare, coloured] = await Promise.all([
      render(invoicePdf(invoiceOf(1))),
      render(invoicePdf(invoiceOf(1, { issuer: { ...issuer, brand: BRAND } }))),
    ]);
    expect(Buffer.from(bare).equals(Buffer.from(coloured))).toBe(false);
  });

  test('a logo that is damaged inside, or not there, is told as a fault of the document', async () => {
    const broken = { ...PNG_LOGO, bytes: PNG_LOGO.bytes.slice(0, 40) };
    const job = invoicePdf(
      invoiceOf(1, { issuer: { ...issuer, brand: { ...BRAND, logo: { ...PNG_LOGO.logo, sha256: 'c'.repeat(64) } } } }),
    );
    await expect(render(job, broken)).rejects.toMatchObject({
      code: 'template',
      message: expect.stringContaining('invoice.typ'),
    });
    const gone = invoicePdf(
      invoiceOf(1, { issuer: { ...issuer, brand: { ...BRAND, logo: { ...PNG_LOGO.logo, sha256: 'd'.repeat(64) } } } }),
    );
    await expect(render(gone)).rejects.toMatchObject({ code: 'template' });
    await expect(render(invoicePdf(invoiceOf(1)))).resolves.toBeTruthy();
  });
});

describe('hostile names', () => {
  const renderAll = async (around: Around) => {
    for (const [kind, job] of Object.entries(eachKind(around)))
      expect((await readArchive(await render(job))).xmp, kind).not.toMatch(/<script/);
  };

  test('pass through every kind and place as text, without a fault', async () => {
    for (const name of [HOSTILE.join(' '), HOSTILE.toReversed().join('\n')]) {
      const brand = { ...BRAND, footerLines: [name.slice(0, 200)] };
      await renderAll({
        locale: 'ar-AE',
        issuer: { ...issuer, name, addressLines: [name, name], brand },
        customer: { ...customer, name, addressLines: [name], accountNumber: name },
      });
    }
    const around = { locale: 'en-GB', customer: { ...customer, name: '#read("/letterhead.typ") <b>$x$</b> *bold*' } };
    for (const [kind, job] of Object.entries(eachKind(around)).filter(([kind]) => kind !== 'deposit slip')) {
      const said = letters((await pagesOf(await render(job))).join(''));
      expect(said, kind).toContain('#read("/letterhead.typ")<b>$x$</b>*bold*');
    }
  });

  test('of ten thousand letters in three scripts pass through every kind', async () => {
    const name = `${'ن'.repeat(1_500)}${'长'.repeat(1_500)}\u202e${'b'.repeat(7_000)}`;
    await renderAll({ locale: 'hi-IN', customer: { ...customer, name } });
  });
});
