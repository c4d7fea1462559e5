import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { PdfError } from '#app/platform/pdf/pdf-job.ts';
import type { Producer } from './produce-document.server.ts';
import { renderDocument } from './render-document.server.ts';
import { type SampleAsked, sampleJob } from './sample-documents.ts';

/**
 * A sample of a document as PDF, in the look of any seller, planned ones too; nothing is kept. Refuses `not-made`, with the
 * sentence, for a look that cannot be laid out (a picture that is damaged inside), so that it is seen before it is chosen.
 */
export async function renderSample(
  outside: Pick<Producer, 'files' | 'pdf' | 'baseUrl'>,
  asked: Omit<SampleAsked, 'link'>,
): Promise<Result<Uint8Array, { readonly code: 'not-made'; readonly reason: string }>> {
  try {
    return ok(await renderDocument(outside, sampleJob({ ...asked, link: `${outside.baseUrl}/` })));
  } catch (error) {
    if (!(error instanceof PdfError) || error.code === 'queue-full' || error.code === 'closed') throw error;
    return refuse({ code: 'not-made', reason: error.message });
  }
}
