import { listUnits } from '#app/modules/catalog/queries/list-units.server.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import { listRevenueAccounts } from '#app/modules/invoicing/queries/list-revenue-accounts.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { standardFirst } from './draft-values.ts';
import type { ProductChoices } from './product-fields.tsx';

/** What the form of a product offers: units, taxes with the standard one first, accounts of revenue. */
export async function productChoices(): Promise<ProductChoices> {
  const db = staffDb();
  const [units, taxes, accounts] = await Promise.all([listUnits(db), listTaxCategories(db), listRevenueAccounts(db)]);
  return { units, taxes: standardFirst(taxes), accounts };
}
