import { ok, type Result, refuse } from '#app/kernel/result.ts';

export type BodyRefusal = { code: 'too-large'; bytesMax: number } | { code: 'unreadable' };

/**
 * Reads a request's form, but never more than `bytesMax` of it: a declared length above it is refused before reading,
 * and an undeclared one as soon as it is passed.
 */
export async function readFormData(
  request: Request,
  { bytesMax }: { bytesMax: number },
): Promise<Result<FormData, BodyRefusal>> {
  const tooLarge = refuse({ code: 'too-large', bytesMax } as const);
  if (Number(request.headers.get('Content-Length') ?? 0) > bytesMax) {
    await request.body?.cancel();
    return tooLarge;
  }
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for await (const piece of request.body ?? []) {
      size += piece.byteLength;
      // Leaving the loop cancels the stream.
      if (size > bytesMax) return tooLarge;
      pieces.push(piece as Uint8Array<ArrayBuffer>);
    }
    const headers = { 'Content-Type': request.headers.get('Content-Type') ?? 'application/x-www-form-urlencoded' };
    return ok(await new Response(new Blob(pieces), { headers }).formData());
  } catch {
    return refuse({ code: 'unreadable' } as const);
  }
}
