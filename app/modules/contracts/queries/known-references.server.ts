import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Known } from '../rules/find-faults.ts';
import type { WantedTerms } from '../types.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ids = (all: readonly (string | null)[]): string[] => [
  ...new Set(all.filter((id): id is string => id !== null && UUID.test(id))),
];

/** What of the things a proposal names is there: products, price lists, the customer's sites, taxes, income accounts. */
export async function knownReferences(db: ReadDb, customerId: string, wanted: WantedTerms): Promise<Known> {
  const { lines } = wanted;
  const products = await db
    .selectFrom('products')
    .select(['id', 'valid_from_on', 'valid_to_on'])
    .where('id', 'in', orNone(ids(lines.map((line) => line.productId))))
    .execute();
  const lists = await db
    .selectFrom('price_lists')
    .select(['id', 'name', 'currency'])
    .where('id', 'in', orNone(ids(lines.map((line) => line.priceListId))))
    .execute();
  const sites = await db.selectFrom('sites').select('id').where('customer_id', '=', customerId).execute();
  const taxes = await db.selectFrom('tax_categories').select('code').execute();
  const accounts = await db.selectFrom('ledger_accounts').select('code').where('kind', '=', 'income').execute();
  return {
    products: new Map(
      products.map((row) => [
        row.id,
        { validFromOn: row.valid_from_on as PlainDate, validToOn: row.valid_to_on as PlainDate | null },
      ]),
    ),
    priceLists: new Map(lists.map(({ id, ...row }) => [id, row])),
    siteIds: new Set(sites.map(({ id }) => id)),
    taxCodes: new Set(taxes.map(({ code }) => code)),
    accountCodes: new Set(accounts.map(({ code }) => code)),
  };
}

const NONE = '00000000-0000-0000-0000-000000000000';
const orNone = (list: string[]): string[] => (list.length > 0 ? list : [NONE]);
