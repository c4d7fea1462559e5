import { randomBytes } from 'node:crypto';
import type { Id } from '#app/kernel/ids.ts';

/**
 * A fresh UUID v7 (RFC 9562): 48 bits of milliseconds, then 74 random bits. Made here rather than by the database where
 * a command must name a row before it is written. The clock only orders ids; no business time is read from it.
 */
export function newId<T extends Id<string>>(): T {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as T;
}
