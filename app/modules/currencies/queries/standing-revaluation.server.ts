import { sql } from 'kysely';
import { toBaseMinor } from '#app/kernel/exchange.ts';
import { type Currency, currency, minorDigits } from '#app/kernel/money.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Revaluation, RevaluationRefusal } from '../types.ts';

/** A rate older than a long weekend is no rate of the day. */
const RATE_DAYS_MAX = 5;

type Row = {
  currency: string;
  base: string;
  amount: bigint;
  carried: bigint;
  rate: string | null;
  rate_on: string | null;
};

/**
 * What receivables in each foreign currency are carried at and what the day's rate makes them worth, by currency code.
 * Refuses `no-exchange-rate`, and `rate-is-old` where the newest rate is more than five days before the day.
 * Amounts are sums over the control account as of the day; currencies at zero on both sides are left out.
 */
export async function standingRevaluation(
  db: ReadDb,
  asOfOn: PlainDate,
): Promise<Result<Revaluation[], RevaluationRefusal>> {
  const { rows } = await sql<Row>`
    select l.currency, c.base_currency as base, sum(l.amount_minor)::bigint as amount, sum(l.base_minor)::bigint as carried,
      r.rate::text as rate, r.rate_on
    from company c
    join entry_lines l on l.account_code = '1100' and l.currency <> c.base_currency
    join entries e on e.id = l.entry_id and e.effective_on <= ${asOfOn}
    left join lateral (select x.rate, x.rate_on from exchange_rates x where x.currency = l.currency and x.rate_on <= ${asOfOn}
      order by x.rate_on desc limit 1) r on true
    group by l.currency, c.base_currency, r.rate, r.rate_on
    having sum(l.amount_minor) <> 0 or sum(l.base_minor) <> 0
    order by l.currency`.execute(db as never);
  const found: Revaluation[] = [];
  for (const row of rows) {
    const revalued = revalue(row, asOfOn);
    if (!revalued.ok) return revalued;
    found.push(revalued.value);
  }
  return ok(found);
}

function revalue(row: Row, asOfOn: PlainDate): Result<Revaluation, RevaluationRefusal> {
  const code: Currency = currency(row.currency);
  if (row.rate === null) return refuse({ code: 'no-exchange-rate', currency: code, on: asOfOn });
  const rateOn = row.rate_on as PlainDate;
  if (daysBetween(rateOn, asOfOn) > RATE_DAYS_MAX)
    return refuse({ code: 'rate-is-old', currency: code, on: asOfOn, rateOn });
  const digits = { from: minorDigits(code), base: minorDigits(currency(row.base)) };
  const revaluedMinor = toBaseMinor(row.amount, row.rate, digits);
  return ok({
    asOfOn,
    currency: code,
    rate: row.rate,
    rateOn,
    amountMinor: row.amount,
    baseMinor: row.carried,
    revaluedMinor,
    differenceMinor: revaluedMinor - row.carried,
  });
}
