import { data } from 'react-router';
import { textFields } from '#app/platform/http/form.server.ts';
import { readFormData } from '#app/platform/http/read-body.server.ts';

const FORM_BYTES_MAX = 512 * 1024;

/** The fields of a posted form that has several buttons; larger forms than ours answer 413. */
export async function postedFields(request: Request): Promise<Posted> {
  return read(request, FORM_BYTES_MAX);
}

/**
 * The same with a file of at most `bytesMax` beside the fields; null where none was chosen. The file's name is the
 * sender's and is not used.
 */
export async function postedWithFile(
  request: Request,
  { field, bytesMax }: { field: string; bytesMax: number },
): Promise<Posted & { file: Uint8Array | null }> {
  const posted = await read(request, FORM_BYTES_MAX + bytesMax);
  const file = posted.form.get(field);
  // A field left empty comes as a file without a name; a file that is empty has one, and who chose it is to hear of it.
  const chosen =
    file instanceof File && (file.size > 0 || file.name !== '') ? new Uint8Array(await file.arrayBuffer()) : null;
  return { ...posted, file: chosen };
}

type Posted = { fields: [string, string][]; intent: string; of(name: string): string };

async function read(request: Request, bytesMax: number): Promise<Posted & { form: FormData }> {
  const form = await readFormData(request, { bytesMax });
  if (!form.ok)
    throw data({ title: 'This was too much at once', text: 'Nothing was saved. Send less text at a time.' }, 413);
  const fields = [...textFields(form.value)].map(([name, text]): [string, string] => [name, text]);
  const of = (name: string) => fields.find(([field]) => field === name)?.[1] ?? '';
  return { fields, intent: of('intent'), of, form: form.value };
}

/** The server's door (scripts/web.ts) refuses larger requests before they come here. */
const SWALLOWED_BYTES_MAX = 128 * 1024 * 1024;

/**
 * True when the request declares more than `bytesMax`; it is then read to its end and thrown away. A browser shows our
 * answer only after it has sent everything: answering early would look like a broken connection. Nothing is kept.
 */
export async function swallowTooLarge(request: Request, bytesMax: number): Promise<boolean> {
  const declared = Number(request.headers.get('Content-Length') ?? 0);
  if (declared <= bytesMax || declared > SWALLOWED_BYTES_MAX) return false;
  const reader = request.body?.getReader();
  for (let left = declared; reader && left > 0; ) {
    const { done, value } = await reader.read();
    if (done) break;
    left -= value.byteLength;
  }
  return true;
}
