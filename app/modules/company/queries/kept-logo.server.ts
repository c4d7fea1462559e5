import type { FileStore } from '#app/platform/storage/file-store.server.ts';
import { readLogo } from '../rules/read-logo.ts';
import type { Logo } from '../types.ts';

/** A kept picture by its hash, looked into again: the hash came from a form. Null for anything that is no logo. */
export async function keptLogo(
  files: FileStore,
  sha256: string,
): Promise<{ readonly logo: Logo; readonly bytes: Uint8Array<ArrayBuffer> } | null> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return null;
  const kept = await files.get(`${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`, sha256);
  if (!kept.ok) return null;
  const read = readLogo(kept.value);
  return read.ok ? { logo: { sha256, ...read.value }, bytes: new Uint8Array(kept.value) } : null;
}
