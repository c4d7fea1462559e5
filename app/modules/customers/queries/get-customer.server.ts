import type { ContactId, CustomerId } from '#app/kernel/ids.ts';
import { currency } from '#app/kernel/money.ts';
import type { TermsFrom } from '#app/kernel/payment-terms.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Contact, Customer, InvoicePer, Language, NamedCustomer } from '../types.ts';

/** A customer with its contacts of today; null if there is none. */
export async function getCustomer(db: ReadDb, customerId: string): Promise<Customer | null> {
  const [row, contacts] = await Promise.all([
    db.selectFrom('customers').selectAll().where('id', '=', customerId).executeTakeFirst(),
    contactsOf(db, customerId),
  ]);
  if (!row) return null;
  return {
    id: row.id as CustomerId,
    number: row.number,
    name: row.name,
    addressLines: row.address_lines,
    country: row.country,
    taxNumber: row.tax_number,
    language: row.language as Language,
    currency: currency(row.currency),
    termsFrom: row.terms_from as TermsFrom,
    termsDays: row.terms_days,
    poRequired: row.po_required,
    invoicePer: row.invoice_per as InvoicePer,
    discount: row.discount_bp === null ? null : { bp: row.discount_bp, days: row.discount_days ?? 0 },
    parent: row.parent_id ? await namedCustomer(db, row.parent_id) : null,
    archivedAt: row.archived_at,
    contacts,
  };
}

/** Null where the reader may not see that one. */
async function namedCustomer(db: ReadDb, id: string): Promise<NamedCustomer | null> {
  const row = await db.selectFrom('customers').select(['number', 'name']).where('id', '=', id).executeTakeFirst();
  return row ? { id: id as CustomerId, ...row } : null;
}

async function contactsOf(db: ReadDb, customerId: string): Promise<Contact[]> {
  const rows = await db
    .selectFrom('contacts')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('removed_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id as ContactId,
    name: row.name,
    email: row.email,
    phone: row.phone,
    receivesInvoices: row.receives_invoices,
    receivesStatements: row.receives_statements,
    roles: row.roles,
  }));
}
