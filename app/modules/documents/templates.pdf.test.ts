import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  bankProofPdf,
  type DocumentJob,
  depositSlipPdf,
  invoicePdf,
  portfolioPdf,
  receiptPdf,
  statementPdf,
  TEMPLATES_FOLDER,
} from '#app/modules/documents/templates/pdf-jobs.ts';
import { createPdfRenderer, type PdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import {
  bankProofOf,
  depositSlipOf,
  HOSTILE,
  invoiceOf,
  issuer,
  money,
  receiptOf,
  statementOf,
} from '#tests/fixtures/sample-documents.ts';

const projectRoot = join(import.meta.dirname, '../../..');
let renderer: PdfRenderer;

beforeAll(async () => {
  renderer = createPdfRenderer({ projectRoot, templates: TEMPLATES_FOLDER, workers: 1 });
  await renderer.ready();
});
afterAll(() => renderer.close());

async function read(job: DocumentJob) {
  const pdf = await getDocumentProxy(await renderer.render(job));
  const { text } = await extractText(pdf, { mergePages: false });
  const { info } = await pdf.getMetadata();
  return { pages: text, all: text.join('\n').replace(/\s+/g, ' '), info: info as Record<string, unknown>, pdf };
}

/** Text without marks of direction and places to break, and without spaces: extraction puts those where it likes. */
const letters = (text: string) => text.replace(/[\s\u00a0\u061c\u200b\u200e\u200f\u202a-\u202f\u2066-\u2069]/g, '');

test('every figure of the view stands in the PDF', async () => {
  for (const locale of ['en-GB', 'ms-MY', 'ml-IN']) {
    const job = statementPdf(statementOf(60, { locale }));
    const { all } = await read(job);
    const view = job.data as { rows: { amount: string; balance: string }[]; closing: { balance: string } };
    for (const { amount, balance } of view.rows) {
      expect(letters(all)).toContain(letters(amount));
      expect(letters(all)).toContain(letters(balance));
    }
    expect(letters(all)).toContain(letters(view.closing.balance));
  }
});

test('heads are repeated, pages are counted, and each page says whose document it is', async () => {
  const { pages } = await read(invoicePdf(invoiceOf(140)));
  expect(pages.length).toBeGreaterThan(3);
  pages.slice(1, -1).forEach((page, index) => {
    expect(page).toContain('Quantity × price');
    expect(page).toContain(`Page ${index + 2} of ${pages.length}`);
    expect(page).toContain('Invoice INV-20764');
  });
});

test('title and language are set and the document is tagged, in each language', async () => {
  for (const [locale, language] of [
    ['en-GB', 'en'],
    ['ms-MY', 'ms'],
    ['ar-AE', 'ar'],
    ['ml-IN', 'ml'],
  ] as const) {
    for (const job of [
      invoicePdf(invoiceOf(3, { locale })),
      statementPdf(statementOf(3, { locale })),
      receiptPdf(receiptOf({ locale })),
      depositSlipPdf(depositSlipOf({ locale })),
    ]) {
      const { info, pdf } = await read(job);
      expect(info.Language).toBe(language);
      expect(info.Title).toContain('Calder Resources Ltd');
      expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
    }
  }
});

// The words themselves are no test here: this reader gives back joined letters twice, because it ignores ActualText.
test('the figures of a right-to-left document can be read back, and no letter of any script is missing', async () => {
  const job = invoicePdf(invoiceOf(9, { locale: 'ar-KW', currency: 'KWD' }, 3));
  const arabic = letters((await read(job)).all);
  const view = job.data as { lines: { rows: { amount: string }[] } };
  for (const { amount } of view.lines.rows) expect(arabic).toContain(/\d[\d,.]*\d/.exec(amount)?.[0]);
  for (const whole of ['INV-20764', 'GB33BUKB20201555555555', '+441422550142']) expect(arabic).toContain(whole);
  for (const locale of ['ar-KW', 'ml-IN']) {
    for (const each of [
      invoicePdf(invoiceOf(2, { locale })),
      statementPdf(statementOf(4, { locale })),
      receiptPdf(receiptOf({ locale, cleared: false })),
      depositSlipPdf(depositSlipOf({ locale })),
    ]) {
      expect((await read(each)).all).not.toContain('\ufffd');
    }
  }
});

test('hostile text is carried as text, through every field and standard', async () => {
  const line = invoiceOf(1).lines[0]!;
  const hostile = invoiceOf(1, {
    lines: HOSTILE.map((text) => ({ ...line, description: text, detail: text, unit: text, taxCategory: text })),
    notes: HOSTILE,
    terms: null,
    number: HOSTILE[0],
    purchaseOrder: HOSTILE[2],
  });
  for (const standard of ['ua-1', 'a-2a', 'a-3a'] as const) {
    const { all } = await read({ ...invoicePdf(hostile), standard } as DocumentJob);
    for (const text of [
      '<script>alert(1)</script>',
      '=1+1',
      '#let x = 1',
      '#read("/letterhead.typ") #sys.inputs',
      'pay[U+202E]ecivni',
    ]) {
      expect(letters(all)).toContain(letters(text));
    }
    expect(letters(all)).toContain(letters('$x^2$ \\ \\n \\u{41}'));
  }
});

test('a description longer than a page is carried whole', async () => {
  const words = Array.from({ length: 700 }, (_, index) => `w${index}`).join(' ');
  const lines = Array.from({ length: 3 }, () => ({ ...invoiceOf(1).lines[0]!, description: words }));
  const { all } = await read(invoicePdf(invoiceOf(1, { lines })));
  expect(all.match(/w699/g)).toHaveLength(3);
});

test('the same document has the same bytes', async () => {
  const [first, second] = [
    await renderer.render(invoicePdf(invoiceOf(40))),
    await renderer.render(invoicePdf(invoiceOf(40))),
  ];
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
});

test('a deposit slip names each cheque, the cash as one sum, and where it is paid in', async () => {
  const { all } = await read(depositSlipPdf(depositSlipOf()));
  for (const text of [
    'DEP-000012',
    '000418',
    'RCP-000003',
    '£1,565.36',
    '£7.00',
    '£1,597.36',
    '12345678',
    'Cheques: 2',
  ])
    expect(letters(all)).toContain(letters(text));
  const hostile = depositSlipOf({
    cheques: HOSTILE.map((text) => ({ ...depositSlipOf().cheques[0]!, chequeNo: text, bankName: text, from: text })),
    bankSlip: HOSTILE[3]!,
    madeBy: HOSTILE[2]!,
  });
  const carried = (await read(depositSlipPdf(hostile))).all;
  for (const text of ['<script>alert(1)</script>', '#let x = 1', '#read("/letterhead.typ") #sys.inputs'])
    expect(letters(carried)).toContain(letters(text));
});

test('the proof of a bank statement leads from opening to closing and lists what waits', async () => {
  const { all } = await read(bankProofPdf(bankProofOf()));
  for (const text of [
    'Bank reconciliation 2026/118',
    'Not reconciled yet',
    '10,000.00',
    '-1,234.56',
    '8,765.44',
    'NOBODY & SONS',
  ])
    expect(letters(all)).toContain(letters(text));
});

test('a receipt of a cheque is provisional until it clears, and says what a post-dated one is for', async () => {
  const provisional = (await read(receiptPdf(receiptOf({ cleared: false, method: 'cheque' })))).all;
  expect(provisional).toContain('Provisional receipt');
  expect(provisional).toContain('not yet cleared by the bank');
  const dated = receiptOf({ cleared: false, covers: [], postDated: { on: '2026-12-05', numbers: ['INV-20764'] } });
  const kept = (await read(receiptPdf(dated))).all;
  expect(letters(kept)).toContain(letters('Your cheque is dated Sat 5 Dec 2026'));
  expect(letters(kept)).toContain(letters('It is meant for INV-20764.'));
});

/** The pieces of text that match, in their order on all pages: where each begins, ends and stands, in points. */
async function placed(job: DocumentJob, pattern: RegExp) {
  const { pdf } = await read(job);
  const found: { left: number; right: number; page: number; line: number }[] = [];
  for (let page = 1; page <= pdf.numPages; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent();
    for (const item of items) {
      if (!('str' in item) || !pattern.test(item.str)) continue;
      const [left, line] = [item.transform[4] as number, Math.round(item.transform[5] as number)];
      found.push({ left, right: left + item.width, page, line });
    }
  }
  return found;
}

const touching = (found: Awaited<ReturnType<typeof placed>>) =>
  found.filter((one) =>
    found.some(
      (other) =>
        other !== one &&
        other.page === one.page &&
        other.line === one.line &&
        other.left < one.right &&
        one.left < other.right,
    ),
  );

test('amounts of any length stand beside each other and never one upon the other', async () => {
  const large = money(123_456_789_012_345n, 'IDR');
  const ageing = { notDue: large, days30: large, days60: large, days90: large, over90: large, unapplied: null };
  const statement = statementPdf(
    statementOf(0, { currency: 'IDR', opening: large, closing: large, ageing, payment: null }),
  );
  const cuts = { ...ageing, credits: large, total: large };
  const customers = [{ name: 'Lindenbrook Precast Ltd', number: 'C-10418', ...cuts }];
  const parts = [{ currency: 'IDR', customers, sums: cuts }];
  const portfolio = portfolioPdf({ locale: 'en-GB', issuer, collector: 'Ana', on: '2026-11-30', parts });
  for (const [job, count] of [
    [statement, 8],
    [portfolio, 14],
  ] as const) {
    const found = await placed(job, /1,234,567,890,123\.45/);
    expect(found).toHaveLength(count);
    expect(touching(found)).toEqual([]);
  }
});

test('in a right-to-left document the decimals of a column stand below each other', async () => {
  const lines = [1_500n, 1_234_500n, 98_765_432_100n].map((minor) => ({
    ...invoiceOf(1).lines[0]!,
    amount: money(minor, 'KWD'),
  }));
  const job = invoicePdf(invoiceOf(1, { locale: 'ar-KW', currency: 'KWD', lines }, 3));
  const found = await placed(job, /\b(1\.500|1,234\.500|98,765,432\.100)/);
  expect(found).toHaveLength(3);
  expect(new Set(found.map(({ right }) => right.toFixed(2))).size).toBe(1);
});
