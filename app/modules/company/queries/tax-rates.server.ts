import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';

/** The rates as they were set up and each change with its day, the newest first. */
export type TaxRates = {
  readonly setUp: readonly {
    readonly code: string;
    readonly rate_bp: number;
    readonly from_on: string | null;
    readonly to_on: string | null;
  }[];
  readonly changes: readonly { readonly code: string; readonly from_on: string; readonly rate_bp: number }[];
};

/** A part of a larger select: all that is needed to tell each category's rate on any day, read as one JSON value. */
export const taxRatesJson: RawBuilder<TaxRates> = sql`json_build_object(
  'setUp', (select coalesce(json_agg(json_build_object('code', t.code, 'rate_bp', t.rate_bp, 'from_on', t.valid_from_on, 'to_on', t.valid_to_on)), '[]') from tax_categories t),
  'changes', (select coalesce(json_agg(json_build_object('code', v.key, 'from_on', v.from_on, 'rate_bp', (v.value ->> 'rateBp')::integer)
      order by v.from_on desc, v.id desc), '[]') from company_versions v
    where v.what = 'tax_rate' and not exists (select from company_version_withdrawals w where w.version_id = v.id)))`;

/** Tax codes that hold on a day with their rate, in basis points, on it: that of the tax point, whenever the document is made. */
export function ratesOn({ setUp, changes }: TaxRates, on: PlainDate): ReadonlyMap<string, number> {
  return new Map(
    setUp
      .filter((one) => (one.from_on ?? on) <= on && on <= (one.to_on ?? on))
      .map(({ code, rate_bp }) => [
        code,
        changes.find((change) => change.code === code && change.from_on <= on)?.rate_bp ?? rate_bp,
      ]),
  );
}
