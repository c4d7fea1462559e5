import type { Upload } from './read-upload.server.ts';

/**
 * `too-large`: together, or one of them (then `fileName` says which). `too-many`: more than may be sent at once. `unreadable`:
 * the form did not arrive whole. What was typed comes back with each of them, as far as it arrived.
 */
export type UploadsRefusal = { readonly code: 'too-large' | 'too-many' | 'unreadable'; readonly fileName?: string };
export type ReadUploads = {
  readonly uploads: readonly Upload[];
  readonly fields: FormData;
  readonly refusal: UploadsRefusal | null;
};

type Limits = {
  readonly field: string;
  readonly bytesMax: number;
  readonly totalBytesMax: number;
  readonly countMax: number;
};

// The fields around the files and the boundaries between them.
const FORM_OVERHEAD_BYTES = 512 * 1024;

/**
 * Reads a form with files beside its fields and never loses what was typed: of a body that is too large only the beginning
 * is kept, where the fields stand (put them before the file box), and the rest is read to its end and thrown away, since a
 * browser shows our answer only after it has sent everything. The content of files is not looked into here.
 */
export async function readUploads(request: Request, limits: Limits): Promise<ReadUploads> {
  const { body, isWhole } = await readAtMost(request, limits.totalBytesMax + FORM_OVERHEAD_BYTES);
  const type = request.headers.get('Content-Type') ?? 'application/x-www-form-urlencoded';
  const fields = await formOf(isWhole ? body : [...body, ...closing(type)], type);
  if (!fields) return { uploads: [], fields: new FormData(), refusal: { code: 'unreadable' } };
  if (!isWhole) return { uploads: [], fields, refusal: { code: 'too-large' } };
  const files = fields.getAll(limits.field).filter((one) => one instanceof File && one.size > 0) as File[];
  const large = files.find((file) => file.size > limits.bytesMax);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const refusal: UploadsRefusal | null = large
    ? { code: 'too-large', fileName: large.name.slice(0, 200) }
    : total > limits.totalBytesMax
      ? { code: 'too-large' }
      : files.length > limits.countMax
        ? { code: 'too-many' }
        : null;
  if (refusal) return { uploads: [], fields, refusal };
  const uploads: Upload[] = [];
  for (const file of files)
    uploads.push({
      ...{ field: limits.field, fileName: file.name.slice(0, 200) },
      bytes: new Uint8Array(await file.arrayBuffer()),
    });
  return { uploads, fields, refusal: null };
}

type Piece = Uint8Array<ArrayBuffer>;

/** Of a body longer than this its first bytes; the rest is not kept. */
async function readAtMost(request: Request, bytesMax: number): Promise<{ body: Piece[]; isWhole: boolean }> {
  const body: Piece[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.byteLength;
    if (size <= bytesMax) body.push(piece as Piece);
  }
  return { body, isWhole: size <= bytesMax };
}

/** Ends a form that was cut inside a file, so that what stands before it can be read. */
function closing(type: string): Piece[] {
  const boundary = /boundary="?([^";]+)/.exec(type)?.[1] ?? '';
  return [new TextEncoder().encode(`\r\n--${boundary}--\r\n`)];
}

async function formOf(pieces: Piece[], type: string): Promise<FormData | null> {
  try {
    return await new Response(new Blob(pieces), { headers: { 'Content-Type': type } }).formData();
  } catch {
    return null;
  }
}
