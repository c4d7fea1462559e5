import { createHmac, timingSafeEqual } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result, refuse } from '#app/kernel/result.ts';

/** A note somebody left, its signature proved. `name` is its file; `settle` puts it away under it. */
type SignedNote = { readonly name: string; readonly body: unknown };

export type FileDrop = {
  /** Lays a file out for the other side. The same name again is the same file: nothing is doubled. */
  put(name: string, bytes: Uint8Array): Promise<Result<void, 'disk-full'>>;
  /** Notes of the other side that nobody took yet, oldest name first. What is not signed by it is put away as refused. */
  notes(): Promise<SignedNote[]>;
  settle(name: string): Promise<void>;
};

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/;
const NOTE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,120}\.json$/;
const NOTE_BYTES_MAX = 64 * 1024;
const NOTES_AT_ONCE = 200;
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** What stands in a note: the body as text, so that exactly what was signed is read, and its HMAC-SHA256 in hex. */
export function signedNote(body: unknown, secret: string): string {
  const text = JSON.stringify(body);
  return JSON.stringify({ body: text, signature: macOf(text, secret) });
}

const macOf = (text: string, secret: string): string => createHmac('sha256', secret).update(text).digest('hex');

/**
 * Files exchanged through one folder with another program on the same machine: ours in `outbox`, signed notes of the other
 * side in `inbox`, what was taken in `done`, what was not signed in `refused`.
 */
export function createFileDrop({ folder, secret }: { folder: string; secret: string }): FileDrop {
  const at = (part: string, name = '') => join(folder, part, name);
  const put: FileDrop['put'] = async (name, bytes) => {
    if (!NAME.test(name)) throw new Error(`${name} is no name of a file to lay out`);
    try {
      await mkdir(at('outbox'), { recursive: true });
      const temporary = at('outbox', `.${name}.part`);
      await writeFile(temporary, bytes, { flush: true });
      await rename(temporary, at('outbox', name));
      return ok();
    } catch (error) {
      await rm(at('outbox', `.${name}.part`), { force: true });
      if (FULL.has((error as NodeJS.ErrnoException).code ?? '')) return refuse('disk-full');
      throw error;
    }
  };
  const move = async (name: string, to: 'done' | 'refused') => {
    await mkdir(at(to), { recursive: true });
    await rename(at('inbox', name), at(to, name));
  };
  return {
    put,
    async notes() {
      await mkdir(at('inbox'), { recursive: true });
      const names = (await readdir(at('inbox'))).filter((name) => NOTE.test(name)).sort();
      const notes: SignedNote[] = [];
      for (const name of names.slice(0, NOTES_AT_ONCE)) {
        const body = readNote(await readFile(at('inbox', name)), secret);
        if (body === undefined) await move(name, 'refused');
        else notes.push({ name, body });
      }
      return notes;
    },
    settle: (name) => move(name, 'done'),
  };
}

function readNote(bytes: Uint8Array, secret: string): unknown {
  if (bytes.byteLength > NOTE_BYTES_MAX) return undefined;
  try {
    const { body, signature } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof body !== 'string' || typeof signature !== 'string') return undefined;
    const [given, due] = [Buffer.from(signature, 'utf8'), Buffer.from(macOf(body, secret), 'utf8')];
    if (given.length !== due.length || !timingSafeEqual(given, due)) return undefined;
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
