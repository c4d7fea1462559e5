import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import type { BankImportId, BankImportState, BankImportWish } from '../types.ts';

/** `known`: the same bytes came before and wait, or are stored; nothing is added. */
export type StageRefusal = {
  readonly code: 'known';
  readonly importId: BankImportId;
  readonly state: BankImportState;
  readonly fileName: string;
  readonly stagedAt: Date;
};

export type StagedFile = {
  readonly fileName: string;
  readonly sha256: string;
  readonly size: number;
  readonly wish: BankImportWish;
};

/** Takes note of a file that lies in the store and orders its reading. Writes `bank_file.staged`. */
export async function stageBankImport(
  tx: Tx,
  actor: Actor,
  file: StagedFile,
  moment: Moment,
): Promise<Result<{ importId: BankImportId }, StageRefusal>> {
  // Two uploads of one file at once: the second waits here and then finds the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${file.sha256}, 330))`.execute(tx);
  const before = await tx
    .selectFrom('bank_imports')
    .select(['id', 'state', 'file_name', 'staged_at'])
    .where('sha256', '=', file.sha256)
    .where('state', 'in', ['reading', 'ready', 'storing', 'stored'])
    .executeTakeFirst();
  if (before)
    return refuse({
      ...{ code: 'known', importId: before.id as BankImportId, state: before.state as BankImportState },
      ...{ fileName: before.file_name, stagedAt: before.staged_at },
    });
  const importId = newId<BankImportId>();
  await tx
    .insertInto('bank_imports')
    .values({
      ...{ id: importId, file_name: file.fileName.slice(0, 200) || 'file', sha256: file.sha256 },
      ...{ size_bytes: BigInt(file.size), wish: JSON.stringify(file.wish), staged_at: moment.now },
      ...{ imported_by: actor.kind === 'staff' ? actor.id : null, imported_by_name: actor.name },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'bank_file.staged', subjectKind: 'bank_import', subjectId: importId },
    after: { fileName: file.fileName, sha256: file.sha256, size: String(file.size) },
  });
  await enqueue(tx, 'import-bank-file', { importId });
  return ok({ importId });
}
