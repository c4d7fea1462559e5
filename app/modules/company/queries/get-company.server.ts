import { assert } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Company } from '../types.ts';

/** The company: one row, made when the system is set up. Without it nothing can be billed, so its absence is a bug. */
export async function getCompany(db: ReadDb): Promise<Company> {
  const row = await db.selectFrom('company').selectAll().executeTakeFirst();
  assert(row, 'the company is not set up');
  return {
    name: row.name,
    legalName: row.legal_name,
    addressLines: row.address_lines,
    taxNumber: row.tax_number,
    country: row.country,
    baseCurrency: currency(row.base_currency),
    timeZone: row.time_zone,
    locale: row.locale,
    help: { name: row.help_name, email: row.help_email, phone: row.help_phone, hours: row.help_hours },
    mailFrom: row.mail_from,
  };
}
