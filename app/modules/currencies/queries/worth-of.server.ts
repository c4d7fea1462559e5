import { type Currency, minorDigits } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { crossMinor } from '../rules/cross-amount.ts';
import { ratesOn } from './list-rates.server.ts';

type DayRates = ReadonlyMap<Currency, string>;

/** The rates that count on a day by currency, the base currency at one: decimal text. */
export async function dayRates(db: ReadDb, day: PlainDate, base: Currency): Promise<DayRates> {
  const rates = await ratesOn(db, day);
  return new Map([[base, '1'], ...rates.map(({ currency, rate }): [Currency, string] => [currency, rate])]);
}

/** What an amount is worth by such rates, minor units; null where one of the two has no rate. */
export function worthOf(minor: bigint, from: Currency, to: Currency, rates: DayRates): bigint | null {
  const [there, here] = [rates.get(to), rates.get(from)];
  if (!there || !here) return null;
  return crossMinor(minor, { rate: here, digits: minorDigits(from) }, { rate: there, digits: minorDigits(to) });
}
