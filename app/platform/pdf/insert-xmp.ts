import { PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { assert } from '#app/kernel/assert.ts';

/** Parts of an XMP packet as RDF: a schema for the bag of extension schemas, and a description that uses it. */
export type XmpPart = { readonly schema: string; readonly description: string };

const BAG = /(<pdfaExtension:schemas>\s*<rdf:Bag[^>]*>)/;
const END = '</rdf:RDF>';

/**
 * Adds to the metadata that the PDF already carries, and touches nothing else: pages, tags, attached files and dates stay.
 * The metadata must hold a bag of extension schemas, as those of archival PDFs with attachments do.
 */
export async function insertXmp(pdf: Uint8Array, part: XmpPart): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const stream = document.catalog.lookup(PDFName.of('Metadata'));
  assert(stream instanceof PDFRawStream, 'the PDF carries no metadata');
  assert(!stream.dict.has(PDFName.of('Filter')), 'the metadata of an archival PDF is not compressed');
  const before = new TextDecoder().decode(stream.contents);
  assert(BAG.test(before) && before.includes(END), 'the metadata has no place for another schema');
  const after = before.replace(BAG, (bag) => `${bag}${part.schema}`).replace(END, () => `${part.description}${END}`);
  const contents = new TextEncoder().encode(after);
  const dict = PDFDict.fromMapWithContext(stream.dict.asMap(), document.context);
  dict.set(PDFName.of('Length'), document.context.obj(contents.length));
  document.catalog.set(PDFName.of('Metadata'), document.context.register(PDFRawStream.of(dict, contents)));
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

/** The XMP packet of a PDF as text. */
export async function readXmp(pdf: Uint8Array): Promise<string> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const stream = document.catalog.lookup(PDFName.of('Metadata'));
  assert(stream instanceof PDFRawStream, 'the PDF carries no metadata');
  return new TextDecoder().decode(stream.contents);
}
