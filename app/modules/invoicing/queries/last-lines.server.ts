import { decimal } from '#app/kernel/decimal.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { InvoiceLineInput } from '../types.ts';

/** The lines of the newest invoice of a customer in a currency, to begin another with; null where there is none. Days over which a line is earned stay behind. */
export async function lastLines(
  db: ReadDb,
  { customerId, currency }: { customerId: string; currency: Currency },
): Promise<{ number: string; lines: InvoiceLineInput[] } | null> {
  const last = await db
    .selectFrom('invoices')
    .select(['id', 'number'])
    .where('customer_id', '=', customerId)
    .where('currency', '=', currency)
    .where('kind', '=', 'invoice')
    .orderBy('document_on', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) return null;
  const lines = await db
    .selectFrom('invoice_lines')
    .selectAll()
    .where('invoice_id', '=', last.id)
    .orderBy('line_no')
    .execute();
  return {
    number: last.number,
    lines: lines.map((line) => ({
      description: line.description,
      quantity: decimal(line.quantity),
      unit: line.unit,
      unitPrice: decimal(line.unit_price),
      taxCode: line.tax_code,
      accountCode: line.account_code,
    })),
  };
}
