import { expect, it } from 'vitest';
import { evidenceKind } from './evidence-kind.ts';

const bytes = (...begin: number[]) => new Uint8Array([...begin, ...new Array<number>(16).fill(0)]);
const text = (words: string) => new TextEncoder().encode(words.padEnd(20));

it.each([
  ['a JPEG', bytes(0xff, 0xd8, 0xff), 'image/jpeg'],
  ['a PNG', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'image/png'],
  ['a PDF', text('%PDF-1.7'), 'application/pdf'],
])('takes %s by its bytes', (_, file, mediaType) => expect(evidenceKind(file)).toMatchObject({ mediaType }));

it.each([
  ['a page', text('<html><script>')],
  ['a picture that holds script', text('<svg xmlns="x">')],
  ['a program', text('MZ')],
  ['an archive', text('PK')],
  ['nothing', new Uint8Array()],
  ['a beginning alone', new Uint8Array([0xff, 0xd8, 0xff])],
])('refuses %s', (_, file) => expect(evidenceKind(file)).toBeNull());
