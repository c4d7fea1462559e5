import type { CustomerId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import type { TermsFrom } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ContractFile, ContractFileId, ContractHead, ContractId, ContractNames, Site, SiteId } from '../types.ts';

/** The contract's own row with its customer; terms and versions are read beside it. */
export async function getContract(db: ReadDb, contractId: ContractId): Promise<ContractHead | null> {
  const row = await db
    .selectFrom('contracts as c')
    .innerJoin('customers as u', 'u.id', 'c.customer_id')
    .select(['c.id', 'c.number', 'c.title', 'c.currency', 'c.starts_on', 'c.ends_on', 'c.state', 'c.version_no'])
    .select([
      'u.id as customer_id',
      'u.name',
      'u.number as customer_number',
      'u.invoice_per',
      'u.terms_from',
      'u.terms_days',
    ])
    .where('c.id', '=', contractId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...{ id: row.id as ContractId, number: row.number, title: row.title, currency: currency(row.currency) },
    ...{ startsOn: row.starts_on as PlainDate, endsOn: row.ends_on as PlainDate | null, versionNo: row.version_no },
    isDraft: row.state === 'draft',
    customer: {
      ...{ id: row.customer_id as CustomerId, name: row.name, number: row.customer_number },
      ...{ invoicePer: row.invoice_per, termsFrom: row.terms_from as TermsFrom, termsDays: row.terms_days },
    },
  };
}

/** Papers of a contract that are in sight, the newest first. */
export async function filesOf(db: ReadDb, contractId: ContractId): Promise<ContractFile[]> {
  const rows = await db
    .selectFrom('contract_files')
    .select(['id', 'file_name as fileName', 'media_type as mediaType', 'sha256', 'size_bytes', 'uploaded_at'])
    .select('uploaded_by_name as byName')
    .where('contract_id', '=', contractId)
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id, size_bytes, uploaded_at, ...row }) => ({
    ...{ ...row, id: id as ContractFileId, sizeBytes: Number(size_bytes), uploadedAt: uploaded_at },
  }));
}

/** Sites of a customer by code. */
export async function sitesOf(db: ReadDb, customerId: string): Promise<Site[]> {
  const rows = await db
    .selectFrom('sites')
    .select(['id', 'code', 'name', 'address_lines'])
    .where('customer_id', '=', customerId)
    .orderBy('code')
    .execute();
  return rows.map(({ id, address_lines, ...row }) => ({ ...row, id: id as SiteId, addressLines: address_lines }));
}

/** The names behind the ids in a contract's versions: products with their unit, price lists, sites. */
export async function contractNames(db: ReadDb, customerId: string): Promise<ContractNames> {
  const products = await db
    .selectFrom('products')
    .select(['id', 'code', 'name', 'unit_code'])
    .orderBy('code')
    .execute();
  const lists = await db.selectFrom('price_lists').select(['id', 'name', 'currency']).orderBy('name').execute();
  const sites = await sitesOf(db, customerId);
  return {
    products: Object.fromEntries(products.map(({ id, unit_code, ...row }) => [id, { ...row, unit: unit_code }])),
    priceLists: Object.fromEntries(lists.map(({ id, ...row }) => [id, row])),
    sites: Object.fromEntries(sites.map((site) => [site.id, { code: site.code, name: site.name }])),
  };
}

/** Version numbers of the own prices that hold, by line number and the day they hold from: `2 2026-07-15`. */
export async function priceNumbers(db: ReadDb, contractId: ContractId): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('contract_prices as p')
    .innerJoin('contract_lines as l', 'l.id', 'p.contract_line_id')
    .select(['l.line_no', 'p.version_no', 'p.valid_from_on'])
    .where('l.contract_id', '=', contractId)
    .where('p.withdrawn_in_version', 'is', null)
    .execute();
  return Object.fromEntries(rows.map((row) => [`${row.line_no} ${row.valid_from_on}`, row.version_no]));
}
