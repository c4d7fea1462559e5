import { sql } from 'kysely';
import type { Decimal } from '#app/kernel/decimal.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** The three counts that must meet: what was ordered, what was delivered or closed, what was billed. */
export type StageCounts = {
  readonly orders: number;
  readonly ordersWaiting: number;
  readonly delivered: number;
  readonly billed: number;
};
type Asked = {
  readonly asOf: PlainDate;
  readonly customerId?: string | undefined;
  readonly productId?: string | undefined;
};

const narrowed = (
  { customerId, productId }: Asked,
  customer: ReturnType<typeof sql>,
  product: ReturnType<typeof sql>,
) =>
  sql`${customerId ? sql`and ${customer} = ${customerId}` : sql``} ${productId ? sql`and ${product} = ${productId}` : sql``}`;

/** An order is fulfilled by its quantity, or without one by its first delivery; one that was closed waits for nothing. */
const WAITING = sql`not exists (select from service_order_closings x where x.order_id = o.id)
  and coalesce(d.delivered, 0) < coalesce(o.quantity, 0.000001)`;
const DELIVERED = sql`left join lateral (select sum(u.quantity) as delivered, count(*) filter (where u.corrects_id is null)::int as deliveries
  from usage_records u where u.order_id = o.id or u.corrects_id in (select x.id from usage_records x where x.order_id = o.id)) as d on true`;

export async function stageCounts(db: ReadDb, asked: Asked): Promise<StageCounts> {
  const { rows } = await sql<StageCounts>`
    select o.orders, o.waiting as "ordersWaiting", u.delivered, u.billed
    from (select count(*)::int as orders, count(*) filter (where ${WAITING})::int as waiting from service_orders o ${DELIVERED}
      where o.ordered_on <= ${asked.asOf} ${narrowed(asked, sql`o.customer_id`, sql`o.product_id`)}) as o,
    (select count(*)::int as delivered, count(*) filter (where exists (select from billed_usage b join billing_runs r on r.id = b.run_id
        where b.usage_id = u.id and r.document_on <= ${asked.asOf}))::int as billed
      from usage_records u join contract_lines l on l.id = u.contract_line_id
      where u.occurred_on <= ${asked.asOf} ${narrowed(asked, sql`u.customer_id`, sql`l.product_id`)}) as u`.execute(db);
  return rows[0] ?? { orders: 0, ordersWaiting: 0, delivered: 0, billed: 0 };
}

export type WaitingOrder = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly productCode: string;
  readonly unitCode: string;
  readonly orderedOn: PlainDate;
  readonly quantity: Decimal | null;
  readonly delivered: Decimal;
  readonly ageDays: number;
};

/** Orders that wait for a delivery, oldest first, at most `limit`. */
export async function waitingOrders(db: ReadDb, asked: Asked & { readonly limit: number }): Promise<WaitingOrder[]> {
  const { rows } = await sql<Omit<WaitingOrder, 'ageDays'>>`
    select o.id, o.number, o.customer_id as "customerId", c.number as "customerNumber", c.name as "customerName", p.code as "productCode",
      p.unit_code as "unitCode", o.ordered_on as "orderedOn", trim_scale(o.quantity)::text as quantity, trim_scale(coalesce(d.delivered, 0))::text as delivered
    from service_orders o join customers c on c.id = o.customer_id join products p on p.id = o.product_id ${DELIVERED}
    where o.ordered_on <= ${asked.asOf} and ${WAITING} ${narrowed(asked, sql`o.customer_id`, sql`o.product_id`)}
    order by o.ordered_on, o.id limit ${asked.limit}`.execute(db);
  return rows.map((row) => ({ ...row, ageDays: daysBetween(row.orderedOn, asked.asOf) }));
}
