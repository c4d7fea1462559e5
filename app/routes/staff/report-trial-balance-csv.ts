import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { trialBalance } from '#app/modules/ledger/queries/trial-balance.server.ts';
import type { TrialBalanceRow } from '#app/modules/ledger/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/report-trial-balance-csv.ts';
import { askedReport } from './report-asked.server.ts';

/** The report as the page shows it, one line per account and currency; its seal is in the file's name. */
export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'desk.read');
  const { at, fieldErrors, status } = await askedReport(args.url, moment.today);
  if (!at) throw data({ title: 'No such report', text: Object.values(fieldErrors).flat().join(' ') }, status);
  const fileName = `trial-balance_as-of-${at.asOf}_seal-${at.knownAt.sealNo}.csv`;
  return csvResponse({ fileName, columns: columnsOf(company.baseCurrency), rows: await trialBalance(staffDb(), at) });
}

const columnsOf = (base: Currency): CsvColumn<TrialBalanceRow>[] => [
  { head: 'account', kind: 'text', value: (row) => row.accountCode },
  { head: 'name', kind: 'text', value: (row) => row.accountName },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'debit', kind: 'money', value: (row) => money(row.debitMinor, row.currency) },
  { head: 'credit', kind: 'money', value: (row) => money(row.creditMinor, row.currency) },
  { head: 'balance', kind: 'money', value: (row) => money(row.balanceMinor, row.currency) },
  { head: 'base_currency', kind: 'text', value: () => base },
  { head: 'balance_in_base', kind: 'money', value: (row) => money(row.baseMinor, base) },
];
