import { PDFDocument, StandardFonts } from 'pdf-lib';
import { expect, it } from 'vitest';
import { readPdfText } from './read-pdf-text.server.ts';

async function aPdf(pages: readonly string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const text of pages) pdf.addPage().drawText(text, { x: 40, y: 700, size: 12, font });
  return pdf.save();
}

it('reads a PDF page after page, and nothing out of what is none, broken or too slow', async () => {
  const pdf = await aPdf(['Weighbridge ticket 4711', 'Crushed limestone']);
  const [read, none, cut, slow] = await Promise.all([
    readPdfText(pdf),
    readPdfText(new TextEncoder().encode('%PDF-1.7 and then nothing of the kind')),
    readPdfText(pdf.slice(0, pdf.length / 2)),
    readPdfText(pdf, { millisecondsMax: 1 }),
  ]);
  expect(read.split('\n').filter(Boolean)).toEqual(['Weighbridge ticket 4711', 'Crushed limestone']);
  expect(none).toBe('');
  expect(cut).not.toContain('undefined');
  expect(slow).toBe('');
});
