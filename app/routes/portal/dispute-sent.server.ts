import type { z } from 'zod';
import { showText } from '#app/kernel/show-text.ts';
import { type FormRefusal, formRefusal, parseFields, textFields } from '#app/platform/http/form.server.ts';
import type { FieldValues } from '#app/platform/http/form-fields.ts';
import { readUploads, type UploadsRefusal } from '#app/platform/http/read-uploads.server.ts';
import type { KeptProof, ProofRefusal } from '#app/workflows/keep-proofs.server.ts';
import { keepProofs } from '#app/workflows/keep-proofs.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import { FILE_LIMITS } from './dispute-fields.ts';

/** A form with files as it was sent: checked fields, or what is wrong with them; the files are kept once all else is right. */
export type Sent<Value> =
  | { readonly ok: true; readonly value: Value; readonly values: FieldValues; readonly keep: () => Promise<Kept> }
  | { readonly ok: false; readonly refusal: FormRefusal; readonly status: number };
type Kept =
  | { readonly ok: true; readonly files: readonly KeptProof[] }
  | { readonly ok: false; readonly refusal: FormRefusal; readonly status: number };

const MEGABYTES = FILE_LIMITS.bytesMax / 1024 / 1024;
const TOGETHER = FILE_LIMITS.totalBytesMax / 1024 / 1024;
const CHOOSE_AGAIN = 'Your words are kept below; choose the files again.';

/** Reads a form of words and proofs. What was typed comes back with every refusal, whatever was wrong with the files. */
export async function readSent<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<Sent<z.output<Schema>>> {
  const sent = await readUploads(request, FILE_LIMITS);
  const read = parseFields(textFields(sent.fields), schema);
  const wrongFiles = sent.refusal ? { [FILE_LIMITS.field]: [uploadWords(sent.refusal)] } : {};
  const status = sent.refusal?.code === 'too-large' ? 413 : 422;
  const values = Object.fromEntries(textFields(sent.fields));
  if (!read.ok)
    return {
      ok: false,
      status,
      refusal: { ...read.refusal, fieldErrors: { ...read.refusal.fieldErrors, ...wrongFiles } },
    };
  if (sent.refusal) return { ok: false, status, refusal: formRefusal({ fieldErrors: wrongFiles, values }) };
  const keep = async (): Promise<Kept> => {
    const kept = await keepProofs(webProducer().files, sent.uploads);
    if (kept.ok) return { ok: true, files: kept.value };
    const fieldErrors = { [FILE_LIMITS.field]: [proofWords(kept.refusal)] };
    return { ok: false, status: 422, refusal: formRefusal({ fieldErrors, values }) };
  };
  return { ok: true, value: read.value, values, keep };
}

function uploadWords({ code, fileName }: UploadsRefusal): string {
  if (code === 'unreadable') return 'The form did not arrive whole. Send it again.';
  if (code === 'too-many') return `Send ${FILE_LIMITS.countMax} files at most. ${CHOOSE_AGAIN}`;
  return fileName
    ? `${showText(fileName)} is larger than ${MEGABYTES} MB. ${CHOOSE_AGAIN}`
    : `The files are larger than ${TOGETHER} MB together. ${CHOOSE_AGAIN}`;
}

function proofWords(refusal: ProofRefusal): string {
  const name = showText(refusal.fileName);
  switch (refusal.code) {
    case 'not-a-paper':
      return `${name} is not a PDF, JPEG, PNG or WebP file, whatever its name says. Export or photograph it as one of these. ${CHOOSE_AGAIN}`;
    case 'false-ending':
      return `${name} is ${refusal.words}, but its name says something else. Give it the right ending or export it again. ${CHOOSE_AGAIN}`;
    case 'disk-full':
      return 'Our file store is full, so nothing was sent. Send it without files; we ask for them.';
  }
}
