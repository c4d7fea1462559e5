import path from 'node:path';
import { FacturX } from 'factur-x-kit';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readXml } from '#app/kernel/xml/read-xml.ts';
import { invoicePdf, TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { insertXmp, readXmp } from '#app/platform/pdf/insert-xmp.ts';
import { createPdfRenderer, type PdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { invoiceOf } from '#tests/fixtures/sample-documents.ts';
import { A_SURROUNDING, aLine, billed } from '#tests/support/einvoices.ts';
import { validateEinvoice } from './queries/validate-einvoice.server.ts';
import { buildEnInvoice } from './rules/build-en-invoice.ts';
import { FACTUR_X_FILE, FACTUR_X_XMP } from './rules/factur-x-xmp.ts';
import { writeCii } from './rules/write-cii.ts';

let renderer: PdfRenderer;
beforeAll(async () => {
  renderer = createPdfRenderer({ projectRoot: path.resolve('.'), templates: TEMPLATES_FOLDER, workers: 1 });
  await renderer.ready();
});
afterAll(() => renderer.close());

async function made() {
  const facts = billed([aLine('3', '10.03', 'S6')], { title: 'Größe, 尺寸 & “æther”' });
  const xml = new TextEncoder().encode(writeCii(buildEnInvoice(facts, A_SURROUNDING, 'factur-x')));
  const job = invoicePdf(invoiceOf(40));
  const plain = await renderer.render({
    ...{ template: job.template, data: job.data, standard: 'a-3a' },
    attachments: [
      {
        ...{ name: FACTUR_X_FILE, bytes: xml, mimeType: 'text/xml', relationship: 'alternative' },
        description: 'Factur-X invoice',
      },
    ],
  });
  return { xml, plain, pdf: await insertXmp(plain, FACTUR_X_XMP) };
}

test('a Factur-X PDF carries the XML byte for byte, its own metadata, and everything it carried before', async () => {
  const { xml, plain, pdf } = await made();
  const [before, after] = [await getDocumentProxy(new Uint8Array(plain)), await getDocumentProxy(new Uint8Array(pdf))];
  const carried = await after.getAttachmentContent(FACTUR_X_FILE);
  expect(Buffer.from(carried ?? []).equals(Buffer.from(xml))).toBe(true);
  expect(await after.getMarkInfo()).toEqual(await before.getMarkInfo());
  expect((await extractText(after, { mergePages: true })).text).toBe(
    (await extractText(before, { mergePages: true })).text,
  );
  const xmp = await readXmp(pdf);
  expect(xmp).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>');
  expect(xmp).toContain('<pdfaSchema:prefix>fx</pdfaSchema:prefix>');
  expect(xmp).toMatch(/<pdfaid:part>3<\/pdfaid:part>/);
  expect(xmp).toMatch(/<pdfaid:conformance>A<\/pdfaid:conformance>/);
  expect(readXml(new TextEncoder().encode(xmp)).ok).toBe(true);
  // What Typst wrote stays, word for word.
  const rest = xmp.replace(FACTUR_X_XMP.schema, '').replace(FACTUR_X_XMP.description, '');
  expect(rest).toBe(await readXmp(plain));
});

test('another reader’s rules find the XML whole, and a wrong total in it', async () => {
  const lines = [
    aLine('10', '12.5'),
    aLine('1', '-20', 'S20', 'allowance'),
    aLine('1', '15', 'S6', 'charge'),
    aLine('1', '25', 'E'),
  ];
  for (const facts of [billed([aLine('3', '10.03', 'S6')]), billed(lines)]) {
    const xml = writeCii(buildEnInvoice(facts, A_SURROUNDING, 'cii'));
    const verdict = async (text: string) => (await FacturX.fromXML(text)).validate();
    expect(await verdict(xml)).toMatchObject({ valid: true });
    const gross = /<ram:GrandTotalAmount>([\d.]+)</.exec(xml)![1]!;
    const wrong = xml.replace(`<ram:GrandTotalAmount>${gross}<`, '<ram:GrandTotalAmount>1.00<');
    expect(await verdict(wrong)).toMatchObject({ valid: false });
  }
});

test('invoices, credit notes and debit notes keep the published schema, and it bites', async () => {
  for (const kind of ['invoice', 'credit_note', 'debit_note'] as const) {
    const facts = billed([aLine('3', '10.03', 'S6'), aLine('1', '-2', 'S6', 'allowance')], { kind });
    const xml = writeCii(buildEnInvoice(facts, A_SURROUNDING, 'cii'));
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(await validateEinvoice(bytes(xml), 'cii')).toMatchObject({ word: 'valid', faults: [] });
    const strange = xml.replace('</rsm:ExchangedDocument>', '<ram:Strange>1</ram:Strange></rsm:ExchangedDocument>');
    const { word, faults } = await validateEinvoice(bytes(strange), 'cii');
    expect([word, faults.map((fault) => fault.rule)]).toEqual(['invalid', ['XSD']]);
  }
});
