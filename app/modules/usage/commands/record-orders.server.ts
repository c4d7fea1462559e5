import { sql } from 'kysely';
import { formatDate } from '#app/kernel/format-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { type Outcome, type Parts, Tally } from '../rules/tally.ts';
import type { OrderRow, Taken, UsageImportId } from '../types.ts';

type From = { readonly actor: Actor; readonly importId: UsageImportId | null; readonly moment: Moment };
type Fault = 'customer' | 'product' | 'site' | 'other-content' | null;

/**
 * Records orders, all of them or none. The number makes an order count once: the same again is known, the same number with
 * other content is refused by row. The contract line is noted where exactly one fits.
 */
export async function recordOrders(
  tx: Tx,
  actor: Actor,
  input: { readonly parts: Parts<OrderRow>; readonly importId?: UsageImportId },
  moment: Moment,
): Promise<Result<Taken, Taken>> {
  const from = { actor, importId: input.importId ?? null, moment };
  const tally = new Tally();
  for await (const { rows, problems } of input.parts) {
    for (const problem of problems) tally.problem(problem);
    tally.part(rows, await takeOrders(tx, rows, from), ({ number, customer, product, quantity, orderedOn }) => ({
      label: number,
      about: [customer, `${quantity ?? ''} ${product}`.trim(), formatDate(orderedOn, 'en-GB')].join(' · '),
    }));
  }
  return tally.isClean ? ok(tally.taken()) : refuse(tally.taken());
}

const given = (
  rows: readonly OrderRow[],
) => sql`unnest(${rows.map((r) => r.row)}::int[], ${rows.map((r) => r.number)}::text[],
  ${rows.map((r) => r.customer)}::text[], ${rows.map((r) => r.product)}::text[], ${rows.map((r) => r.site)}::text[],
  ${rows.map((r) => r.orderedOn)}::date[], ${rows.map((r) => r.quantity)}::numeric[], ${rows.map((r) => r.note)}::text[])
  as g (row, number, customer, product, site, ordered_on, quantity, note)`;

async function takeOrders(tx: Tx, rows: readonly OrderRow[], { actor, importId, moment }: From): Promise<Outcome[]> {
  if (rows.length === 0) return [];
  const { rows: rest } = await sql<{ row: number; fault: Fault }>`
    with placed as materialized (
      select g.*, uuidv7() as id, c.id as customer_id, p.id as product_id, coalesce(s.id, l.site_id) as site_id, l.line_id,
        case when c.id is null then 'customer' when p.id is null then 'product' when g.site <> '' and s.id is null then 'site' end as fault
      from ${given(rows)} left join customers c on lower(c.number) = lower(g.customer) left join products p on lower(p.code) = lower(g.product)
      left join sites s on g.site <> '' and s.customer_id = c.id and lower(s.code) = lower(g.site)
      left join lateral (
        select case when count(*) = 1 then min(l.id::text)::uuid end as line_id, case when count(*) = 1 then min(l.site_id::text)::uuid end as site_id
        from contract_lines l where l.customer_id = c.id and l.product_id = p.id and l.withdrawn_in_version is null
          and l.starts_on <= g.ordered_on and (l.ends_on is null or l.ends_on >= g.ordered_on) and (g.site = '' or l.site_id is null or l.site_id = s.id)) as l on true),
    added as (
      insert into service_orders (id, customer_id, number, product_id, contract_line_id, site_id, ordered_on, quantity, note, import_id, recorded_at, recorded_by, recorded_by_name)
      select id, customer_id, number, product_id, line_id, site_id, ordered_on, quantity, note, ${importId}::uuid, ${moment.now}::timestamptz,
        ${actor.id}::uuid, ${actor.name}::text
      from placed where fault is null order by row on conflict (number) do nothing returning id)
    select p.row, p.fault from placed p left join added a on a.id = p.id where a.id is null`.execute(tx);
  const found = new Map(rest.map((one) => [one.row, one.fault]));
  const others = await otherContent(
    tx,
    rows.filter(({ row }) => found.get(row) === null),
  );
  return rows.map((row): Outcome => {
    const fault = others.has(row.row) ? 'other-content' : found.get(row.row);
    if (fault === undefined) return 'added';
    return fault === null ? 'known' : problemOf(fault, row);
  });
}

async function otherContent(tx: Tx, rows: readonly OrderRow[]): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  const { rows: others } = await sql<{ row: number }>`
    select g.row from ${given(rows)} join service_orders o on o.number = g.number join customers c on c.id = o.customer_id join products p on p.id = o.product_id
    where lower(c.number) <> lower(g.customer) or lower(p.code) <> lower(g.product) or o.ordered_on <> g.ordered_on or o.quantity is distinct from g.quantity`.execute(
    tx,
  );
  return new Set(others.map(({ row }) => row));
}

function problemOf(fault: Exclude<Fault, null>, row: OrderRow): { field: string; text: string } {
  const texts = {
    customer: `There is no customer ${row.customer}. Correct the number, or add the customer first.`,
    product: `There is no product ${row.product}. Correct the code, or add the product first.`,
    site: `${row.customer} has no site ${row.site}. Correct the code, or add the site first.`,
    'other-content': `Order ${row.number} is there already with other content. Give the new order a number of its own.`,
  };
  return { field: fault === 'other-content' ? 'number' : fault, text: texts[fault] };
}
