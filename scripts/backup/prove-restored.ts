import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commandDatabase } from '../commands/command-database.ts';
import { filesFolder } from './files-folder.ts';
import type { SealHead } from './manifest.ts';

const SHOWN_MAX = 5;

/**
 * What the laws cannot see from inside the database: every stored document's bytes have their hash, and the newest seal
 * of the backup stands in the restored ledger. Prints a line each; answers the exit code.
 */
export async function proveRestored(dataDir: string, sealHead: SealHead | null): Promise<number> {
  const { pool } = await commandDatabase();
  const { rows } = await pool.query<{ sha256: string; file_name: string }>(
    'select distinct on (sha256) sha256, file_name from documents order by sha256',
  );
  const bad = rows.filter(({ sha256 }) => hashOf(path.join(filesFolder(dataDir), keyOf(sha256))) !== sha256);
  process.stdout.write(`stored documents: ${rows.length}, missing or damaged: ${bad.length}\n`);
  for (const { file_name, sha256 } of bad.slice(0, SHOWN_MAX))
    process.stderr.write(`${file_name} (${sha256}) is not in the folder of files; copy it there from elsewhere.\n`);
  const sealKept = sealHead === null || (await hasSeal(pool, sealHead));
  if (sealHead)
    process.stdout.write(`seal ${sealHead.sealNo} of the backup: ${sealKept ? 'unchanged' : 'NOT FOUND'}\n`);
  return bad.length === 0 && sealKept ? 0 : 1;
}

type Pool = Awaited<ReturnType<typeof commandDatabase>>['pool'];

async function hasSeal(pool: Pool, { sealNo, hash }: SealHead): Promise<boolean> {
  const { rowCount } = await pool.query(`select 1 from seals where seal_no = $1 and hash = decode($2, 'hex')`, [
    sealNo,
    hash,
  ]);
  return rowCount === 1;
}

const keyOf = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;

const hashOf = (file: string): string | null =>
  existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : null;
