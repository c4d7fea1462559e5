import { describe, expect, it } from 'vitest';
import { contrastOnWhite, readAccentColour } from './accent-colour.ts';
import { readLogo } from './read-logo.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const svg = (inside: string, of = 'viewBox="0 0 120 40"') =>
  bytes(`<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" ${of}>${inside}</svg>`);
const png = (width: number, height: number) => {
  const made = new Uint8Array(64);
  made.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(made.buffer).setUint32(16, width);
  new DataView(made.buffer).setUint32(20, height);
  return made;
};
const JPEG = new Uint8Array([
  ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 50, 0, 200, 1, 1, 0x11, 0],
  ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0x34, 0xff, 0, 0x56, 0xff, 0xd9],
]);
const refusalOf = (file: Uint8Array): string => {
  const read = readLogo(file);
  return read.ok ? 'taken' : read.refusal;
};

describe('a logo is what its content says', () => {
  it('a PNG, a JPEG and a plain SVG are taken with their size', () => {
    expect(readLogo(png(300, 100))).toEqual({ ok: true, value: { mediaType: 'image/png', width: 300, height: 100 } });
    expect(readLogo(JPEG)).toEqual({ ok: true, value: { mediaType: 'image/jpeg', width: 200, height: 50 } });
    const drawn = svg(
      '<defs><linearGradient id="a"/></defs><style>.b{fill:url(#a)}</style><g class="b"><path d="M0 0h9"/></g><!-- <script> -->',
    );
    expect(readLogo(drawn)).toEqual({ ok: true, value: { mediaType: 'image/svg+xml', width: 120, height: 40 } });
  });

  it('another kind is named, whatever it is called', () => {
    expect(refusalOf(bytes('%PDF-1.7'))).toContain('a PDF');
    expect(refusalOf(bytes('GIF89a'))).toContain('a GIF');
    expect(refusalOf(bytes('<html><body/></html>'))).toContain('no picture');
  });

  it('a picture of more than 4,000 pixels, a line and a torn file are refused', () => {
    expect(refusalOf(png(4_001, 2_000))).toContain('4001 × 2000');
    expect(refusalOf(png(4_000, 10))).toContain('too narrow');
    expect(refusalOf(png(300, 100).slice(0, 20))).toContain('damaged');
    for (let length = 3; length < JPEG.length; length += 1)
      expect(refusalOf(JPEG.slice(0, length))).toContain('damaged');
    expect(refusalOf(new Uint8Array())).toContain('empty');
    expect(refusalOf(new Uint8Array(1024 * 1024 + 1))).toContain('1 MB');
  });

  it.each([
    ['a script', svg('<script>alert(1)</script>'), 'a script'],
    ['a page inside', svg('<foreignObject><p/></foreignObject>'), 'foreignObject'],
    ['an event', svg('<path onload="x()" d=""/>'), 'onload'],
    ['a picture from elsewhere', svg('<image href="https://example.test/a.png"/>'), '“image”'],
    ['a link', svg('<g xlink:href="https://example.test"/>'), 'from elsewhere'],
    ['a style from elsewhere', svg('<style>@import "https://example.test/a.css";</style>'), 'from elsewhere'],
    [
      'a style from elsewhere before a “>”',
      svg('<style>.a{fill:url(https://example.test/a)} g>path{}</style>'),
      'from elsewhere',
    ],
    ['a fill from elsewhere', svg('<path fill="url(https://example.test/a)"/>'), 'from elsewhere'],
    ['a hidden fill', svg('<path style="fill:u&#114;l(https://example.test)"/>'), 'hides'],
    ['an entity', bytes('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"/>'), 'document type'],
    ['a repeating use', svg('<use href="#a"/>'), '“use”'],
    ['an open end', bytes('<svg viewBox="0 0 1 1"><g>'), 'middle'],
    ['something after the root', bytes('<svg viewBox="0 0 1 1"/><script/>'), 'a script'],
    ['no size', svg('<path d=""/>', ''), 'how large'],
  ])('an SVG with %s is refused and says why', (_, file, words) => {
    expect(refusalOf(file)).toContain(words);
  });
});

describe('the colour of documents', () => {
  it('is read with or without its sign, in short form too', () => {
    expect(readAccentColour('1D4ED8')).toEqual({ ok: true, value: '#1d4ed8' });
    expect(readAccentColour('#036')).toEqual({ ok: true, value: '#003366' });
    expect(readAccentColour('blue')).toEqual({ ok: false, refusal: { code: 'no-colour' } });
  });

  it('that cannot be read on white is refused, and the nearest darker one that can is offered', () => {
    for (const colour of ['#ffcc00', '#ffffff', '#00ff00', '#ff6600', '#8888ff']) {
      const read = readAccentColour(colour);
      if (read.ok || read.refusal.code !== 'too-light') throw new Error(`${colour} was taken`);
      expect(contrastOnWhite(read.refusal.offered)).toBeGreaterThanOrEqual(4.5);
      expect(contrastOnWhite(read.refusal.offered)).toBeLessThan(4.75);
    }
    expect(contrastOnWhite('#767676')).toBeCloseTo(4.54, 2);
  });
});
