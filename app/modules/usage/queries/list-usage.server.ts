import { sql } from 'kysely';
import type { Decimal } from '#app/kernel/decimal.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { UsageKind } from '../types.ts';

export type UsageListed = {
  readonly id: string;
  readonly kind: UsageKind;
  readonly reference: string;
  readonly occurredOn: PlainDate;
  readonly learnedAt: Date;
  readonly quantity: Decimal;
  readonly unitCode: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly productCode: string;
  readonly contractNumber: string;
  readonly lineNo: number;
  readonly invoiceId: string | null;
  readonly invoiceNumber: string | null;
  readonly isBilled: boolean;
};

type Asked = {
  readonly search?: string;
  readonly view: 'all' | 'unbilled' | 'billed' | 'corrections';
  readonly cursor?: { readonly on: PlainDate; readonly id: string; readonly direction: 'older' | 'newer' } | undefined;
  readonly limit: number;
};

const COLUMNS = sql`u.id, u.kind, u.reference, u.occurred_on as "occurredOn", u.learned_at as "learnedAt", trim_scale(u.quantity)::text as quantity,
  u.unit_code as "unitCode", u.customer_id as "customerId", c.number as "customerNumber", c.name as "customerName", p.code as "productCode",
  k.number as "contractNumber", l.line_no as "lineNo", b.invoice_id as "invoiceId", i.number as "invoiceNumber", b.usage_id is not null as "isBilled"`;
const TABLES = sql`usage_records u join customers c on c.id = u.customer_id join contract_lines l on l.id = u.contract_line_id
  join contracts k on k.id = l.contract_id join products p on p.id = l.product_id left join billed_usage b on b.usage_id = u.id
  left join invoices i on i.id = b.invoice_id`;

/** Usage by day, newest first; found by reference or meter from its beginning, by customer number or by contract. */
export async function listUsage(
  db: ReadDb,
  asked: Asked,
): Promise<{ rows: UsageListed[]; hasOlder: boolean; hasNewer: boolean }> {
  const text = asked.search?.trim().toLowerCase() ?? '';
  const like = `${text.replace(/[\\%_]/g, '\\$&')}%`;
  const found = text
    ? sql`and (lower(u.reference) like ${like} or u.customer_id = any (array(select id from customers where lower(number) = ${text}))
        or l.contract_id = any (array(select id from contracts where number = ${text.toUpperCase()})))`
    : sql``;
  const views = {
    all: sql``,
    unbilled: sql`and b.usage_id is null`,
    billed: sql`and b.usage_id is not null`,
    corrections: sql`and u.kind = 'correction'`,
  };
  const isNewer = asked.cursor?.direction === 'newer';
  const key = asked.cursor ? sql`(${asked.cursor.on}::date, ${asked.cursor.id}::uuid)` : null;
  const place = key
    ? isNewer
      ? sql`and (u.occurred_on, u.id) > ${key}`
      : sql`and (u.occurred_on, u.id) < ${key}`
    : sql``;
  const order = isNewer ? sql`u.occurred_on, u.id` : sql`u.occurred_on desc, u.id desc`;
  const { rows } =
    await sql<UsageListed>`select ${COLUMNS} from ${TABLES} where true ${found} ${views[asked.view]} ${place}
    order by ${order} limit ${asked.limit + 1}`.execute(db);
  const shown = rows.slice(0, asked.limit);
  const isCut = rows.length > asked.limit;
  return isNewer
    ? { rows: shown.reverse(), hasOlder: true, hasNewer: isCut }
    : { rows: shown, hasOlder: isCut, hasNewer: asked.cursor !== undefined };
}

export type UsageShown = UsageListed & {
  readonly key: string;
  readonly recordedBy: string;
  readonly fileName: string | null;
  readonly contractId: string;
  readonly orderNumber: string | null;
  readonly meterId: string | null;
  readonly correctsId: string | null;
  readonly source: Readonly<Record<string, unknown>>;
  readonly corrections: readonly { id: string; quantity: Decimal; learnedAt: string; by: string }[];
  /** What its corrections leave of it. */
  readonly remaining: Decimal;
};

export async function getUsage(db: ReadDb, id: string): Promise<UsageShown | null> {
  const { rows } =
    await sql<UsageShown>`select ${COLUMNS}, u.natural_key as key, u.recorded_by_name as "recordedBy", f.file_name as "fileName",
      l.contract_id as "contractId", o.number as "orderNumber", r.meter_id as "meterId", u.corrects_id as "correctsId", u.source,
      x.corrections, trim_scale(u.quantity + x.corrected)::text as remaining
    from ${TABLES} left join usage_imports f on f.id = u.import_id left join service_orders o on o.id = u.order_id
      left join meter_readings r on r.id = u.reading_id
      cross join lateral (select coalesce(sum(d.quantity), 0) as corrected, coalesce(jsonb_agg(jsonb_build_object('id', d.id,
        'quantity', trim_scale(d.quantity)::text, 'learnedAt', d.learned_at, 'by', d.recorded_by_name) order by d.id), '[]') as corrections
        from usage_records d where d.corrects_id = u.id) as x
    where u.id = ${id}`.execute(db);
  return rows[0] ?? null;
}
