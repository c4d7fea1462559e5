import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { KeptFile } from './manifest.ts';

const CHUNK_BYTES = 1024 * 1024;
const chunk = Buffer.allocUnsafe(CHUNK_BYTES);

export type TreeWish = {
  from: string;
  to: string;
  /** Relative path of a file or folder that is not copied. */
  leaveOut?: (relative: string) => boolean;
  /** False where whoever opens the copy flushes it himself, as PostgreSQL does before it recovers. */
  flush?: boolean;
  onFile?: (file: KeptFile) => void;
};

/**
 * Copies a folder and answers what it copied, each file with the hash of the bytes that were written. A file
 * that disappears meanwhile is left out: a running server removes files, and its log says so.
 */
export function copyTree({ from, to, leaveOut = () => false, flush = true, onFile }: TreeWish): KeptFile[] {
  const kept: KeptFile[] = [];
  const walk = (relative: string) => {
    mkdirSync(path.join(to, relative), { recursive: true, mode: 0o700 });
    for (const name of namesIn(path.join(from, relative))) {
      const below = path.join(relative, name);
      if (leaveOut(below)) continue;
      const found = statSync(path.join(from, below), { throwIfNoEntry: false });
      if (found?.isDirectory()) walk(below);
      if (!found?.isFile()) continue;
      const file = copyFile(path.join(from, below), path.join(to, below), { flush });
      if (!file) continue;
      kept.push({ path: below, ...file });
      onFile?.({ path: below, ...file });
    }
  };
  walk('');
  return kept;
}

/** Copies one file through its hash; null when there is none. */
export function copyFile(
  from: string,
  to: string,
  { flush = true }: { flush?: boolean } = {},
): { size: number; sha256: string } | null {
  const source = openOrNull(from);
  if (source === null) return null;
  const target = openSync(to, 'w', 0o600);
  const hash = createHash('sha256');
  let size = 0;
  try {
    for (let read = readSync(source, chunk); read > 0; read = readSync(source, chunk)) {
      const bytes = chunk.subarray(0, read);
      hash.update(bytes);
      for (let written = 0; written < read; ) written += writeSync(target, bytes, written);
      size += read;
    }
    if (flush) fsyncSync(target);
  } finally {
    closeSync(source);
    closeSync(target);
  }
  return { size, sha256: hash.digest('hex') };
}

/** Bytes of all files below a folder, for telling how far a copy is. */
export function sizeOfTree(folder: string): number {
  let total = 0;
  for (const name of namesIn(folder)) {
    const found = statSync(path.join(folder, name), { throwIfNoEntry: false });
    total += found?.isDirectory() ? sizeOfTree(path.join(folder, name)) : (found?.size ?? 0);
  }
  return total;
}

/** Flushes a folder's list of names, so that what was written or renamed in it outlives a power cut. */
export function flushFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function openOrNull(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}
