import { sql } from 'kysely';
import type { Decimal } from '#app/kernel/decimal.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ContractId, ContractTerms, ContractVersion, VersionState } from '../types.ts';

type Row = Omit<ContractVersion, 'terms' | 'state'> & { terms: unknown; state: string };

/** Terms as a version keeps them. Dates and decimals were checked when they were written; they are texts all the way. */
export const termsOf = (kept: unknown): ContractTerms => kept as ContractTerms;

/** Every version of a contract, newest first. */
export async function versionsOf(db: ReadDb, contractId: ContractId): Promise<ContractVersion[]> {
  const rows = await db
    .selectFrom('contract_versions')
    .select(['version_no as versionNo', 'state', 'terms', 'holds_from_on', 'reason', 'proposed_by as proposedBy'])
    .select(['proposed_by_name as proposedByName', 'proposed_at as proposedAt', 'decided_by_name as decidedByName'])
    .select(['decided_at as decidedAt', 'decision_note as decisionNote'])
    .where('contract_id', '=', contractId)
    .orderBy('version_no', 'desc')
    .execute();
  return rows.map(({ holds_from_on, ...row }) => ({
    ...(row satisfies Omit<Row, 'holdsFromOn'>),
    state: row.state as VersionState,
    terms: termsOf(row.terms),
    holdsFromOn: holds_from_on as PlainDate,
  }));
}

/** The terms that hold now, or null before the first approval. */
export async function currentTerms(db: ReadDb, contractId: ContractId): Promise<ContractTerms | null> {
  const row = await db
    .selectFrom('contracts as c')
    .innerJoin('contract_versions as v', (join) =>
      join.onRef('v.contract_id', '=', 'c.id').onRef('v.version_no', '=', 'c.version_no'),
    )
    .select('v.terms')
    .where('c.id', '=', contractId)
    .executeTakeFirst();
  return row ? termsOf(row.terms) : null;
}

/** The last billed day of each line of a contract that was billed, by line number. */
export async function billedThrough(db: ReadDb, contractId: ContractId): Promise<Map<number, PlainDate>> {
  const { rows } = await sql<{ line_no: number; through_on: PlainDate }>`
    select l.line_no, max(b.period_to_on) as through_on from contract_lines l join billed_periods b on b.contract_line_id = l.id
    where l.contract_id = ${contractId} group by l.line_no`.execute(db);
  return new Map(rows.map((row) => [row.line_no, row.through_on]));
}

/** A quantity as canonical text, from numeric(20,6). */
export const quantityText = (value: string | null): Decimal | null =>
  value === null ? null : ((value.includes('.') ? value.replace(/\.?0+$/, '') : value) as Decimal);
