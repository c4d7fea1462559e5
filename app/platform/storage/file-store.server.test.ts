import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileStore } from '#app/platform/storage/file-store.server.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytesOf = (text: string) => new TextEncoder().encode(text);
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

async function stored(text: string) {
  const result = await createFileStore(folder).put(bytesOf(text));
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
}

test('what is put is what is got, under the hash of its bytes', async () => {
  const { sha256, size, key } = await stored('an invoice');
  expect(sha256).toBe(createHash('sha256').update('an invoice').digest('hex'));
  expect(size).toBe(10);
  expect(key).toBe(`${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`);
  expect(await createFileStore(folder).get(key, sha256)).toEqual({ ok: true, value: bytesOf('an invoice') });
});

test('the same bytes are stored once, even when put at the same time', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => stored('the same')));
  expect(new Set(all.map(({ key }) => key)).size).toBe(1);
  expect(files()).toEqual([all[0]!.sha256]);
});

test('an empty file is a file', async () => {
  const { key, sha256 } = await stored('');
  expect(await createFileStore(folder).get(key, sha256)).toEqual({ ok: true, value: bytesOf('') });
});

test('changed bytes are never handed out, and putting the right ones again mends the file', async () => {
  const { key, sha256 } = await stored('£204.00');
  writeFileSync(join(folder, key), '£2.04');
  expect(await createFileStore(folder).get(key, sha256)).toEqual({ ok: false, refusal: 'corrupt' });
  await stored('£204.00');
  expect(await createFileStore(folder).get(key, sha256)).toMatchObject({ ok: true });
});

test('a file that is gone is missing', async () => {
  const { key, sha256 } = await stored('gone');
  rmSync(join(folder, key));
  expect(await createFileStore(folder).get(key, sha256)).toEqual({ ok: false, refusal: 'missing' });
});

test('a key cannot lead out of the folder', async () => {
  const store = createFileStore(join(folder, 'inner'));
  for (const key of ['../secret', '/etc/passwd', `ab/cd/${'0'.repeat(64)}`, 'ab/cd/../../x']) {
    await expect(store.get(key, '0')).rejects.toThrow('a key of the file store');
  }
});

test('a full disk is refused and leaves nothing behind', async () => {
  const store = createFileStore(folder, async (path) => {
    writeFileSync(path, 'half');
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  });
  expect(await store.put(bytesOf('too much'))).toEqual({ ok: false, refusal: 'disk-full' });
  expect(files()).toEqual([]);
});

test('another failure of the disk is thrown, not called full', async () => {
  const blocked = join(folder, 'blocked');
  writeFileSync(blocked, '');
  await expect(createFileStore(blocked).put(bytesOf('x'))).rejects.toThrow(/ENOTDIR|EEXIST/);
  expect(existsSync(blocked)).toBe(true);
});
