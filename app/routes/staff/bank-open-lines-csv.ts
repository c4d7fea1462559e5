import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { type BankLineView, linesOfStatement } from '#app/modules/banking/queries/statement-lines.server.ts';
import { getStatement } from '#app/modules/banking/queries/statements.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/bank-open-lines-csv.ts';
import { EXPORT_ROWS_MAX } from './list-address.ts';
import { foundOr404 } from './not-found.ts';

/** The lines of a statement that nobody has explained yet, parked ones and asked ones among them. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const statementId = parseId(args.params.id) as string | null;
  const statement = foundOr404(statementId && (await getStatement(staffDb(), { statementId })), 'bank statement');
  return csvResponse({
    fileName: `open_bank_lines_${statement.toOn ?? 'undated'}.csv`,
    columns: COLUMNS,
    rows: await linesOfStatement(staffDb(), {
      ...{ statementId: statement.id, state: ['open', 'parked', 'asked'], limit: EXPORT_ROWS_MAX },
    }),
  });
}

const COLUMNS: CsvColumn<BankLineView>[] = [
  { head: 'line', kind: 'integer', value: (row) => row.lineNo },
  { head: 'booked_on', kind: 'date', value: (row) => row.bookedOn },
  { head: 'value_on', kind: 'date', value: (row) => row.valueOn },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'amount', kind: 'money', value: (row) => money(row.amountMinor, row.currency) },
  { head: 'payer', kind: 'text', value: (row) => showText(row.partyName) },
  { head: 'payer_account', kind: 'text', value: (row) => showText(row.partyAccount) },
  { head: 'text', kind: 'text', value: (row) => showText(row.text) },
  { head: 'payer_reference', kind: 'text', value: (row) => showText(row.payerRef) },
  { head: 'creditor_reference', kind: 'text', value: (row) => showText(row.creditorRef) },
  { head: 'bank_reference', kind: 'text', value: (row) => showText(row.bankRef) },
  { head: 'state', kind: 'text', value: (row) => row.state },
  { head: 'note', kind: 'text', value: (row) => showText(row.note) },
];
