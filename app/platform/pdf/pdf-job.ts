/**
 * The standards Typst can hold a document to, one at a time. `ua-1` is accessible; `a-2a` is archival and tagged; `a-3a` is that
 * and may carry files.
 */
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
 * A picture that a template shows: `image(name)` finds it under `/` + `name`. The name says what is in it (a digest), because
 * decoded pictures are kept by name from one document to the next.
 */
export type PdfPicture = { name: string; bytes: Uint8Array };

/**
 * One document. `template` is a file of the templates folder that exports `render(data, rest)` (and shows `rest`, the attachments, somewhere); `data` is plain JSON and
 * reaches the template only through a JSON decoder, so no text in it can be read as Typst source.
 */
export type PdfJob = {
  template: string;
  data: unknown;
  standard?: PdfStandard;
  attachments?: PdfAttachment[];
  pictures?: PdfPicture[];
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
