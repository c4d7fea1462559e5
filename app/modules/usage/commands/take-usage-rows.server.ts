import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Outcome } from '../rules/tally.ts';
import { type PlaceFault, placeProblem } from '../rules/usage-problems.ts';
import type { UsageImportId, UsageRow } from '../types.ts';

type From = { readonly actor: Actor; readonly importId: UsageImportId | null; readonly moment: Moment };
type Found = { row: number; fault: PlaceFault | null; detail: string | null };

/** The rows as a relation, one array a column. */
function given(rows: readonly UsageRow[]): RawBuilder<unknown> {
  const column = <Value>(of: (row: UsageRow) => Value) => rows.map(of);
  return sql`unnest(${column((r) => r.row)}::int[], ${column((r) => r.key)}::text[], ${column((r) => r.kind)}::text[],
    ${column((r) => r.customer)}::text[], ${column((r) => r.product)}::text[], ${column((r) => r.site)}::text[],
    ${column((r) => r.contract)}::text[], ${column((r) => r.line)}::int[], ${column((r) => r.occurredOn)}::date[],
    ${column((r) => r.quantity)}::numeric[], ${column((r) => r.unit)}::text[], ${column((r) => r.reference)}::text[],
    ${column((r) => r.order)}::text[], ${column((r) => r.corrects)}::text[])
    as g (row, key, kind, customer, product, site, contract, line, occurred_on, quantity, unit, reference, order_number, corrects)`;
}

/** Who recorded it, when and from which file: the same for all rows. */
const stamp = ({ actor, importId, moment }: From) =>
  sql`${importId}::uuid, ${moment.now}::timestamptz, ${actor.id}::uuid, ${actor.name}::text`;

/** The line that a row falls under: of its customer, product and day; the line of its site before one of all sites. */
const LINES = sql`
  left join customers c on lower(c.number) = lower(g.customer)
  left join products p on g.product <> '' and lower(p.code) = lower(g.product)
  left join sites s on g.site <> '' and s.customer_id = c.id and lower(s.code) = lower(g.site)
  left join service_orders o on g.order_number <> '' and o.number = g.order_number and o.customer_id = c.id
  left join lateral (
    select count(*) as n, (array_agg(f.id))[1] as line_id, (array_agg(f.unit_code))[1] as unit_code, (array_agg(f.site_id))[1] as site_id,
      string_agg(format('%s line %s', f.number, f.line_no), ', ' order by f.number, f.line_no) as names
    from (
      select l.id, l.line_no, l.site_id, k.number, lp.unit_code, rank() over (order by (l.site_id is not distinct from s.id) desc) as fit
      from contract_lines l join contracts k on k.id = l.contract_id join products lp on lp.id = l.product_id
      where l.customer_id = c.id and l.charge = 'metered' and l.withdrawn_in_version is null and k.state = 'active'
        and (g.product = '' or l.product_id = p.id) and l.starts_on <= g.occurred_on and (l.ends_on is null or l.ends_on >= g.occurred_on)
        and (g.contract = '' or k.number = upper(g.contract)) and (g.line is null or l.line_no = g.line)
        and (g.site = '' or l.site_id is null or l.site_id = s.id)) as f
    where f.fit = 1) as l on true`;

/**
 * Places rows that are no corrections and adds those that are new, all in one statement; then compares what was there
 * already. The answer stands in the order of the rows. A natural key that is being written elsewhere is waited for.
 */
export async function takeUsageRows(tx: Tx, rows: readonly UsageRow[], from: From): Promise<Outcome[]> {
  if (rows.length === 0) return [];
  const { rows: rest } = await sql<Found>`
    with placed as materialized (
      select g.*, uuidv7() as id, c.id as customer_id, o.id as order_id, l.line_id, l.unit_code, coalesce(s.id, l.site_id) as site_id,
        case when c.id is null then 'customer' when g.product <> '' and p.id is null then 'product'
          when g.site <> '' and s.id is null then 'site' when g.order_number <> '' and o.id is null then 'order'
          when l.n = 0 then 'no-line' when l.n > 1 then 'many-lines'
          when g.unit <> '' and lower(g.unit) <> lower(l.unit_code) then 'unit' end as fault,
        case when l.n > 1 then l.names else l.unit_code end as detail
      from ${given(rows)} ${LINES}),
    added as (
      insert into usage_records (id, customer_id, contract_line_id, site_id, kind, natural_key, occurred_on, quantity, unit_code, reference,
        order_id, source, import_id, learned_at, recorded_by, recorded_by_name)
      select id, customer_id, line_id, site_id, kind, key, occurred_on, quantity, unit_code, reference, order_id,
        case when row > 0 then jsonb_build_object('row', row) else '{}' end, ${stamp(from)}
      from placed where fault is null order by row
      on conflict (natural_key) do nothing returning id)
    select p.row, p.fault, p.detail from placed p left join added a on a.id = p.id where a.id is null`.execute(tx);
  return judged(tx, rows, rest);
}

/** The same for corrections: line, unit and day are those of what is corrected, and never more is taken than there is. */
export async function takeCorrections(tx: Tx, rows: readonly UsageRow[], from: From): Promise<Outcome[]> {
  if (rows.length === 0) return [];
  // What is corrected is locked by the law; here it is read, so that a row at fault can be named.
  const { rows: rest } = await sql<Found>`
    with found as materialized (
      select g.*, uuidv7() as id, o.id as corrects_id, o.customer_id, o.contract_line_id, o.site_id, o.unit_code, o.occurred_on as day, o.reference as name,
        o.kind as of_kind, o.reading_id, k.id is not null as is_known,
        coalesce(o.quantity, 0) + coalesce((select sum(x.quantity) from usage_records x where x.corrects_id = o.id), 0) as left_now
      from ${given(rows)} left join usage_records o on o.natural_key = g.corrects left join usage_records k on k.natural_key = g.key),
    judged as materialized (
      select f.*, case when f.is_known then 'known' when f.corrects_id is null then 'corrects-nothing'
          when f.of_kind = 'correction' then 'corrects-correction' when f.reading_id is not null then 'corrects-reading'
          when f.left_now + sum(f.quantity) filter (where not f.is_known) over (partition by f.corrects_id order by f.row) < 0 then 'corrects-too-much' end as fault
      from found f),
    added as (
      insert into usage_records (id, customer_id, contract_line_id, site_id, kind, natural_key, occurred_on, quantity, unit_code, reference,
        corrects_id, source, import_id, learned_at, recorded_by, recorded_by_name)
      select id, customer_id, contract_line_id, site_id, 'correction', key, day, quantity, unit_code, coalesce(nullif(reference, ''), name),
        corrects_id, case when row > 0 then jsonb_build_object('row', row) else '{}' end, ${stamp(from)}
      from judged where fault is null order by row
      on conflict (natural_key) do nothing returning id)
    select j.row, nullif(j.fault, 'known') as fault, trim_scale(j.left_now) || ' ' || j.unit_code as detail
    from judged j left join added a on a.id = j.id where a.id is null`.execute(tx);
  return judged(tx, rows, rest);
}

/** What was not added was refused, or its key was there: then the same content is known, and other content is refused. */
async function judged(tx: Tx, rows: readonly UsageRow[], rest: readonly Found[]): Promise<Outcome[]> {
  const found = new Map(rest.map((one) => [one.row, one]));
  const there = rows.filter(({ row }) => found.get(row)?.fault === null);
  const others = await otherContent(tx, there);
  return rows.map((row): Outcome => {
    const one = found.get(row.row);
    if (!one) return 'added';
    if (one.fault) return placeProblem(one.fault, row, one.detail ?? '');
    const other = others.get(row.row);
    return other === undefined ? 'known' : placeProblem('other-content', row, other);
  });
}

/** Of rows whose key is there: those with other content, each with what is there instead. */
async function otherContent(tx: Tx, rows: readonly UsageRow[]): Promise<Map<number, string>> {
  if (rows.length === 0) return new Map();
  const { rows: others } = await sql<{ row: number; detail: string }>`
    select g.row, format('%s %s of %s on %s', trim_scale(u.quantity), u.unit_code, c.number, u.occurred_on) as detail
    from ${given(rows)} join usage_records u on u.natural_key = g.key join customers c on c.id = u.customer_id
      join contract_lines l on l.id = u.contract_line_id join products p on p.id = l.product_id
      left join usage_records o on o.id = u.corrects_id
    where u.quantity <> g.quantity or u.kind <> g.kind or not case when g.kind = 'correction' then o.natural_key = g.corrects
      else lower(c.number) = lower(g.customer) and u.occurred_on = g.occurred_on and (g.product = '' or lower(p.code) = lower(g.product)) end`.execute(
    tx,
  );
  return new Map(others.map(({ row, detail }) => [row, detail]));
}
