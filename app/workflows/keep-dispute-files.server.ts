import { ok, type Result } from '#app/kernel/result.ts';
import type { StoredDisputeFile } from '#app/modules/disputes/types.ts';
import { keepProofs, type ProofRefusal } from './keep-proofs.server.ts';

/** Looks into files sent beside a message of a dispute and keeps them, before any transaction: all or none. */
export async function keepDisputeFiles(
  files: Parameters<typeof keepProofs>[0],
  sent: Parameters<typeof keepProofs>[1],
): Promise<Result<readonly StoredDisputeFile[], ProofRefusal>> {
  const kept = await keepProofs(files, sent);
  if (!kept.ok) return kept;
  return ok(
    kept.value.map(({ fileName, mediaType, ...rest }) => ({
      ...rest,
      name: fileName,
      // What is kept is one of these kinds; the type of the shared check is wider.
      mediaType: mediaType as StoredDisputeFile['mediaType'],
    })),
  );
}
