import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Product, ProductId } from '../types.ts';

type ProductRow = {
  id: string;
  code: string;
  name: string;
  description: string;
  unit_code: string;
  tax_code: string;
  account_code: string;
  valid_from_on: string;
  valid_to_on: string | null;
};

export const toProduct = (row: ProductRow): Product => ({
  id: row.id as ProductId,
  code: row.code,
  name: row.name,
  description: row.description,
  unitCode: row.unit_code,
  taxCode: row.tax_code,
  accountCode: row.account_code,
  validFromOn: row.valid_from_on as PlainDate,
  validToOn: row.valid_to_on as PlainDate | null,
});

type Asked = {
  readonly on: PlainDate;
  /** `sold`: sold on the day or later. `ended`: sold no longer then. */
  readonly view: 'sold' | 'ended' | 'all';
  readonly search?: string | undefined;
  /** The code of the last row of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
};

/** Products by code, a page at a time; `next` is the code to go on after. */
export async function listProducts(db: ReadDb, asked: Asked): Promise<{ rows: Product[]; next: string | null }> {
  const rows = await db
    .selectFrom('products')
    .selectAll()
    .$if(asked.view === 'sold', (query) =>
      query.where((eb) => eb.or([eb('valid_to_on', 'is', null), eb('valid_to_on', '>=', asked.on)])),
    )
    .$if(asked.view === 'ended', (query) => query.where('valid_to_on', '<', asked.on))
    .$if(Boolean(asked.search), (query) => {
      const like = `%${(asked.search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
      return query.where((eb) => eb.or([eb('name', 'ilike', like), eb('code', 'ilike', like)]));
    })
    .$if(asked.after !== undefined, (query) => query.where(sql<boolean>`lower(code) > lower(${asked.after ?? ''})`))
    .orderBy(sql`lower(code)`)
    .limit(asked.limit + 1)
    .execute();
  const page = rows.slice(0, asked.limit).map(toProduct);
  return { rows: page, next: rows.length > asked.limit ? (page.at(-1)?.code ?? null) : null };
}
