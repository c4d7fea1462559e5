/**
 * The body exactly as it arrived, or null when it is larger than `bytesMax`: a declared length is believed before reading,
 * an undeclared one is cut off as soon as it is passed.
 */
export async function readRawBody(
  request: Request,
  { bytesMax }: { readonly bytesMax: number },
): Promise<Uint8Array | null> {
  if (Number(request.headers.get('Content-Length') ?? 0) > bytesMax) {
    await request.body?.cancel();
    return null;
  }
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.byteLength;
    if (size > bytesMax) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** A short answer for a machine. */
export const answer = (status: number, text: string): Response =>
  new Response(`${text}\n`, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  });
