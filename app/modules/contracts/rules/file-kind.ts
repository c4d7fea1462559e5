import { type PaperKind, paperKind, safePaperName } from '#app/kernel/paper-kind.ts';

/** Signed papers are kept as these and nothing else. */
const TAKEN: ReadonlySet<string> = new Set(['application/pdf', 'image/png', 'image/jpeg']);

/** What a file is by its first bytes, where it can be a signed paper. Null: not accepted. */
export function contractFileKind(bytes: Uint8Array): PaperKind | null {
  const kind = paperKind(bytes);
  return kind && TAKEN.has(kind.mediaType) ? kind : null;
}

/** The sender's name as far as it can be shown and stored under, with the ending of what it is. */
export const safeFileName = (name: string, kind: Pick<PaperKind, 'ending'>): string =>
  safePaperName(name, kind, 'contract');
