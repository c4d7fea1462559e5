import { PDFDocument } from 'pdf-lib';

/**
 * One file for the printer out of many, in their order. Each begins on a front page: after an odd number of pages comes a
 * blank one, so that printing on both sides puts no two documents on one sheet. Throws on bytes that are no PDF.
 */
export async function joinPdfs(files: readonly Uint8Array[]): Promise<{ bytes: Uint8Array; pages: number }> {
  const joined = await PDFDocument.create();
  for (const file of files) {
    const document = await PDFDocument.load(file, { updateMetadata: false });
    const pages = await joined.copyPages(document, document.getPageIndices());
    for (const page of pages) joined.addPage(page);
    const last = pages.at(-1);
    if (pages.length % 2 === 1 && last) joined.addPage([last.getWidth(), last.getHeight()]);
  }
  return { bytes: await joined.save(), pages: joined.getPageCount() };
}
