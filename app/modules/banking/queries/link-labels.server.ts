import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What a part of a line names: "RCP-000012", "UR-3", and nothing where it names nothing. */
export type LinkLabels = ReadonlyMap<string, string>;

/** The numbers a person knows the subjects of links by, by their ids. */
export async function linkLabels(db: ReadDb, subjectIds: readonly string[]): Promise<LinkLabels> {
  if (subjectIds.length === 0) return new Map();
  const ids = [...new Set(subjectIds)];
  const { rows } = await sql<{ id: string; label: string }>`
    select id, number as label from payments where id = any (${ids}::uuid[])
    union all select id, ref from payouts where id = any (${ids}::uuid[])
    union all select id, number from deposit_batches where id = any (${ids}::uuid[])
    union all select id, number from refunds where id = any (${ids}::uuid[])
    union all select id, label from unidentified_receipts where id = any (${ids}::uuid[])`.execute(db as never);
  return new Map(rows.map((row) => [row.id, row.label]));
}
