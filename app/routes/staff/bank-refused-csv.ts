import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { refusedRows } from '#app/modules/banking/queries/bank-imports.server.ts';
import type { BankFileProblem } from '#app/modules/banking/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/bank-refused-csv.ts';
import { foundOr404 } from './not-found.ts';

/** The rows of a bank's file that were left out, each with its line and why. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const importId = parseId(args.params.id) as string | null;
  const { rows } = foundOr404(importId && (await refusedRows(staffDb(), { importId })), 'file of the bank');
  return csvResponse({ fileName: `left-out_${args.params.id.slice(0, 8)}.csv`, columns: COLUMNS, rows });
}

const COLUMNS: CsvColumn<BankFileProblem>[] = [
  { head: 'line', kind: 'text', value: ({ line }) => String(line) },
  { head: 'kind', kind: 'text', value: ({ code }) => code },
  { head: 'why', kind: 'text', value: ({ sentence }) => sentence },
];
