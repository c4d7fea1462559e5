import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assert } from '#app/kernel/assert.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';

/** `sha256` in lower-case hex, `size` in bytes, `key` the place inside the store (`ab/cd/abcd…`). */
export type StoredFile = { sha256: string; size: number; key: string };

/** `disk-full`: no space or quota left; nothing was stored under the key. Free space and try again. */
export type PutRefusal = 'disk-full';
/** `missing`: no such file. `corrupt`: its bytes no longer have the hash they were stored with; never hand them out. */
export type GetRefusal = 'missing' | 'corrupt';

export type FileStore = {
  /** Stores the bytes under their SHA-256. Storing the same bytes again is one file; a damaged copy is replaced. */
  put(bytes: Uint8Array): Promise<Result<StoredFile, PutRefusal>>;
  /** Reads a file and checks its hash on each read: issued documents never change, so a difference is damage. */
  get(key: string, expectedSha256: string): Promise<Result<Uint8Array, GetRefusal>>;
};

const KEY = /^([0-9a-f]{2})\/([0-9a-f]{2})\/(\1\2[0-9a-f]{60})$/;
/** ENOSPC, EDQUOT and EFBIG: the disk, the quota or the largest file the system allows. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The few calls that can fail for lack of space, so that a test can fill the disk. */
export type FileWriter = (path: string, bytes: Uint8Array) => Promise<void>;

/**
 * A content-addressed store in one folder, for one machine. A file appears whole or not at all: it is written under a
 * temporary name, flushed, renamed, and its folders are flushed, so that a power cut after `put` does not lose it.
 */
export function createFileStore(folder: string, write: FileWriter = writeAndFlush): FileStore {
  return {
    async put(bytes) {
      const sha256 = hashOf(bytes);
      const key = keyOf(sha256);
      const path = join(folder, key);
      const stored = { sha256, size: bytes.byteLength, key };
      if (await isIntact(path, sha256)) return ok(stored);
      const temporary = join(folder, `incoming-${randomUUID()}`);
      try {
        await mkdir(dirname(path), { recursive: true });
        await write(temporary, bytes);
        await rename(temporary, path);
        for (const at of [dirname(path), dirname(dirname(path)), folder]) await flushFolder(at);
        return ok(stored);
      } catch (error) {
        await rm(temporary, { force: true });
        if (FULL.has(codeOf(error))) return refuse('disk-full');
        throw error;
      }
    },

    async get(key, expectedSha256) {
      assert(KEY.test(key), 'a key of the file store has the form ab/cd/abcd…');
      const bytes = await readOrNull(join(folder, key));
      if (!bytes) return refuse('missing');
      return hashOf(bytes) === expectedSha256 ? ok(new Uint8Array(bytes)) : refuse('corrupt');
    },
  };
}

/** Two levels of 256 folders keep each folder under a few thousand names at ten million files. */
const keyOf = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

async function isIntact(path: string, sha256: string): Promise<boolean> {
  const bytes = await readOrNull(path);
  return bytes !== null && hashOf(bytes) === sha256;
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

async function writeAndFlush(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Flushes the name itself. Windows cannot open a folder and flushes names by its own means. */
async function flushFolder(path: string): Promise<void> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (codeOf(error) === 'EISDIR' || codeOf(error) === 'EPERM') return null;
    throw error;
  });
  if (!handle) return;
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
