import { sql } from 'kysely';
import { type Currency, currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Seal } from '../types.ts';
import { wasKnown } from './known-at.server.ts';

/** What the receivables account itself says of each currency: the other side of an aged report. */
export async function controlBalances(
  db: ReadDb,
  at: { readonly asOf: PlainDate; readonly knownAt?: Seal },
): Promise<{ currency: Currency; minor: bigint }[]> {
  const { rows } = await sql<{ currency: string; minor: bigint }>`
    select l.currency, sum(l.amount_minor)::bigint as minor
    from entry_lines l join entries e on e.id = l.entry_id
    where l.account_code = '1100' and e.effective_on <= ${at.asOf} and ${wasKnown('e.xid', at.knownAt)}
    group by l.currency order by l.currency`.execute(db as never);
  return rows.map((row) => ({ currency: currency(row.currency), minor: row.minor }));
}
