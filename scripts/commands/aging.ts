import { minorToDecimal } from '#app/kernel/money.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import type { AgeingRow } from '#app/modules/ledger/types.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { commandDatabase } from './command-database.ts';
import { allowOptions, dateOption, type Invocation, shapeOption } from './invocation.ts';
import { printRows } from './print-rows.ts';
import { sealOption } from './seal-option.ts';

const amounts = (row: AgeingRow) => {
  const text = (minor: bigint) => minorToDecimal(minor, row.currency);
  return {
    not_due: text(row.notDueMinor),
    days_1_30: text(row.d1to30Minor),
    days_31_60: text(row.d31to60Minor),
    days_61_90: text(row.d61to90Minor),
    over_90: text(row.over90Minor),
    credits: text(row.creditsMinor),
    total: text(row.totalMinor),
    of_it_disputed: text(row.disputedMinor),
  };
};

/** Aged receivables as of a date, and as known at a seal: one row per customer and currency, decimals of the currency, total = debits less credits. */
export async function aging(call: Invocation): Promise<number> {
  allowOptions(call, ['--as-of', '--as-known-at', '--format', '--json']);
  const shape = shapeOption(call);
  const { db } = await commandDatabase();
  const company = await getCompany(db);
  const asOf = dateOption(call, '--as-of', momentIn(company.timeZone).today);
  const knownAt = await sealOption(call, db);
  const rows = (await ageing(db, { asOf, knownAt })).map((row) => ({
    customer: row.customerNumber,
    name: row.customerName,
    currency: row.currency as string,
    as_of: asOf as string,
    ...amounts(row),
  }));
  type Row = (typeof rows)[number];
  const number = (head: keyof Row): CsvColumn<Row> => ({ kind: 'decimal', head, value: (row) => row[head] });
  const text = (head: keyof Row): CsvColumn<Row> => ({ kind: 'text', head, value: (row) => row[head] });
  printRows(
    rows,
    [
      text('customer'),
      text('name'),
      text('currency'),
      text('as_of'),
      number('not_due'),
      number('days_1_30'),
      number('days_31_60'),
      number('days_61_90'),
      number('over_90'),
      number('credits'),
      number('total'),
      number('of_it_disputed'),
    ],
    shape,
  );
  return 0;
}
