import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { LOGO_BYTES_MAX, type Logo } from '../types.ts';
import { readSvg } from './read-svg.ts';

/** More than any printed letterhead shows. */
const LOGO_PIXELS_MAX = 4_000;
/** A logo wider than this beside its height would be a line. */
const SHAPE_MAX = 12;

export type ReadLogo = Omit<Logo, 'sha256'>;

/**
 * What a file is and how large its picture is, by its content: the name and the declared type are the sender's and prove
 * nothing. Refuses, with the sentence for the person, whatever is no PNG, JPEG or plain SVG, and what is too large.
 */
export function readLogo(bytes: Uint8Array): Result<ReadLogo, string> {
  if (bytes.byteLength === 0) return refuse('The file is empty. Choose the logo once more.');
  if (bytes.byteLength > LOGO_BYTES_MAX) return refuse('The file is larger than 1 MB. Save the logo smaller.');
  const read = pictureOf(bytes);
  if (!read.ok) return read;
  const { width, height, mediaType } = read.value;
  if (mediaType !== 'image/svg+xml' && Math.max(width, height) > LOGO_PIXELS_MAX)
    return refuse(`The picture is ${width} × ${height} pixels. Save it with ${LOGO_PIXELS_MAX} or fewer on each side.`);
  if (Math.max(width / height, height / width) > SHAPE_MAX)
    return refuse(`The picture is ${width} × ${height}: too narrow to be a logo. Cut it to its shape.`);
  return read;
}

function pictureOf(bytes: Uint8Array): Result<ReadLogo, string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return readPng(view);
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return readJpeg(view);
  const kind = strangerOf(bytes);
  if (kind) return refuse(`This is ${kind}, whatever its name says. Send the logo as PNG, JPEG or SVG.`);
  const text = utf8(bytes);
  if (text === null || !/<svg[\s>]/.test(text.slice(0, 4_000)))
    return refuse('This is no picture that documents can carry. Send the logo as PNG, JPEG or SVG.');
  const drawing = readSvg(text);
  return drawing.ok ? ok({ mediaType: 'image/svg+xml', ...drawing.value }) : drawing;
}

/** Files people send by mistake, by their first bytes. */
const STRANGERS: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF'],
  [[0x52, 0x49, 0x46, 0x46], 'a WebP picture or a sound'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip or an office document'],
  [[0x42, 0x4d], 'a BMP'],
  [[0x49, 0x49, 0x2a, 0x00], 'a TIFF'],
  [[0x4d, 0x4d, 0x00, 0x2a], 'a TIFF'],
  [[0x4d, 0x5a], 'a program'],
];
const startsWith = (bytes: Uint8Array, start: readonly number[]) => start.every((byte, at) => bytes[at] === byte);
const strangerOf = (bytes: Uint8Array): string | undefined =>
  STRANGERS.find(([start]) => startsWith(bytes, start))?.[1];

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const DAMAGED = refuse('The picture is damaged: it ends too early. Save it again.');

function readPng(view: DataView): Result<ReadLogo, string> {
  if (view.byteLength < 33 || view.getUint32(12) !== 0x49484452) return DAMAGED;
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  return width > 0 && height > 0 ? ok({ mediaType: 'image/png', width, height }) : DAMAGED;
}

const START_OF_SCAN = 0xda;

/**
 * Walks the segments of a JPEG to its frame header, which holds height and width, and on to the picture itself, which ends with a
 * mark of its own: a file cut off on its way has none, and would be half a picture on every document.
 */
function readJpeg(view: DataView): Result<ReadLogo, string> {
  let at = 2;
  let size: { width: number; height: number } | null = null;
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      if (width === 0 || height === 0) return DAMAGED;
      size = { width, height };
    }
    if (marker === START_OF_SCAN)
      return size && endsWhole(view, at) ? ok({ mediaType: 'image/jpeg', ...size }) : DAMAGED;
    at += 2 + view.getUint16(at + 2);
  }
  return DAMAGED;
}

/** Inside the picture each 0xff is followed by nought or a restart mark, so these two bytes are its end. */
function endsWhole(view: DataView, from: number): boolean {
  for (let at = view.byteLength - 2; at > from; at -= 1)
    if (view.getUint8(at) === 0xff && view.getUint8(at + 1) === 0xd9) return true;
  return false;
}
