import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import type { DbHandle } from '#app/platform/db/pools.server.ts';
import { SQL_DIR } from '#tests/support/template.ts';
import type { Noted } from './acknowledgements.ts';

/** How often each thing the client asked for is in the books, by its key or by what it was about. */
const EFFECTS = `select n.key, n.acknowledged, case n.kind
    when 'pay' then (select count(*) from payments where reference = n.key)
    when 'bill' then (select count(*) from invoices where po_number = n.key)
    when 'undo' then (select count(*) from applications where reverses_id = n.subject::uuid)
    else (select count(*) from payment_reversals where payment_id = n.subject::uuid and reason = n.key) end::int as found
  from jsonb_to_recordset($1::jsonb) as n (kind text, key text, subject text, acknowledged boolean)`;

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
