export type ImageKind = { readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp'; readonly ending: string };

const text = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Which raster image a file is, by its first bytes: the name and the declared type are
 * the sender's and prove nothing. Null for everything else, SVG included: that can hold script.
 */
export function imageKind(bytes: Uint8Array): ImageKind | null {
  if (bytes.length < 16) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return { mediaType: 'image/jpeg', ending: 'jpg' };
  if (PNG.every((byte, at) => bytes[at] === byte) && text(bytes, 12, 16) === 'IHDR')
    return { mediaType: 'image/png', ending: 'png' };
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return { mediaType: 'image/webp', ending: 'webp' };
  return null;
}
