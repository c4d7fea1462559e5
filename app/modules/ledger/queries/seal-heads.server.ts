import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { SealHead } from '../types.ts';

type RawHead = { chain: string; seal_no: bigint; hash: string; sealed_at: Date };

/** The end of the chain as it stands now. */
export async function sealHead(db: ReadDb): Promise<SealHead> {
  const { rows } = await sql<RawHead>`
    select encode(first.hash, 'hex') as chain, last.seal_no, encode(last.hash, 'hex') as hash, last.sealed_at
    from (select hash from seals order by seal_no limit 1) first,
      (select seal_no, hash, sealed_at from seals order by seal_no desc limit 1) last`.execute(db as never);
  const row = rows[0]!;
  return { chain: row.chain, sealNo: row.seal_no, hash: row.hash, sealedAt: row.sealed_at };
}

/**
 * What exported heads say against the chain: an end that was cut off, or a chain that was written anew. Empty when every
 * head stands in it unchanged.
 */
export async function headsThatDiffer(
  db: ReadDb,
  heads: readonly SealHead[],
): Promise<{ seal_no: string; fault: string }[]> {
  if (heads.length === 0) return [];
  const now = await sealHead(db);
  const { rows } = await sql<{ seal_no: bigint; hash: string }>`
    select seal_no, encode(hash, 'hex') as hash from seals where seal_no = any (${heads.map((head) => String(head.sealNo))}::bigint[])`.execute(
    db as never,
  );
  const stored = new Map(rows.map((row) => [row.seal_no, row.hash]));
  const inOrder = [...heads].sort((a, b) => Number(a.sealNo - b.sealNo));
  const found: { seal_no: string; fault: string }[] = [];
  let lastTrue: bigint | undefined;
  for (const head of inOrder) {
    const fault = faultOf(head, { now, hash: stored.get(head.sealNo), lastTrue });
    if (fault) found.push({ seal_no: String(head.sealNo), fault });
    else lastTrue = head.sealNo;
  }
  return found;
}

type Against = { now: SealHead; hash: string | undefined; lastTrue: bigint | undefined };

function faultOf(head: SealHead, { now, hash, lastTrue }: Against): string | undefined {
  const exported = `exported ${head.sealedAt.toISOString()}`;
  if (head.chain !== now.chain) return `belongs to another database or the chain was begun anew, ${exported}`;
  if (head.sealNo > now.sealNo)
    return `the end was cut off: seals ${now.sealNo + 1n} to ${head.sealNo} are gone, ${exported}`;
  if (hash === undefined) return `is missing, ${exported}`;
  if (hash === head.hash) return undefined;
  const since = lastTrue === undefined ? '' : ` after seal ${lastTrue}`;
  return `the chain was written anew${since}: this seal is not the one ${exported}`;
}
