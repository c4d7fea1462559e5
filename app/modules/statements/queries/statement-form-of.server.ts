import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { StatementForm } from '../types.ts';

/** The form in which a customer gets statements: their own choice, else the company's. In the portal too. */
export async function statementFormOf(db: ReadDb, of: { readonly customerId: string }): Promise<StatementForm> {
  const { rows } = await sql<{ form: StatementForm }>`
    select coalesce(p.form, d.form) as form from statement_defaults d
      left join statement_preferences p on p.customer_id = ${of.customerId}::uuid`.execute(db as never);
  return rows[0]?.form ?? 'balance_forward';
}
