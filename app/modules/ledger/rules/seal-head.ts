import { z } from 'zod';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { SealHead } from '../types.ts';

const HASH = z.string().regex(/^[0-9a-f]{64}$/);
const headShape = z.object({
  chain: HASH,
  sealNo: z.string().regex(/^\d{1,18}$/),
  hash: HASH,
  sealedAt: z.iso.datetime(),
});

/** A head as one line of JSON, the same in every file and printout. */
export const sealHeadText = (head: SealHead): string =>
  JSON.stringify({
    chain: head.chain,
    sealNo: String(head.sealNo),
    hash: head.hash,
    sealedAt: head.sealedAt.toISOString(),
  });

/** Reads what sealHeadText wrote: one head a line, blank lines left out. Refuses the number of the first line that is no head. */
export function parseSealHeads(text: string): Result<SealHead[], { line: number }> {
  const heads: SealHead[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const parsed = headShape.safeParse(jsonOrNull(line));
    if (!parsed.success) return refuse({ line: at + 1 });
    const { chain, sealNo, hash, sealedAt } = parsed.data;
    heads.push({ chain, sealNo: BigInt(sealNo), hash, sealedAt: new Date(sealedAt) });
  }
  return ok(heads);
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
