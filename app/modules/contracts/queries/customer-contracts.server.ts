import { sql } from 'kysely';
import type { Cycle, Timing } from '#app/kernel/billing-periods.ts';
import { type Decimal, decimal } from '#app/kernel/decimal.ts';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceScheme } from '#app/kernel/pricing/price-scheme.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A price as the customer reads it; `listName` where it is the price list's. */
export type SeenPrice = {
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate | null;
  readonly scheme: PriceScheme;
  readonly listName: string | null;
};
export type SeenLine = {
  readonly id: string;
  readonly contractId: string;
  readonly description: string;
  readonly cycle: Cycle;
  readonly anchorOn: PlainDate;
  readonly timing: Timing;
  readonly quantity: Decimal | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly siteName: string | null;
  readonly poNumber: string;
  readonly unit: string;
  readonly prices: readonly SeenPrice[];
};
export type SeenContract = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly currency: Currency;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly lines: readonly SeenLine[];
  readonly files: readonly { readonly id: string; readonly fileName: string; readonly sizeBytes: number }[];
};

const CONTRACTS_MAX = 100;

/** The contracts of a customer that hold or held, newest first, with lines, prices and papers. For the portal's login. */
export async function customerContracts(db: ReadDb, { customerId }: { customerId: string }): Promise<SeenContract[]> {
  const contracts = await db
    .selectFrom('contracts')
    .select(['id', 'number', 'title', 'currency', 'starts_on', 'ends_on'])
    .where('customer_id', '=', customerId)
    .where('state', '=', 'active')
    .orderBy('id', 'desc')
    .limit(CONTRACTS_MAX)
    .execute();
  const lines = await seenLines(db, customerId);
  const files = await db
    .selectFrom('contract_files')
    .select(['id', 'contract_id', 'file_name', 'size_bytes'])
    .where('customer_id', '=', customerId)
    .where('removed_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
  return contracts.map(({ id, starts_on, ends_on, ...row }) => ({
    ...{ id, number: row.number, title: row.title, currency: currency(row.currency) },
    ...{ startsOn: starts_on as PlainDate, endsOn: ends_on as PlainDate | null },
    lines: lines.filter((line) => line.contractId === id),
    files: files
      .filter((file) => file.contract_id === id)
      .map((file) => ({ id: file.id, fileName: file.file_name, sizeBytes: Number(file.size_bytes) })),
  }));
}

type ListedRow = {
  contract_line_id: string;
  unit_code: string;
  list_name: string | null;
  valid_from_on: string | null;
  valid_to_on: string | null;
  scheme: unknown;
};

async function seenLines(db: ReadDb, customerId: string): Promise<SeenLine[]> {
  const rows = await db
    .selectFrom('contract_lines as l')
    .leftJoin('sites as s', (join) => join.onRef('s.id', '=', 'l.site_id').on('s.customer_id', '=', customerId))
    .select(['l.id', 'l.contract_id', 'l.description', 'l.cycle', 'l.anchor_on', 'l.timing', 'l.quantity'])
    .select(['l.starts_on', 'l.ends_on', 'l.po_number', 's.name as site_name'])
    .where('l.customer_id', '=', customerId)
    .where('l.withdrawn_in_version', 'is', null)
    .orderBy('l.line_no')
    .execute();
  const own = await db
    .selectFrom('contract_prices')
    .select(['contract_line_id', 'valid_from_on', 'valid_to_on', 'scheme'])
    .where('customer_id', '=', customerId)
    .where('withdrawn_in_version', 'is', null)
    .orderBy('valid_from_on')
    .execute();
  const { rows: listed } = await sql<ListedRow>`select * from portal_line_prices()`.execute(db);
  return rows.map((row) => ({
    ...{ id: row.id, contractId: row.contract_id, description: row.description, cycle: row.cycle as Cycle },
    ...{ anchorOn: row.anchor_on as PlainDate, timing: row.timing as Timing, poNumber: row.po_number },
    ...{ quantity: row.quantity === null ? null : decimal(row.quantity), siteName: row.site_name },
    ...{ startsOn: row.starts_on as PlainDate, endsOn: row.ends_on as PlainDate | null },
    unit: listed.find((each) => each.contract_line_id === row.id)?.unit_code ?? '',
    prices: [
      ...own.filter((price) => price.contract_line_id === row.id).map((price) => toPrice(price, null)),
      ...listed
        .filter((price) => price.contract_line_id === row.id && price.scheme !== null)
        .map((price) => toPrice(price, price.list_name)),
    ],
  }));
}

type PriceRow = { valid_from_on: string | null; valid_to_on: string | null; scheme: unknown };

const toPrice = (row: PriceRow, listName: string | null): SeenPrice => ({
  ...{ fromOn: row.valid_from_on as PlainDate, toOn: row.valid_to_on as PlainDate | null },
  ...{ scheme: row.scheme as PriceScheme, listName },
});
