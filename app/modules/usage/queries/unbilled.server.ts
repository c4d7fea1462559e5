import { sql } from 'kysely';
import { billedFrom } from '#app/kernel/billing-periods.ts';
import type { Decimal } from '#app/kernel/decimal.ts';
import { type Currency, currency } from '#app/kernel/money.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import { linesToBill } from '#app/modules/contracts/queries/lines-to-bill.server.ts';
import type { BillableLine } from '#app/modules/contracts/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type OpenUsage, type UsedDay, type Valued, valueUnbilled } from '../rules/value-unbilled.ts';
import type { UsageKind } from '../types.ts';

export type UnbilledAsked = {
  /** Usage up to this day that no document up to this day bills. */
  readonly asOf: PlainDate;
  readonly customerId?: string | undefined;
  readonly productId?: string | undefined;
  readonly search?: string | undefined;
};

/** Usage that nobody has billed, with what it will bring. Value null: no price holds, or its contract line was taken back. */
export type Unbilled = {
  readonly id: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly contractId: string;
  readonly contractNumber: string;
  readonly lineNo: number;
  readonly cycle: BillableLine['cycle'];
  readonly productId: string;
  readonly productCode: string;
  readonly productName: string;
  readonly siteName: string | null;
  readonly kind: UsageKind;
  readonly reference: string;
  readonly occurredOn: PlainDate;
  readonly quantity: Decimal;
  readonly unitCode: string;
  readonly period: { readonly fromOn: PlainDate; readonly toOn: PlainDate } | null;
  /** The period can be billed by `asOf`; else it is still running. */
  readonly isDue: boolean;
  readonly ageDays: number;
  readonly currency: Currency;
  readonly valueMinor: bigint | null;
};

type Row = Omit<Unbilled, 'period' | 'isDue' | 'ageDays' | 'currency' | 'valueMinor'> & {
  currency: string;
  contractLineId: string;
};

/** Documents dated after the day do not count; usage in a draft that came to nothing is settled by its run's day. */
const billedBy = (asOf: PlainDate) => sql`exists (select from billed_usage b join billing_runs r on r.id = b.run_id
  where b.usage_id = u.id and r.document_on <= ${asOf})`;

const CHUNK = 500;

/** All unbilled usage as of a day, oldest first, priced as the billing run will price it. */
export async function unbilled(db: ReadDb, asked: UnbilledAsked): Promise<Unbilled[]> {
  const open = await openUsage(db, asked);
  const customers = [...new Set(open.map(({ customerId }) => customerId))];
  const values = new Map<string, Valued & { line: BillableLine }>();
  for (let at = 0; at < customers.length; at += CHUNK) {
    const chunk = new Set(customers.slice(at, at + CHUNK));
    await addValues(
      db,
      asked.asOf,
      open.filter(({ customerId }) => chunk.has(customerId)),
      values,
    );
  }
  return open.map(({ contractLineId: _, ...row }) => {
    const value = values.get(row.id);
    const period = value ? { fromOn: value.fromOn, toOn: value.toOn } : null;
    return {
      ...row,
      currency: currency(row.currency),
      period,
      isDue: period !== null && value !== undefined && billedFrom(period, value.line.timing) <= asked.asOf,
      ageDays: Math.max(0, daysBetween(row.occurredOn, asked.asOf)),
      valueMinor: value?.valueMinor ?? null,
    };
  });
}

async function openUsage(db: ReadDb, { asOf, customerId, productId, search }: UnbilledAsked): Promise<Row[]> {
  const text = search?.trim().toLowerCase() ?? '';
  const found = text
    ? sql`and (lower(u.reference) like ${`${text.replace(/[\\%_]/g, '\\$&')}%`} or lower(c.number) = ${text} or lower(c.name) like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`})`
    : sql``;
  const { rows } = await sql<Row>`
    select u.id, u.customer_id as "customerId", c.number as "customerNumber", c.name as "customerName", l.contract_id as "contractId",
      k.number as "contractNumber", l.line_no as "lineNo", l.cycle, l.product_id as "productId", p.code as "productCode", p.name as "productName", s.name as "siteName",
      u.kind, u.reference, u.occurred_on as "occurredOn", trim_scale(u.quantity)::text as quantity, u.unit_code as "unitCode", k.currency,
      u.contract_line_id as "contractLineId"
    from usage_records u join customers c on c.id = u.customer_id join contract_lines l on l.id = u.contract_line_id
      join contracts k on k.id = l.contract_id join products p on p.id = l.product_id left join sites s on s.id = u.site_id
    where u.occurred_on <= ${asOf} and not ${billedBy(asOf)} ${customerId ? sql`and u.customer_id = ${customerId}` : sql``}
      ${productId ? sql`and l.product_id = ${productId}` : sql``} ${found}
    order by u.occurred_on, u.id`.execute(db);
  return rows;
}

async function addValues(
  db: ReadDb,
  asOf: PlainDate,
  open: readonly Row[],
  into: Map<string, Valued & { line: BillableLine }>,
): Promise<void> {
  const lines = await linesToBill(db, {
    customerIds: [...new Set(open.map(({ customerId }) => customerId))],
    cutOffOn: asOf,
  });
  const byLine = Map.groupBy(open, ({ contractLineId }) => contractLineId);
  const lineIds = [...byLine.keys()];
  const [used, billed] = [await usedDays(db, asOf, lineIds), await billedPeriods(db, asOf, lineIds)];
  for (const line of lines) {
    const rows = byLine.get(line.contractLineId);
    if (!rows) continue;
    const usage: OpenUsage[] = rows.map(({ id, occurredOn, quantity }) => ({ id, on: occurredOn, quantity }));
    const before = billed.get(line.contractLineId) ?? new Map();
    for (const value of valueUnbilled(line, usage, used.get(line.contractLineId) ?? [], before))
      into.set(value.id, { ...value, line });
  }
}

async function usedDays(db: ReadDb, asOf: PlainDate, lineIds: readonly string[]): Promise<Map<string, UsedDay[]>> {
  const { rows } = await sql<{ lineId: string; days: UsedDay[] }>`
    select line_id as "lineId", jsonb_agg(jsonb_build_object('on', occurred_on, 'quantity', trim_scale(quantity)::text)) as days
    from (select u.contract_line_id as line_id, u.occurred_on, sum(u.quantity) as quantity from usage_records u
      where u.contract_line_id = any (${[...lineIds]}::uuid[]) and u.occurred_on <= ${asOf} group by 1, 2) as d group by 1`.execute(
    db,
  );
  return new Map(rows.map(({ lineId, days }) => [lineId, days]));
}

async function billedPeriods(
  db: ReadDb,
  asOf: PlainDate,
  lineIds: readonly string[],
): Promise<Map<string, Map<PlainDate, bigint>>> {
  const { rows } = await sql<{ lineId: string; fromOn: PlainDate; minor: string }>`
    select b.contract_line_id as "lineId", b.period_from_on as "fromOn", sum(b.amount_minor)::text as minor
    from billed_periods b join billing_runs r on r.id = b.run_id
    where b.contract_line_id = any (${[...lineIds]}::uuid[]) and r.document_on <= ${asOf} group by 1, 2`.execute(db);
  const found = new Map<string, Map<PlainDate, bigint>>();
  for (const { lineId, fromOn, minor } of rows) {
    const ofLine = found.get(lineId) ?? new Map<PlainDate, bigint>();
    found.set(lineId, ofLine.set(fromOn, BigInt(minor)));
  }
  return found;
}
