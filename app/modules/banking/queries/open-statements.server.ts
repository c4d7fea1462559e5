import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** The statements of a stored import that have open lines, in the order of the file. */
export async function statementsOfImport(
  db: ReadDb,
  importId: string,
): Promise<{ readonly statementId: string; readonly currency: string }[]> {
  const { rows } = await sql<{ statementId: string; currency: string }>`
    select t.id as "statementId", t.currency from bank_statements t where t.import_id = ${importId}::uuid
      and exists (select from bank_line_states s where s.statement_id = t.id and s.state = 'open') order by t.statement_no`.execute(
    db,
  );
  return rows;
}
