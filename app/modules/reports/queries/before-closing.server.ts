import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { COUNT_MAX } from './work-waiting.server.ts';

/** What still belongs into a month that is about to close. Counts, at most 1,000 each. */
export type BeforeClosing = {
  /** Drafts dated in the month or before: they cannot be issued with that date once it is closed. */
  readonly drafts: number;
  /** Payments received by its end that pay nothing yet: they can still be applied, later. */
  readonly unapplied: number;
  /** Documents of the month of which no PDF is stored. */
  readonly awaitingPdf: number;
  /** Entries dated in the month that no seal holds yet. */
  readonly unsealed: number;
};

/** What the review before closing a month shows: how much of each list belongs to the month. */
export async function beforeClosing(db: ReadDb, of: { readonly monthOn: PlainDate }): Promise<BeforeClosing> {
  const { rows } = await sql<BeforeClosing>`
    with month as (select ${of.monthOn}::date as first_on, (${of.monthOn}::date + interval '1 month')::date as next_on)
    select
      (select count(*)::int from (select 1 from invoice_drafts, month where document_on < next_on limit ${COUNT_MAX}) found) as "drafts",
      (select count(*)::int from (select 1 from open_items, month
        where side = 'credit' and kind = 'payment' and residual_minor > 0 and effective_on < next_on limit ${COUNT_MAX}) found) as "unapplied",
      (select count(*)::int from (select 1 from invoices v, month
        where v.document_on >= first_on and v.document_on < next_on and v.series_code <> 'LEGACY'
          and not exists (select 1 from documents d where d.invoice_id = v.id) limit ${COUNT_MAX}) found) as "awaitingPdf",
      (select count(*)::int from (select 1 from entries, month
        where effective_on >= first_on and effective_on < next_on
          and xid >= coalesce((select before_xid from seals order by seal_no desc limit 1), '0'::xid8) limit ${COUNT_MAX}) found) as "unsealed"`.execute(
    db as never,
  );
  return rows[0]!;
}
