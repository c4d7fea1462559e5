import { attachmentHeader } from './content-disposition.ts';
import { INERT_POLICY } from './secure-headers.ts';

type Download = {
  body: Uint8Array | ReadableStream<Uint8Array> | string;
  fileName: string;
  contentType: string;
};

/** A file to keep: never shown inside our origin, never stored by a cache on the way. */
export function downloadResponse({ body, fileName, contentType }: Download): Response {
  const headers = new Headers({
    'Content-Type': contentType,
    'Content-Disposition': attachmentHeader(fileName),
    'Content-Security-Policy': INERT_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  if (body instanceof Uint8Array) headers.set('Content-Length', String(body.byteLength));
  return new Response(body as BodyInit, { headers });
}
