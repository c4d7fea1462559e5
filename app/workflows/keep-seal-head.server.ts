import path from 'node:path';
import { assert } from '#app/kernel/assert.ts';
import { parseSealHeads, sealHeadText } from '#app/modules/ledger/forms.ts';
import { headsThatDiffer, sealHead } from '#app/modules/ledger/queries/seal-heads.server.ts';
import type { SealHead } from '#app/modules/ledger/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { appendLine, readTextOrNull, replaceFile } from '#app/platform/storage/replace-file.server.ts';

/** The newest head, replaced with each new seal. */
const HEAD_FILE = 'seal-head.json';
/** One line a day, never rewritten. */
const LOG_FILE = 'seal-heads.log';

/** All heads the data folder holds, oldest first. */
export async function readSealHeads(folder: string): Promise<SealHead[]> {
  return [...(await headsIn(folder, LOG_FILE)), ...(await headsIn(folder, HEAD_FILE))];
}

async function headsIn(folder: string, name: string): Promise<SealHead[]> {
  const text = await readTextOrNull(path.join(folder, name));
  const heads = parseSealHeads(text ?? '');
  assert(heads.ok, `${name} in the data folder holds a line that is no head of a seal`);
  return heads.value;
}

export type KeptHead = { kept: SealHead | null; faults: readonly { seal_no: string; fault: string }[] };

/**
 * Writes the head of the chain down outside the database: the newest, and one a day. First looks whether the head
 * written last still stands in the chain: one that does not is evidence and is never overwritten.
 */
export async function keepSealHead(db: ReadDb, folder: string): Promise<KeptHead> {
  const [before] = await headsIn(folder, HEAD_FILE);
  const faults = await headsThatDiffer(db, before ? [before] : []);
  if (faults.length > 0) return { kept: null, faults };
  const head = await sealHead(db);
  const line = sealHeadText(head);
  if (before?.sealNo !== head.sealNo) await replaceFile(path.join(folder, HEAD_FILE), `${line}\n`);
  const lastOfDay = (await headsIn(folder, LOG_FILE)).at(-1);
  if (!lastOfDay || dayOf(lastOfDay) !== dayOf(head)) await appendLine(path.join(folder, LOG_FILE), line);
  return { kept: head, faults: [] };
}

const dayOf = (head: SealHead): string => head.sealedAt.toISOString().slice(0, 10);
