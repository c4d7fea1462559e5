import type { Currency } from '#app/kernel/money.ts';
import { type AdviceFileKind, adviceFileKind } from '../types.ts';
import { readAdvice } from './read-advice.server.ts';

const ZIP = [0x50, 0x4b] as const;

/**
 * What a file is where rows of an advice stand in it, by its content: CSV, a workbook or UBL. Null for anything else, plain
 * text too. Any currency will do to look: what could be read in two ways is such a file all the same. Reads no database.
 */
export function adviceFileOf(bytes: Uint8Array, currency: Currency): AdviceFileKind | null {
  const read = readAdvice(bytes, { currency });
  if (read.ok) return read.value.format === 'text' ? null : adviceFileKind(read.value.format);
  if (read.refusal.code !== 'two-ways') return null;
  return adviceFileKind(ZIP.every((byte, at) => bytes[at] === byte) ? 'xlsx' : 'csv');
}
