import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { textFields } from './form.server.ts';
import { readFormData } from './read-body.server.ts';

/** A file as it was sent. The name is the sender's: show it, never store under it. */
export type Upload = { field: string; fileName: string; bytes: Uint8Array };

export type UploadRefusal =
  | { code: 'too-large'; text: string }
  | { code: 'missing'; text: string }
  | { code: 'unreadable'; text: string };

// The fields around the file and the boundaries between them.
const FORM_OVERHEAD_BYTES = 64 * 1024;
const megabytes = (bytes: number): string => `${Math.max(1, Math.floor(bytes / 1024 / 1024))} MB`;

/**
 * Reads a form with one file, at most `maxBytes` long, and the other fields beside it. Refuses before the whole of a
 * larger one has arrived. The content is not looked into here: the caller checks that it is what it claims.
 */
export async function readUpload(
  request: Request,
  { field, maxBytes }: { field: string; maxBytes: number },
): Promise<Result<{ upload: Upload; fields: [string, string][] }, UploadRefusal>> {
  const tooLarge = refuse({
    code: 'too-large' as const,
    text: `The file is larger than ${megabytes(maxBytes)}. Split it and send the parts one by one. Nothing was read.`,
  });
  const form = await readFormData(request, { bytesMax: maxBytes + FORM_OVERHEAD_BYTES });
  if (!form.ok) {
    if (form.refusal.code === 'too-large') return tooLarge;
    return refuse({ code: 'unreadable', text: 'The file did not arrive whole. Send it again.' });
  }
  const file = form.value.get(field);
  if (!(file instanceof File) || file.size === 0)
    return refuse({ code: 'missing', text: 'Choose a file that is not empty.' });
  if (file.size > maxBytes) return tooLarge;
  const bytes = new Uint8Array(await file.arrayBuffer());
  return ok({
    upload: { field, fileName: file.name.slice(0, 200), bytes },
    fields: [...textFields(form.value)].map(([name, text]) => [name, text]),
  });
}
