import { data } from 'react-router';
import { textFields } from '#app/platform/http/form.server.ts';
import type { Upload } from '#app/platform/http/read-upload.server.ts';
import { readUploads, type UploadsRefusal } from '#app/platform/http/read-uploads.server.ts';

/** Files beside one message. */
export const DISPUTE_FILE_LIMITS = {
  ...{ field: 'files', bytesMax: 10 * 1024 * 1024, totalBytesMax: 16 * 1024 * 1024, countMax: 5 },
} as const;

/** A form of a dispute's page: its fields and, beside a message, its files. */
export type DisputePosted = {
  readonly intent: string;
  of(name: string): string;
  all(name: string): string[];
  readonly values: Record<string, string>;
  readonly uploads: readonly Upload[];
  readonly fault: UploadsRefusal | null;
};

export async function readDisputeForm(request: Request): Promise<DisputePosted> {
  const { fields, uploads, refusal } = await readUploads(request, DISPUTE_FILE_LIMITS);
  if (refusal?.code === 'unreadable')
    throw data({ title: 'This did not arrive whole', text: 'Nothing was saved. Send it again.' }, 422);
  const list = [...textFields(fields)];
  const all = (name: string) => list.flatMap(([field, text]) => (field === name ? [text] : []));
  const of = (name: string) => all(name)[0] ?? '';
  return { intent: of('intent'), of, all, values: Object.fromEntries(list), uploads, fault: refusal };
}
