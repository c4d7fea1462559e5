import { minorToDecimal } from '#app/kernel/money.ts';
import type { AgeingRow } from '#app/modules/ledger/types.ts';

const BYTE_ORDER_MARK = '\ufeff';
const HEADS = 'customer_number,customer,currency,not_due,d1_30,d31_60,d61_90,over_90,credits,total';

// What spreadsheets take for the start of a formula, and the full-width forms they fold to the same.
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** A collector's accounts as a table: text quoted and never a formula, amounts bare, as the exports of the desk are. */
export function portfolioCsv(rows: readonly AgeingRow[]): string {
  return `${BYTE_ORDER_MARK}${[HEADS, ...rows.map(lineOf)].map((line) => `${line}\r\n`).join('')}`;
}

function lineOf(row: AgeingRow): string {
  const amounts = [row.notDueMinor, row.d1to30Minor, row.d31to60Minor, row.d61to90Minor, row.over90Minor];
  return [
    ...[row.customerNumber, row.customerName, row.currency].map(textCell),
    ...[...amounts, row.creditsMinor, row.totalMinor].map((minor) => minorToDecimal(minor, row.currency)),
  ].join(',');
}

const textCell = (text: string): string => `"${(FORMULA_START.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
