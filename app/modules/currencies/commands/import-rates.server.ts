import { sql } from 'kysely';
import type { CsvProblem } from '#app/kernel/csv-records.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { readRatesCsv } from '../rules/read-rates-csv.ts';
import type { Rate } from '../types.ts';

export type RatesImport = {
  readonly rows: readonly (Rate & { row: number; isNew: boolean })[];
  readonly added: number;
  readonly existed: number;
  readonly problems: readonly CsvProblem[];
};

/**
 * Adds the exchange rates of a file, all of them or none. A rate that stands already is left; another rate for the same
 * day and currency is a problem, because documents may carry the first. The base currency has no rate. A dry run is
 * this in a preview. Rates are units of base for one unit, up to ten decimals.
 */
export async function importRates(
  tx: Tx,
  actor: Actor,
  input: { content: Uint8Array },
): Promise<Result<RatesImport, RatesImport>> {
  const { rates, problems } = readRatesCsv(input.content);
  const standing = await standingRates(tx, rates);
  const base = (await tx.selectFrom('company').select('base_currency').executeTakeFirstOrThrow()).base_currency;
  const fresh = new Map<string, Rate>();
  const rows: RatesImport['rows'][number][] = [];
  let existed = 0;
  for (const { row, ...rate } of rates) {
    const key = `${rate.currency} ${rate.rateOn}`;
    const before = standing.get(key) ?? fresh.get(key)?.rate;
    if (rate.currency === base)
      problems.push({
        row,
        field: 'currency',
        text: `${base} is the base currency: it has no rate. Take this row out.`,
      });
    else if (before === undefined) {
      fresh.set(key, rate);
      rows.push({ row, ...rate, isNew: true });
    } else if (sameRate(before, rate.rate)) {
      existed += 1;
      rows.push({ row, ...rate, isNew: false });
    } else
      problems.push({
        row,
        field: 'rate',
        text: `The rate of ${rate.currency} on ${rate.rateOn} is ${before} already and documents may carry it. Give the new rate its own day.`,
      });
  }
  const report = { rows, added: fresh.size, existed, problems: problems.sort((a, b) => a.row - b.row) };
  if (problems.length > 0) return refuse(report);
  await sql`insert into exchange_rates (currency, rate_on, rate)
    select currency, rate_on, rate from jsonb_to_recordset(${JSON.stringify([...fresh.values()].map(toRow))}::jsonb)
      as r (currency text, rate_on date, rate numeric)`.execute(tx);
  await writeAudit(tx, actor, {
    action: 'rates.imported',
    subjectKind: 'exchange_rates',
    subjectId: newId(),
    after: { added: report.added, existed },
  });
  return ok(report);
}

const toRow = ({ currency, rateOn, rate }: Rate) => ({ currency, rate_on: rateOn, rate });

/** `4.70` and `4.7000000000` are one rate. */
const sameRate = (a: string, b: string): boolean => canonical(a) === canonical(b);
const canonical = (rate: string): string =>
  (rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate).replace(/^0+(?=\d)/, '');

async function standingRates(tx: Tx, rates: readonly Rate[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ currency: string; rate_on: string; rate: string }>`
    select r.currency, r.rate_on, trim_scale(r.rate)::text as rate from exchange_rates r
    join jsonb_to_recordset(${JSON.stringify(rates.map(toRow))}::jsonb) as w (currency text, rate_on date)
      on w.currency = r.currency and w.rate_on = r.rate_on`.execute(tx);
  return new Map(rows.map((row) => [`${row.currency} ${row.rate_on}`, row.rate]));
}
