import type { Result } from '#app/kernel/result.ts';
import type { DocumentJob, NamedLogo } from '#app/modules/documents/templates/pdf-jobs.ts';
import { type PdfAttachment, PdfError, type PdfPicture } from '#app/platform/pdf/pdf-job.ts';
import type { Outside } from './outside.server.ts';

/** `missing`: the file is gone from the store. `corrupt`: its bytes have another hash; never hand them out. */
export type ReadDocumentRefusal = 'missing' | 'corrupt';

/** The bytes of a stored file, their hash checked on this read. The store keeps files by hash: `ab/cd/abcd…`. */
export const readStored = (
  { files }: Pick<Outside, 'files'>,
  sha256: string,
): Promise<Result<Uint8Array, ReadDocumentRefusal>> =>
  files.get(`${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`, sha256);

/**
 * A document as PDF, with the logo it names read from the store. Rejects with PdfError: `template` when it cannot be laid out
 * or its logo cannot be read, anything else when the renderer is busy or closing.
 */
export async function renderDocument(
  outside: Pick<Outside, 'files' | 'pdf'>,
  job: DocumentJob,
  attachments: PdfAttachment[] = [],
): Promise<Uint8Array> {
  const pictures = job.logo ? [await pictureOf(outside, job.logo)] : [];
  const { template, data, standard } = job;
  return outside.pdf.render({ template, data, standard, pictures, attachments });
}

async function pictureOf(outside: Pick<Outside, 'files'>, { sha256, file }: NamedLogo): Promise<PdfPicture> {
  const bytes = await readStored(outside, sha256);
  if (!bytes.ok)
    throw new PdfError(
      'template',
      `the logo ${sha256.slice(0, 8)}… is ${bytes.refusal} in the file store; choose it again in the settings`,
    );
  return { name: file, bytes: bytes.value };
}
