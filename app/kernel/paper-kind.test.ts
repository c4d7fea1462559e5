import { expect, it } from 'vitest';
import { namedPaper, paperKind } from './paper-kind.ts';

const bytes = (...begin: number[]) => new Uint8Array([...begin, ...new Array<number>(16).fill(0)]);
const text = (words: string) => new TextEncoder().encode(words.padEnd(20));
const PDF = text('%PDF-1.7');
const JPEG = bytes(0xff, 0xd8, 0xff);

it.each([
  ['a JPEG', JPEG, 'image/jpeg'],
  ['a PNG', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'image/png'],
  ['a PDF', PDF, 'application/pdf'],
  ['a WebP', text('RIFF....WEBP'), 'image/webp'],
])('%s is known by its bytes', (_, file, mediaType) => expect(paperKind(file)).toMatchObject({ mediaType }));

it.each([
  ['a page', text('<html><script>')],
  ['a picture that holds script', text('<svg xmlns="x">')],
  ['a program', text('MZ')],
  ['an archive', text('PK')],
  ['nothing', new Uint8Array()],
  ['a beginning alone', new Uint8Array([0xff, 0xd8, 0xff])],
])('%s is none', (_, file) => expect(paperKind(file)).toBeNull());

it('a name may not say something else than the content', () => {
  expect(namedPaper(JPEG, 'delivery note.PDF')).toEqual({
    ok: false,
    refusal: { code: 'false-ending', words: 'a JPEG picture' },
  });
  expect(namedPaper(text('MZ'), 'proof.pdf')).toEqual({ ok: false, refusal: { code: 'not-a-paper' } });
});

it.each([
  ['photo.JPEG', JPEG, 'photo.jpg'],
  ['../../etc/note.pdf', PDF, 'note.pdf'],
  ['C:\\scans\\week 45.pdf', PDF, 'week 45.pdf'],
  ['no ending', PDF, 'no ending.pdf'],
  ['a\u202efdp.pdf', PDF, 'afdp.pdf'],
  ['', PDF, 'file.pdf'],
])('%j is kept under a name that can be shown', (name, file, fileName) =>
  expect(namedPaper(file, name)).toMatchObject({ ok: true, value: { fileName } }),
);
