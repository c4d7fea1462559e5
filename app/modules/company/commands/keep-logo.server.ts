import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { FileStore } from '#app/platform/storage/file-store.server.ts';
import { readLogo } from '../rules/read-logo.ts';
import type { Logo } from '../types.ts';

/** Looks into a picture and keeps it under its SHA-256; refuses with the sentence for the person and then keeps nothing. */
export async function keepLogo(files: FileStore, bytes: Uint8Array): Promise<Result<Logo, string>> {
  const read = readLogo(bytes);
  if (!read.ok) return read;
  const file = await files.put(bytes);
  if (!file.ok) return refuse('The disk of the server is full, so the logo could not be kept. Nothing was changed.');
  return ok({ sha256: file.value.sha256, ...read.value });
}
