import { CYCLES } from '#app/kernel/billing-periods.ts';
import { minorToDecimal } from '#app/kernel/money.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { listRunDrafts } from '#app/modules/billing-runs/queries/list-run-drafts.server.ts';
import { runTotals } from '#app/modules/billing-runs/queries/run-totals.server.ts';
import type { IssueRunRefusal, RunDraftRow } from '#app/modules/billing-runs/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import type { Db } from '#app/platform/db/pools.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { CsvColumn } from '#app/platform/http/csv.ts';
import { issueBilling, issueChunks, makePreview, previewBilling } from '#app/workflows/run-billing.server.ts';
import { commandDatabase } from './command-database.ts';
import { allowOptions, CommandRefused, dateOption, type Invocation, shapeOption } from './invocation.ts';
import { printRows } from './print-rows.ts';

const ACTOR = { ...SYSTEM, name: 'Command line' };
const DRAFTS_A_PAGE = 1_000;

/**
 * Previews everything due up to a day, of every cycle, and with --issue issues what nothing stands against. CSV has a row for
 * each draft; JSON the run, its totals per product and its drafts. Amounts are decimals of the currency.
 */
export async function run(call: Invocation): Promise<number> {
  allowOptions(call, ['--as-of', '--document-on', '--issue', '--format', '--json']);
  if (call.words.join(' ') !== 'billing') throw new CommandRefused('Say which run: billing.', { usage: true });
  const shape = shapeOption(call);
  const { db } = await commandDatabase();
  const { timeZone, locale } = await getCompany(db);
  const moment = momentIn(timeZone);
  const cutOffOn = dateOption(call, '--as-of', moment.today);
  const documentOn = dateOption(call, '--document-on', cutOffOn);
  const input = { name: `Up to ${cutOffOn}`, cutOffOn, documentOn, cycles: CYCLES, filter: {}, reviewNeeded: false };
  const started = await inTransaction(db, (tx) => previewBilling(tx, ACTOR, input, moment));
  if (!started.ok)
    throw new CommandRefused(
      started.refusal.code === 'period-closed' ? periodClosedText(started.refusal, locale) : 'The run was refused.',
    );
  const { runId, number } = started.value;
  await makePreview({ db }, runId);
  if (call.options.has('--issue')) {
    const begun = await inTransaction(db, (tx) => issueBilling(tx, ACTOR, { runId }, moment));
    if (begun.ok) await issueChunks({ db }, runId);
    else if (begun.refusal.code !== 'nothing-to-issue') throw new CommandRefused(wordsFor(begun.refusal, locale));
  }
  const drafts = (await allDrafts(db, runId)).map((draft) => draftRow(draft, number));
  if (shape === 'csv') printRows(drafts, COLUMNS, shape);
  else process.stdout.write(`${JSON.stringify({ run: number, totals: await totalsOf(db, runId), drafts }, null, 2)}\n`);
  return 0;
}

function wordsFor(refusal: IssueRunRefusal, locale: string): string {
  switch (refusal.code) {
    case 'period-closed':
      return periodClosedText(refusal, locale);
    case 'stale':
      return 'Something the preview used has changed since. Run it again.';
    case 'not-reviewed':
      return 'A second person has to review the run first.';
    case 'nothing-to-issue':
      return 'There is nothing to issue.';
    case 'unknown-run':
    case 'not-now':
      return 'Somebody else has stopped or issued the run.';
  }
}

async function allDrafts(db: Db, runId: string): Promise<RunDraftRow[]> {
  const drafts: RunDraftRow[] = [];
  for (let after: number | undefined; ; after = drafts.at(-1)?.seqNo) {
    const page = await listRunDrafts(db, { runId, after, limit: DRAFTS_A_PAGE });
    drafts.push(...page);
    if (page.length < DRAFTS_A_PAGE) return drafts;
  }
}

const draftRow = (draft: RunDraftRow, run: string) => ({
  ...{ run, draft: String(draft.seqNo), customer: draft.customerNumber, name: draft.customerName, title: draft.title },
  ...{
    service_from: draft.serviceFromOn as string,
    service_to: draft.serviceToOn as string,
    due: draft.dueOn as string,
  },
  ...{ currency: draft.currency as string, net: minorToDecimal(draft.netMinor, draft.currency) },
  ...{ tax: minorToDecimal(draft.taxMinor, draft.currency), total: minorToDecimal(draft.grossMinor, draft.currency) },
  ...{
    state: draft.leftOutWhy ?? (draft.state as string),
    blocks: String(draft.blocks),
    warnings: String(draft.warnings),
  },
  invoice: draft.invoiceNumber ?? '',
});
type Row = ReturnType<typeof draftRow>;

const TEXTS = ['run', 'draft', 'customer', 'name', 'title', 'service_from', 'service_to', 'due', 'currency'] as const;
const AMOUNTS = ['net', 'tax', 'total'] as const;
const LAST = ['state', 'blocks', 'warnings', 'invoice'] as const;
const column = (head: keyof Row, kind: 'text' | 'decimal'): CsvColumn<Row> => ({
  kind,
  head,
  value: (row) => row[head],
});
const COLUMNS = [
  ...TEXTS.map((head) => column(head, 'text')),
  ...AMOUNTS.map((head) => column(head, 'decimal')),
  ...LAST.map((head) => column(head, 'text')),
];

const totalsOf = async (db: Db, runId: string) =>
  (await runTotals(db, { runId })).map((total) => ({
    ...{ product: total.productCode, currency: total.currency, drafts: total.drafts },
    ...{ net: minorToDecimal(total.netMinor, total.currency), tax: minorToDecimal(total.taxMinor, total.currency) },
    last_net: total.lastNetMinor === null ? null : minorToDecimal(total.lastNetMinor, total.currency),
  }));
