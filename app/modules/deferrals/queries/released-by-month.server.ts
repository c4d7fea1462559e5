import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { wasKnown } from '#app/modules/ledger/queries/known-at.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { DeferredAt } from './standing-deferrals.server.ts';

/** What all deferred lines of a currency earned in a month, as far as it counted by the day asked for. */
export type ReleasedMonth = {
  readonly monthOn: PlainDate;
  readonly currency: Currency;
  readonly lines: number;
  readonly releasedMinor: bigint;
  readonly releasedBaseMinor: bigint;
};

/** Newest month first, from `fromOn` on. */
export async function releasedByMonth(
  db: ReadDb,
  { asOf, knownAt }: DeferredAt,
  fromOn: PlainDate,
): Promise<ReleasedMonth[]> {
  const { rows } = await sql<{ month_on: PlainDate; currency: string; lines: number; minor: bigint; base: bigint }>`
    select r.month_on, f.currency, count(*)::int as lines, sum(r.amount_minor)::bigint as minor, sum(r.base_minor)::bigint as base
    from deferral_releases r join deferrals f on f.invoice_id = r.invoice_id and f.line_no = r.line_no join entries e on e.id = r.entry_id
    where r.month_on >= ${fromOn}::date and e.effective_on <= ${asOf}::date and ${wasKnown('r.xid', knownAt)}
    group by r.month_on, f.currency order by r.month_on desc, f.currency`.execute(db);
  return rows.map((row) => ({
    monthOn: row.month_on,
    currency: currency(row.currency),
    lines: row.lines,
    releasedMinor: row.minor,
    releasedBaseMinor: row.base,
  }));
}
