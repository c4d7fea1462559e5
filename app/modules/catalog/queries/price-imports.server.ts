import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PriceImportId } from '../types.ts';

export type PriceImport = {
  readonly id: PriceImportId;
  readonly fileName: string;
  readonly madeByName: string;
  readonly madeAt: Date;
  /** Prices it added, and how many of them hold still. */
  readonly rowCount: number;
  readonly standing: number;
};

/** The newest files of prices that were taken in. */
export async function priceImports(db: ReadDb, limit: number): Promise<PriceImport[]> {
  const { rows } = await sql<PriceImport>`
    select i.id, i.file_name as "fileName", i.made_by_name as "madeByName", i.made_at as "madeAt", i.row_count as "rowCount",
      (select count(*) from list_prices p where p.import_id = i.id
        and not exists (select from list_price_withdrawals w where w.list_price_id = p.id))::int as standing
    from price_imports i order by i.made_at desc, i.id desc limit ${limit}`.execute(db as never);
  return rows;
}
