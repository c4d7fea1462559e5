import { expect, it } from 'vitest';
import { evidenceKind } from './evidence-kind.ts';

const text = (words: string) => new TextEncoder().encode(words.padEnd(20));

it('a photo or a PDF is evidence; another picture, a page and a program are not', () => {
  expect(evidenceKind(text('%PDF-1.7'))).toMatchObject({ mediaType: 'application/pdf', ending: '.pdf' });
  expect(evidenceKind(new Uint8Array([0xff, 0xd8, 0xff, ...new Array<number>(16).fill(0)]))).not.toBeNull();
  for (const words of ['RIFF....WEBP', '<html><script>', '<svg xmlns="x">', 'MZ', 'PK'])
    expect(evidenceKind(text(words)), words).toBeNull();
});
