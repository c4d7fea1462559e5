import { expect, test } from 'vitest';
import { readUploads } from './read-uploads.server.ts';

const LIMITS = { field: 'files', bytesMax: 2_000, totalBytesMax: 3_000, countMax: 2 };

function form(...sizes: number[]): FormData {
  const fields = new FormData();
  fields.set('text', 'Two pallets were missing.');
  for (const [index, size] of sizes.entries()) fields.append('files', new File([new Uint8Array(size)], `${index}.pdf`));
  return fields;
}

const read = (body: FormData | string, headers: Record<string, string> = {}) =>
  readUploads(new Request('http://x.test/', { method: 'POST', body, headers }), LIMITS);

test('files come with the fields beside them; an empty box is no file', async () => {
  const some = await read(form(10, 20));
  expect(some.refusal).toBeNull();
  expect(some.uploads.map(({ fileName, bytes }) => [fileName, bytes.length])).toEqual([
    ['0.pdf', 10],
    ['1.pdf', 20],
  ]);
  expect((await read(form(0))).uploads).toEqual([]);
});

test.each([
  ['one is too large', form(2_001), { code: 'too-large', fileName: '0.pdf' }],
  ['all of them are', form(1_900, 1_900), { code: 'too-large' }],
  ['there are too many', form(1, 1, 1), { code: 'too-many' }],
  ['the body is far too large', form(600_000), { code: 'too-large' }],
])('what was typed is never lost: %s', async (_, fields, refusal) => {
  const { fields: kept, uploads, refusal: why } = await read(fields);
  expect([why, uploads]).toEqual([refusal, []]);
  expect(kept.get('text')).toBe('Two pallets were missing.');
});

test('a form that did not arrive whole is told apart', async () => {
  const type = { 'Content-Type': 'multipart/form-data; boundary=x' };
  expect((await read('--x\r\nContent-Disposition: form-data; name="a"', type)).refusal).toEqual({ code: 'unreadable' });
});
