import { type CsvColumn, csvText } from '#app/platform/http/csv.ts';
import type { Shape } from './invocation.ts';

/** Writes rows to standard output as JSON, or as the CSV of every export without byte order mark and with plain line feeds. */
export function printRows<Row>(rows: readonly Row[], columns: readonly CsvColumn<Row>[], shape: Shape): void {
  const text =
    shape === 'json'
      ? `${JSON.stringify(rows, null, 2)}\n`
      : csvText(columns, rows).replace('\uFEFF', '').replaceAll('\r\n', '\n');
  process.stdout.write(text);
}
