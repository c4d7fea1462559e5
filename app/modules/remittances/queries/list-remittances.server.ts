import { type SqlBool, sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Remittance } from '../types.ts';
import { remittancesWhere } from './get-remittance.server.ts';

export const REMITTANCE_VIEWS = ['waiting', 'attached', 'dropped'] as const;
export type RemittanceView = (typeof REMITTANCE_VIEWS)[number];

const CONDITIONS: Readonly<Record<RemittanceView, ReturnType<typeof sql<SqlBool>>>> = {
  waiting: sql<SqlBool>`m.dropped_at is null and k.id is null`,
  attached: sql<SqlBool>`k.id is not null`,
  dropped: sql<SqlBool>`m.dropped_at is not null`,
};

/** Advices, newest first; the next page begins after the last id. */
export async function listRemittances(
  db: ReadDb,
  { view, after, limit }: { readonly view: RemittanceView; readonly after: string | null; readonly limit: number },
): Promise<{ rows: Remittance[]; hasMore: boolean }> {
  const page = after ? sql<SqlBool>`${CONDITIONS[view]} and m.id < ${after}::uuid` : CONDITIONS[view];
  const rows = await remittancesWhere(db, page, sql`order by m.id desc limit ${limit + 1}`);
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}
