import { sql } from 'kysely';
import { toBaseMinor } from '#app/kernel/exchange.ts';
import { type Currency, currency, minorDigits } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { openDays } from '#app/modules/ledger/queries/periods.server.ts';
import type { EntryInput } from '#app/modules/ledger/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { lockProcessorMoney } from './take-movements.server.ts';

const FEES_PER_CALL = 500;
const FEES = '6200';
const CLEARING = '1030';

type Unposted = {
  id: string;
  kind: string;
  ref: string;
  currency: string;
  cost: bigint;
  happened_on: PlainDate;
  base: string;
  rate: string;
};

/**
 * Posts what movements cost us and is not in the books yet, 6200 / 1030, each once on its day; one of a closed month counts
 * on the first open day and keeps its day as value date. At most five hundred a call; answers how many. A fee in a currency
 * without an exchange rate waits until a rate is known. Serialises with everybody who posts the processor's money.
 */
export async function postProcessorFees(tx: Tx): Promise<number> {
  await lockProcessorMoney(tx);
  const unposted = await readUnposted(tx);
  if (unposted.length === 0) return 0;
  const dates = unposted.map((row) => row.happened_on);
  const days = await openDays(tx, ['posting'], dates);
  const posted = unposted.map((row) => ({ row, entry: toEntry(row, days.get(row.happened_on)!) }));
  await postEntries(
    tx,
    posted.map(({ entry }) => entry),
  );
  await tx
    .insertInto('processor_fees')
    .values(
      posted.map(({ row, entry }) => ({
        ...{ transaction_id: row.id, currency: row.currency, amount_minor: row.cost },
        ...{ effective_on: entry.effectiveOn, entry_id: entry.id },
      })),
    )
    .execute();
  return posted.length;
}

async function readUnposted(tx: Tx): Promise<Unposted[]> {
  const { rows } = await sql<Unposted>`
    select t.id, t.kind, t.ref, t.currency, processor_cost(t) as cost, t.happened_on, c.base_currency as base, r.rate
    from processor_transactions t cross join company c cross join lateral (
      select case when t.currency = c.base_currency then '1' else (
        select x.rate::text from exchange_rates x where x.currency = t.currency and x.rate_on <= t.happened_on
        order by x.rate_on desc limit 1) end as rate) r
    where processor_cost(t) <> 0 and r.rate is not null
      and not exists (select from processor_fees f where f.transaction_id = t.id)
    order by t.happened_on, t.id limit ${FEES_PER_CALL}`.execute(tx);
  return rows;
}

function toEntry(row: Unposted, effectiveOn: PlainDate): EntryInput {
  const code = currency(row.currency);
  const baseMinor = baseOf(row.cost, code, row);
  const line = (account: string, sign: 1n | -1n) => ({
    ...{ account, currency: code, amountMinor: sign * row.cost, baseMinor: sign * baseMinor },
  });
  return {
    id: newId<never>() as string,
    kind: row.kind === 'chargeback' ? 'chargeback_fee' : 'processor_fee',
    sourceId: row.id,
    ...{ effectiveOn, valueOn: row.happened_on, memo: row.ref },
    lines: [line(FEES, 1n), line(CLEARING, -1n)],
  };
}

/** Minor units of base by the rate of the day, decimal text; '1' is base itself. */
export function baseOf(minor: bigint, code: Currency, of: { readonly rate: string; readonly base: string }): bigint {
  if (code === of.base) return minor;
  return toBaseMinor(minor, of.rate, { from: minorDigits(code), base: minorDigits(currency(of.base)) });
}
