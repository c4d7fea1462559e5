import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import type { Kysely } from 'kysely';
import type { Result } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { importUsageFile } from '#app/modules/usage/commands/import-usage-file.server.ts';
import { listMappings } from '#app/modules/usage/queries/list-mappings.server.ts';
import type { Taken, UsageImportKind } from '#app/modules/usage/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DB } from '#db/types.generated.ts';
import { CommandRefused, type Invocation } from './invocation.ts';

export const isUsageImport = (what: string | undefined): what is UsageImportKind =>
  what === 'usage' || what === 'readings' || what === 'orders';

/** The import of a file of usage, read from the disk part by part, with the columns of a saved mapping if one is named. */
export async function usageImport(
  db: Kysely<DB>,
  call: Invocation,
  { kind, file, moment }: { kind: UsageImportKind; file: string; moment: Moment },
): Promise<(tx: Tx) => Promise<Result<Taken, Taken>>> {
  await access(file).catch(() => {
    throw new CommandRefused(`The file ${file} cannot be read.`);
  });
  const name = call.options.get('--mapping');
  const saved = await listMappings(db, kind);
  const mapping = saved.find((one) => one.name.toLowerCase() === String(name ?? '').toLowerCase())?.mapping ?? null;
  if (name !== undefined && mapping === null)
    throw new CommandRefused(
      `No choice of columns is saved as ${name} for ${kind}. Saved: ${saved.map((one) => one.name).join(', ') || 'none'}.`,
    );
  // A stream is read once; a transaction that must run again opens the file again.
  const content = {
    [Symbol.asyncIterator]: () => createReadStream(file)[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>,
  };
  return (tx) => importUsageFile(tx, SYSTEM, { kind, fileName: path.basename(file), content, mapping }, moment);
}
