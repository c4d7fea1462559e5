import { PDFDocument, StandardFonts } from 'pdf-lib';

/** A PDF of one page that says this, as somebody outside might send it. */
export async function renderPdf(text: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage();
  page.drawText(text, { x: 40, y: 700, size: 12, font: await pdf.embedFont(StandardFonts.Helvetica) });
  return pdf.save();
}
