import { randomBytes } from 'node:crypto';
import type { Id } from '#app/kernel/ids.ts';

const COUNTER_MAX = 0xfff;
let at = 0;
let counter = 0;

/**
 * A fresh UUID v7 (RFC 9562): 48 bits of milliseconds, 12 bits of a counter, then 62 random bits. Ids of one process go up, also
 * within a millisecond (section 6.2, method 1), so that what a command writes in order is read in order. Made here rather than
 * by the database where a command must name a row before it is written. The clock only orders ids; no business time is read
 * from it.
 */
export function newId<T extends Id<string>>(): T {
  const bytes = randomBytes(16);
  const now = Date.now();
  if (now > at || counter === COUNTER_MAX) {
    at = now > at ? now : at + 1;
    // It begins in the lower half, so that a millisecond has room for as many again.
    counter = bytes.readUInt16BE(6) & (COUNTER_MAX >> 1);
  } else counter += 1;
  bytes.writeUIntBE(at, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as T;
}
