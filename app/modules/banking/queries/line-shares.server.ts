import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { BankLineState } from '../types.ts';

/** More lines than this make no picture; they are then drawn as one piece for each state. */
const DRAWN_MAX = 300;

/** The lines of a statement as pieces of a bar: their states and sizes (minor units without sign), in the bank's order. */
export async function lineShares(
  db: ReadDb,
  { statementId }: { readonly statementId: string },
): Promise<readonly { readonly state: BankLineState; readonly sizeMinor: bigint }[]> {
  const { rows } = await sql<{ state: BankLineState; sizeMinor: bigint }>`
    with lines as (select s.state, l.line_no, abs(l.amount_minor) as size from bank_line_states s join bank_lines l on l.id = s.line_id
      where s.statement_id = ${statementId}::uuid and s.state <> 'skipped')
    select state, sum(size)::bigint as "sizeMinor" from lines
    group by state, case when (select count(*) from lines) <= ${DRAWN_MAX} then line_no end order by min(line_no)`.execute(
    db as never,
  );
  return rows;
}
