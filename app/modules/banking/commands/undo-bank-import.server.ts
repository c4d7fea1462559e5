import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { BankImportId } from '../types.ts';

/**
 * `explained`: so many lines are explained; their explanations are undone first. `needed`: a later file left lines out because
 * they are in this one. `busy`: this file, or another, is being stored. `gone`: undone already, or never there.
 */
export type UndoImportRefusal =
  | { readonly code: 'explained'; readonly count: number }
  | { readonly code: 'needed'; readonly fileName: string }
  | { readonly code: 'busy' | 'gone' };

/**
 * Takes back an import: a staged file is put aside, and of a stored one no line counts any more. Only while no line of it is
 * explained. What the bank said stays on record; the file may come again. Writes `bank_file.undone`.
 */
export async function undoBankImport(
  tx: Tx,
  actor: Actor,
  { importId }: { readonly importId: BankImportId },
  moment: Moment,
): Promise<Result<{ lines: number }, UndoImportRefusal>> {
  const rows = await tx
    .selectFrom('bank_imports')
    .select(['id', 'state'])
    .where((where) => where.or([where('state', '=', 'storing'), where('id', '=', importId)]))
    .forUpdate()
    .execute();
  const own = rows.find(({ id }) => id === importId);
  if (!own || own.state === 'undone') return refuse({ code: 'gone' });
  if (rows.some(({ state }) => state === 'storing')) return refuse({ code: 'busy' });
  const lines = own.state === 'stored' ? await takeLinesBack(tx, importId) : ok(0);
  if (!lines.ok) return lines;
  await tx
    .updateTable('bank_imports')
    .set({ state: 'undone', undone_at: moment.now, undone_by_name: actor.name })
    .where('id', '=', importId)
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'bank_file.undone', subjectKind: 'bank_import', subjectId: importId },
    ...{ before: { state: own.state }, after: { lines: lines.value } },
  });
  return ok({ lines: lines.value });
}

async function takeLinesBack(tx: Tx, importId: BankImportId): Promise<Result<number, UndoImportRefusal>> {
  const later = await sql<{ fileName: string }>`
    select i.file_name as "fileName" from bank_statements t join bank_lines l on l.statement_id = t.id join bank_lines k on k.same_as = l.id
      join bank_line_states s on s.line_id = k.id join bank_statements u on u.id = k.statement_id join bank_imports i on i.id = u.import_id
    where t.import_id = ${importId}::uuid and u.import_id <> t.import_id limit 1`.execute(tx);
  if (later.rows[0]) return refuse({ code: 'needed', fileName: later.rows[0].fileName });
  // A line that is being explained at this moment is waited for, and then it is not among these.
  const gone = await sql`
    delete from bank_line_states s using bank_statements t
    where t.id = s.statement_id and t.import_id = ${importId}::uuid and s.state <> 'explained'`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from bank_line_states s join bank_statements t on t.id = s.statement_id where t.import_id = ${importId}::uuid`.execute(
    tx,
  );
  const count = rows[0]!.count;
  return count > 0 ? refuse({ code: 'explained', count }) : ok(Number(gone.numAffectedRows ?? 0n));
}
