import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { getRun } from '#app/modules/billing-runs/queries/get-run.server.ts';
import {
  type DraftsWanted,
  listRunDrafts,
  listRunFindings,
} from '#app/modules/billing-runs/queries/list-run-drafts.server.ts';
import type { RunDraftRow } from '#app/modules/billing-runs/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { csvResponse } from '#app/platform/http/csv-response.server.ts';
import type { Route } from './+types/run-drafts-csv.ts';
import { EXPORT_PAGE, EXPORT_ROWS_MAX } from './list-address.ts';
import { foundOr404 } from './not-found.ts';
import { askedDrafts } from './run-drafts-asked.ts';

type Line = RunDraftRow & { found: string };

/** The drafts of a run with what was found and what became of each: the preview before it is issued, the result after. */
export async function loader(args: Route.LoaderArgs) {
  const { db } = await requireStaff(args, 'desk.read');
  const id = parseId(args.params.id);
  const run = foundOr404(id && (await getRun(db, { runId: id })), 'run');
  const rows = linesOf(db, { ...askedDrafts(args.url), runId: run.id, limit: EXPORT_PAGE });
  return csvResponse({ fileName: `${run.number}_${run.state}_up-to-${run.cutOffOn}.csv`, columns: COLUMNS, rows });
}

async function* linesOf(db: ReadDb, wanted: DraftsWanted): AsyncGenerator<Line> {
  const found = new Map<string, string[]>();
  for (const { draftId, code, overrideAt } of await listRunFindings(db, { runId: wanted.runId }))
    if (draftId) found.set(draftId, [...(found.get(draftId) ?? []), overrideAt ? `${code} (let through)` : code]);
  let after: number | undefined;
  for (let read = 0; read < EXPORT_ROWS_MAX; read += EXPORT_PAGE) {
    const page = await listRunDrafts(db, { ...wanted, after });
    for (const row of page) yield { ...row, found: [...new Set(found.get(row.id) ?? [])].join('; ') };
    after = page.at(-1)?.seqNo;
    if (page.length < EXPORT_PAGE) return;
  }
}

const COLUMNS: CsvColumn<Line>[] = [
  { head: 'position', kind: 'integer', value: (row) => row.seqNo },
  { head: 'customer_number', kind: 'text', value: (row) => row.customerNumber },
  { head: 'customer_name', kind: 'text', value: (row) => row.customerName },
  { head: 'contract', kind: 'text', value: (row) => row.contractNumber ?? '' },
  { head: 'title', kind: 'text', value: (row) => row.title },
  { head: 'service_from', kind: 'date', value: (row) => row.serviceFromOn },
  { head: 'service_to', kind: 'date', value: (row) => row.serviceToOn },
  { head: 'po_number', kind: 'text', value: (row) => row.poNumber },
  { head: 'currency', kind: 'text', value: (row) => row.currency },
  { head: 'net', kind: 'money', value: (row) => money(row.netMinor, row.currency) },
  { head: 'tax', kind: 'money', value: (row) => money(row.taxMinor, row.currency) },
  { head: 'gross', kind: 'money', value: (row) => money(row.grossMinor, row.currency) },
  {
    head: 'last_gross',
    kind: 'money',
    value: (row) => (row.lastGrossMinor === null ? null : money(row.lastGrossMinor, row.currency)),
  },
  { head: 'state', kind: 'text', value: (row) => row.state },
  { head: 'why_left_out', kind: 'text', value: (row) => row.leftOutWhy ?? '' },
  { head: 'found', kind: 'text', value: (row) => row.found },
  { head: 'invoice', kind: 'text', value: (row) => row.invoiceNumber ?? '' },
];
