/** The standards Typst can hold a document to. `ua-1` is accessible; `a-3a` is accessible, archival and may carry files. */
export type PdfStandard = '1.7' | 'ua-1' | 'a-2a' | 'a-2b' | 'a-3a' | 'a-3b';

/** A file carried inside the PDF, as an e-invoice carries its XML. Only the `a-3…` standards and `1.7` allow one. */
export type PdfAttachment = {
  name: string;
  bytes: Uint8Array;
  mimeType: string;
  relationship: 'source' | 'data' | 'alternative' | 'supplement';
  description: string;
};

/**
 * One document. `template` is a file of the templates folder that exports `render(data, rest)` (and shows `rest`, the attachments, somewhere); `data` is plain JSON and
 * reaches the template only through a JSON decoder, so no text in it can be read as Typst source.
 */
export type PdfJob = {
  template: string;
  data: unknown;
  standard?: PdfStandard;
  attachments?: PdfAttachment[];
};

/** What a worker thread is started with: absolute paths. */
export type PdfWorkerSettings = { templates: string; fontFolders: string[] };

export type PdfRequest = { id: number; job: PdfJob };
export type PdfAnswer =
  | { kind: 'ready' }
  | { kind: 'done'; id: number; bytes: Uint8Array }
  | { kind: 'failed'; id: number; message: string };

/**
 * Why there is no PDF. `queue-full`: too many wait already, try later. `too-slow`: the time limit of one document passed.
 * `template`: Typst refused the template or its data, the message names the place. `crashed`: the thread died.
 * `closed`: the renderer is shutting down.
 */
export type PdfErrorCode = 'queue-full' | 'too-slow' | 'template' | 'crashed' | 'closed';

export class PdfError extends Error {
  override readonly name = 'PdfError';
  readonly code: PdfErrorCode;
  constructor(code: PdfErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
