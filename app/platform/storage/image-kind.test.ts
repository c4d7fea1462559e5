import { describe, expect, it } from 'vitest';
import { imageKind } from './image-kind.ts';

const bytes = (head: readonly number[], length = 64) => Uint8Array.from({ length }, (_, at) => head[at] ?? 0);
const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

describe('what an image is', () => {
  it('is read from its bytes', () => {
    expect(imageKind(bytes([0xff, 0xd8, 0xff, 0xe0]))).toMatchObject({ mediaType: 'image/jpeg' });
    const png = [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a, 0, 0, 0, 13, ...ascii('IHDR')];
    expect(imageKind(bytes(png))).toMatchObject({ mediaType: 'image/png' });
    expect(imageKind(bytes([...ascii('RIFF'), 9, 0, 0, 0, ...ascii('WEBP')]))).toMatchObject({
      mediaType: 'image/webp',
    });
  });

  it('is nothing for pages, drawings with script, programs, cut files and empty ones', () => {
    for (const text of [
      '<html><script>1</script></html>',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '%PDF-1.7 a file',
      'MZ this is a program',
      'GIF89a and more bytes',
      'RIFF....WAVEfmt ',
    ])
      expect(imageKind(bytes(ascii(text)))).toBeNull();
    expect(imageKind(bytes([0xff, 0xd8, 0xff], 8))).toBeNull();
    expect(imageKind(new Uint8Array())).toBeNull();
  });
});
