import { type CsvProblem, readCsv } from '#app/kernel/csv-records.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import type { Rate } from '../types.ts';

const RATE = /^\d{1,9}(\.\d{1,10})?$/;
const COLUMNS = { required: ['rate_on', 'currency', 'rate'], optional: [] } as const;

/**
 * Reads a file of exchange rates: `rate_on` (ISO date), `currency` (ISO 4217), `rate` (units of base currency for one unit,
 * a point for the decimals, at most ten). Each misfit is a problem with its row and column.
 */
export function readRatesCsv(content: Uint8Array): { rates: (Rate & { row: number })[]; problems: CsvProblem[] } {
  const { rows, problems } = readCsv(content, COLUMNS);
  const rates: (Rate & { row: number })[] = [];
  for (const { row, fields } of rows) {
    const day = parsePlainDate(fields.rate_on ?? '');
    const code = parseCurrency((fields.currency ?? '').toUpperCase());
    const rate = fields.rate ?? '';
    const wrong = (field: string, text: string) => problems.push({ row, field, text });
    if (!day.ok) wrong('rate_on', `“${fields.rate_on}” is not a date. Write it as 2026-03-31.`);
    if (!code) wrong('currency', `“${fields.currency}” is not a currency code. Write three letters, as USD.`);
    if (!RATE.test(rate) || /^0+(\.0+)?$/.test(rate))
      wrong(
        'rate',
        `“${rate}” is not a rate. Write a number above zero with a point, as 4.7015, with at most ten decimals.`,
      );
    else if (day.ok && code) rates.push({ row, rateOn: day.value, currency: code, rate });
  }
  return { rates, problems: problems.sort((a, b) => a.row - b.row) };
}
