import { namedPaper, type PaperFault, type PaperKind } from '#app/kernel/paper-kind.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { FileStore } from '#app/platform/storage/file-store.server.ts';

/** A file kept under its SHA-256; nothing refers to it until somebody's words do. */
export type KeptProof = {
  readonly fileName: string;
  readonly mediaType: PaperKind['mediaType'];
  readonly sha256: string;
  readonly sizeBytes: number;
};
export type ProofRefusal =
  | (PaperFault & { readonly fileName: string })
  | { readonly code: 'disk-full'; readonly fileName: string };
type Sent = { readonly fileName: string; readonly bytes: Uint8Array };

/**
 * Looks into files sent as proof and keeps them, before any transaction: all or none. Refuses what is no PDF or picture by
 * its content, and a name whose ending says something else; the first such file is named.
 */
export async function keepProofs(
  files: FileStore,
  sent: readonly Sent[],
): Promise<Result<readonly KeptProof[], ProofRefusal>> {
  const looked = sent.map(({ fileName, bytes }) => ({ fileName, bytes, read: namedPaper(bytes, fileName) }));
  const kept: KeptProof[] = [];
  for (const { fileName, read } of looked) if (!read.ok) return refuse({ ...read.refusal, fileName });
  for (const { fileName, bytes, read } of looked) {
    if (!read.ok) continue;
    const stored = await files.put(bytes);
    if (!stored.ok) return refuse({ code: 'disk-full', fileName });
    const { sha256, size } = stored.value;
    kept.push({ fileName: read.value.fileName, mediaType: read.value.kind.mediaType, sha256, sizeBytes: size });
  }
  return ok(kept);
}
