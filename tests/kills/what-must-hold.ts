import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import type { DbHandle } from '#app/platform/db/pools.server.ts';
import { SQL_DIR } from '#tests/support/template.ts';
import type { Noted } from './acknowledgements.ts';

/**
 * How often each thing the client asked for is in the books, by its key or by what it was about. Counted once for all and
 * then joined: asked one by one, thousands of commands would take longer to look up than to make.
 */
const EFFECTS = `with found as (
    select 'pay' as kind, reference as about, count(*) as n from payments where reference like 'K-%' group by 2
    union all select 'bill', po_number, count(*) from invoices where po_number like 'K-%' group by 2
    union all select 'undo', reverses_id::text, count(*) from applications where reverses_id is not null group by 2
    union all select 'come back', payment_id || ' ' || reason, count(*) from payment_reversals group by 2)
  select a.key, a.acknowledged, coalesce(f.n, 0)::int as found
  from jsonb_to_recordset($1::jsonb) as a (kind text, key text, subject text, acknowledged boolean)
    left join found f on f.kind = a.kind
      and f.about = case a.kind when 'undo' then a.subject when 'come back' then a.subject || ' ' || a.key else a.key end`;

/** A command writes its document, its audit record and its job together: one without another is half a command. */
const HALVES = `select 'payment without audit' as half, p.number from payments p
    where not exists (select 1 from audit_records a where a.subject_id = p.id and a.action = 'payment.recorded')
  union all select 'invoice without audit', i.number from invoices i
    where not exists (select 1 from audit_records a where a.subject_id = i.id and a.action = 'invoice.issued')
  union all select 'invoice beside its draft', i.number from invoices i join invoice_drafts d on d.po_number = i.po_number
    where i.po_number like 'K-%'
  union all select 'payment without receipt job', p.number from payments p where p.reference like 'K-%'
    and not exists (select 1 from pgboss.job j where j.name = 'send-receipt' and j.data ->> 'paymentId' = p.id::text)
  union all select 'invoice without PDF job', i.number from invoices i where i.po_number like 'K-%'
    and not exists (select 1 from pgboss.job j where j.name = 'produce-invoice' and j.data ->> 'invoiceId' = i.id::text)
  union all select 'audit without payment', a.subject_id::text from audit_records a where a.action = 'payment.recorded'
    and not exists (select 1 from payments p where p.id = a.subject_id)`;

export type Found = { lost: string[]; doubled: string[]; halves: unknown[]; broken: unknown[] };

/** Compares the books with the client's record: nothing acknowledged is lost, nothing at all is there twice, no half. */
export async function lookAtBooks({ pool }: DbHandle, record: readonly Noted[]): Promise<Found> {
  const acknowledged = new Set(record.filter(({ phase }) => phase === 'acknowledged').map(({ key }) => key));
  const asked = record
    .filter(({ phase }) => phase === 'intent')
    .map((noted) => ({ ...noted, acknowledged: acknowledged.has(noted.key) }));
  const { rows } = await pool.query<{ key: string; acknowledged: boolean; found: number }>(EFFECTS, [
    JSON.stringify(asked),
  ]);
  const { rows: halves } = await pool.query(HALVES);
  return {
    lost: rows.filter((row) => row.acknowledged && row.found === 0).map(({ key }) => key),
    doubled: rows.filter(({ found }) => found > 1).map(({ key }) => key),
    halves,
    broken: await brokenInvariants(pool, SQL_DIR),
  };
}
