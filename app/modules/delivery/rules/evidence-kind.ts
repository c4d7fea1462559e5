import { type PaperKind, paperKind } from '#app/kernel/paper-kind.ts';

/** Photos and papers of a hand-over are kept as these and nothing else. */
const TAKEN: ReadonlySet<string> = new Set(['application/pdf', 'image/png', 'image/jpeg']);

/** What a file is by its first bytes, where it can be evidence of a sending. Null: not taken. */
export function evidenceKind(bytes: Uint8Array): PaperKind | null {
  const kind = paperKind(bytes);
  return kind && TAKEN.has(kind.mediaType) ? kind : null;
}
