import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { wasKnown } from '#app/modules/ledger/queries/known-at.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';

/** As of which day, and up to which seal it was known; without a seal everything is known. */
export type DeferredAt = { readonly asOf: PlainDate; readonly knownAt?: Seal };

/**
 * Deferred lines as they stood: what is left now, and back on it what left later or was learned later. Few rows are read
 * for a day of late, however many were released before. A `with` list whose last part is `standing`.
 */
export const standing = ({ asOf, knownAt }: DeferredAt): RawBuilder<unknown> => sql`
  later as (
    select invoice_id, line_no, sum(minor) as minor, sum(base) as base from (
      select r.invoice_id, r.line_no, r.amount_minor as minor, r.base_minor as base
        from deferral_releases r join entries e on e.id = r.entry_id
        where not (e.effective_on <= ${asOf}::date and ${wasKnown('r.xid', knownAt)})
      union all
      select c.corrects_id, l.corrects_line_no, l.from_deferred_minor, l.from_deferred_base_minor
        from invoice_lines l join invoices c on c.id = l.invoice_id join entries e on e.id = c.entry_id
        where l.from_deferred_minor is not null and not (e.effective_on <= ${asOf}::date and ${wasKnown('c.xid', knownAt)})) moves
    group by invoice_id, line_no),
  standing as (
    select f.*, v.number, e.effective_on as document_on, (f.left_minor + coalesce(a.minor, 0))::bigint as left_then,
      (f.left_base_minor + coalesce(a.base, 0))::bigint as left_base_then
    from deferrals f left join later a on a.invoice_id = f.invoice_id and a.line_no = f.line_no
      join invoices v on v.id = f.invoice_id join entries e on e.id = v.entry_id
    where (f.left_minor <> 0 or a.invoice_id is not null) and e.effective_on <= ${asOf}::date and ${wasKnown('v.xid', knownAt)})`;
