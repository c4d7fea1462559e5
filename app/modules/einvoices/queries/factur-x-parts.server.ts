import type { PdfAttachment } from '#app/platform/pdf/pdf-job.ts';
import { FACTUR_X_FILE, FACTUR_X_XMP } from '../rules/factur-x-xmp.ts';

/** What makes a PDF a Factur-X invoice: the file it carries and what its metadata says of it. */
export const facturXParts = (
  xml: Uint8Array,
): { readonly attachment: PdfAttachment; readonly xmp: typeof FACTUR_X_XMP } => ({
  attachment: {
    ...{ name: FACTUR_X_FILE, bytes: xml, mimeType: 'text/xml', relationship: 'alternative' },
    description: 'The invoice as data: EN 16931 in CII',
  },
  xmp: FACTUR_X_XMP,
});
