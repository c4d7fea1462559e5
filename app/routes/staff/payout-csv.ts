import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import type { Movement } from '#app/modules/payments/queries/get-payout.server.ts';
import { getPayout } from '#app/modules/payments/queries/get-payout.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/payout-csv.ts';
import { foundOr404 } from './not-found.ts';
import { MOVEMENT_WORDS } from './payout-words.ts';

/** What a payout carried, a line a movement; the column `net` sums to it. */
export async function loader(args: Route.LoaderArgs) {
  await requireStaff(args, 'desk.read');
  const id = parseId(args.params.id);
  const payout = foundOr404(id && (await getPayout(staffDb(), { id })), 'payout');
  const fileName = `payout_${payout.arrivesOn}_${payout.ref}.csv`;
  return csvResponse({ fileName, columns: COLUMNS, rows: payout.parts });
}

const COLUMNS: CsvColumn<Movement>[] = [
  { head: 'movement', kind: 'text', value: (row) => row.ref },
  { head: 'what', kind: 'text', value: (row) => MOVEMENT_WORDS[row.kind] },
  { head: 'happened_on', kind: 'date', value: (row) => row.happenedOn },
  { head: 'payment', kind: 'text', value: (row) => row.payment?.number ?? '' },
  { head: 'refund', kind: 'text', value: (row) => row.refund?.number ?? '' },
  { head: 'customer_name', kind: 'text', value: (row) => row.payment?.customerName ?? '' },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'amount', kind: 'money', value: (row) => money(row.amountMinor, row.currency) },
  { head: 'fee', kind: 'money', value: (row) => money(-row.feeMinor, row.currency) },
  { head: 'net', kind: 'money', value: (row) => money(row.netMinor, row.currency) },
];
