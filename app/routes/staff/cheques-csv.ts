import { requireStaff } from '#app/guards/require-staff.server.ts';
import { money, parseMoney } from '#app/kernel/money.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import {
  type InstrumentListFilter,
  type InstrumentPage,
  listInstruments,
} from '#app/modules/instruments/queries/list-instruments.server.ts';
import type { InstrumentRow } from '#app/modules/instruments/types.ts';
import { CHEQUE_STATE_WORDS } from '#app/modules/instruments/ui/cheque-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/cheques-csv.ts';
import { CHEQUE_VIEWS } from './cheque-views.ts';
import { askedText, askedView, EXPORT_PAGE, EXPORT_ROWS_MAX } from './list-address.ts';

/** The cheques as they are shown, all pages: of the late ones, the report of how late. */
export async function loader(args: Route.LoaderArgs) {
  const { company, moment } = await requireStaff(args, 'desk.read');
  const url = args.url;
  const view = askedView(url, CHEQUE_VIEWS);
  const search = askedText(url);
  const amount = parseMoney(search, company.baseCurrency);
  const rows = linesOf({
    ...{ view, search, today: moment.today, calendar: await getCalendar(staffDb()) },
    ...(amount.ok && amount.value > 0n ? { amountMinor: amount.value } : {}),
  });
  return csvResponse({ fileName: `cheques_${view}_as-at-${moment.today}.csv`, columns: COLUMNS, rows });
}

async function* linesOf(asked: Omit<InstrumentListFilter, 'cursor' | 'limit'>) {
  let last: InstrumentPage['keys'][number] | undefined;
  for (let read = 0; read < EXPORT_ROWS_MAX; read += EXPORT_PAGE) {
    const page: InstrumentPage = await listInstruments(staffDb(), {
      ...{ ...asked, limit: EXPORT_PAGE },
      ...(last ? { cursor: { ...last, direction: 'older' } } : {}),
    });
    yield* page.rows;
    last = page.keys.at(-1);
    if (!page.hasOlder || !last) return;
  }
}

const COLUMNS: CsvColumn<InstrumentRow>[] = [
  { head: 'receipt', kind: 'text', value: (row) => row.number },
  { head: 'cheque', kind: 'text', value: (row) => row.chequeNo },
  { head: 'bank', kind: 'text', value: (row) => row.bankName },
  { head: 'customer_number', kind: 'text', value: (row) => row.customerNumber },
  { head: 'customer_name', kind: 'text', value: (row) => row.customerName },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'amount', kind: 'money', value: (row) => money(row.amountMinor, row.currency) },
  { head: 'dated_on', kind: 'date', value: (row) => row.datedOn },
  { head: 'received_on', kind: 'date', value: (row) => row.receivedOn },
  { head: 'custodian', kind: 'text', value: (row) => row.custodianName },
  { head: 'due_on', kind: 'date', value: (row) => row.dueOn },
  { head: 'banked_on', kind: 'date', value: (row) => row.bankedOn },
  { head: 'days_late', kind: 'integer', value: (row) => row.daysLate },
  { head: 'state', kind: 'text', value: (row) => CHEQUE_STATE_WORDS[row.state] },
  { head: 'ended_on', kind: 'date', value: (row) => row.endedOn },
];
