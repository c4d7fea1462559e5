import { inflateRawSync } from 'node:zlib';
import { ok, type Result, refuse } from '#app/kernel/result.ts';

const PARTS_MAX = 2_000;
const PART_BYTES_MAX = 32 * 1024 * 1024;

/**
 * The parts of a ZIP file by name, each unpacked when it is asked for and to 32 MB at most. Read by the list at the end of the
 * file; encrypted files, files in volumes and methods other than stored and deflated are refused. Never throws: a
 * part is `missing`, or `damaged` where it cannot be unpacked.
 */
export function openZip(bytes: Uint8Array): Result<(name: string) => Uint8Array | 'missing' | 'damaged', 'not-a-zip'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  if (end === null) return refuse('not-a-zip');
  const parts = new Map<string, { method: number; at: number; packed: number; size: number }>();
  let at = view.getUint32(end + 16, true);
  const count = Math.min(view.getUint16(end + 10, true), PARTS_MAX);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return refuse('not-a-zip');
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength!));
    const isPlain = (view.getUint16(at + 8, true) & 1) === 0;
    const part = { method: view.getUint16(at + 10, true), at: view.getUint32(at + 42, true) };
    if (isPlain)
      parts.set(name, { ...part, packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true) });
    at += 46 + nameLength! + extra! + comment!;
  }
  return ok((name) => {
    const part = parts.get(name);
    return part ? (unpacked(bytes, view, part) ?? 'damaged') : 'missing';
  });
}

function endRecord(view: DataView): number | null {
  const last = view.byteLength - 22;
  for (let at = last; at >= 0 && at > last - 65_536; at -= 1) if (view.getUint32(at, true) === 0x06054b50) return at;
  return null;
}

function unpacked(
  bytes: Uint8Array,
  view: DataView,
  part: { method: number; at: number; packed: number; size: number },
): Uint8Array | null {
  if (part.at + 30 > view.byteLength || part.size > PART_BYTES_MAX) return null;
  const begin = part.at + 30 + view.getUint16(part.at + 26, true) + view.getUint16(part.at + 28, true);
  const packed = bytes.subarray(begin, begin + part.packed);
  if (part.method === 0) return packed;
  if (part.method !== 8) return null;
  try {
    return inflateRawSync(packed, { maxOutputLength: PART_BYTES_MAX });
  } catch {
    return null;
  }
}
