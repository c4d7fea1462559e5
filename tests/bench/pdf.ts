import path from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { invoicePdf, TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createPdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { invoiceDocument } from '#app/workflows/document-props.ts';
import { madeLongInvoice, madeRun } from '#scripts/seed/made-run.ts';
import { CLERK } from '#tests/support/people.ts';
import { SQL_DIR } from '#tests/support/template.ts';
import { openBenchDatabase } from './bench-database.ts';
import { type Figure, inParallel, mustEqual, percentile, perSecond, timed, WrongOutput } from './figures.ts';
import { MOMENT, openCustomers, toInvoice } from './issue-and-pay.ts';
import type { BenchOptions } from './works.ts';

const SEED = 42;
const ROUNDS = 15;
const WORKERS = 2;
const BURST = 40;
/** What the total of the published work set reads like on paper. */
const TOTAL = '57,507.61';
const DATA = 'W6: one invoice of 40 lines, seed 42';

/** W6: the PDF of a 40-line invoice through query, template and renderer, warm; then two at a time. */
export async function pdfWork({ cluster, log }: BenchOptions): Promise<Figure[]> {
  log('W6');
  const bench = await openBenchDatabase(cluster, 'w6');
  const renderer = createPdfRenderer({
    projectRoot: path.dirname(SQL_DIR),
    templates: TEMPLATES_FOLDER,
    workers: WORKERS,
  });
  try {
    await renderer.ready();
    const invoiceId = await issueLong(bench);
    const company = await getCompany(bench.staff.db);
    const produce = async () => {
      const invoice = await getInvoice(bench.staff.db, { invoiceId });
      if (!invoice) throw new WrongOutput('the invoice is not there');
      return renderer.render(
        invoicePdf(invoiceDocument(invoice, { company, banks: [], branding: null, link: 'http://localhost:3000' })),
      );
    };
    for (let warm = 0; warm < WORKERS * 2; warm += 1) await checkPdf(await produce());
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push((await timed(produce)).ms);
    const burst = await timed(() => inParallel(BURST, WORKERS, async () => void (await produce())));
    const value = percentile(times, 0.5);
    return [
      { work: 'W6 PDF of a 40-line invoice, median', data: DATA, value, floor: null, unit: 'ms', aim: 50 },
      { work: 'W6 PDFs, two threads', data: DATA, value: perSecond(BURST, burst.ms), floor: null, unit: '/s', aim: 20 },
    ];
  } finally {
    await renderer.close();
    await bench.close();
  }
}

async function issueLong(bench: Awaited<ReturnType<typeof openBenchDatabase>>): Promise<string> {
  const run = madeRun({ count: 1, seed: SEED });
  const [customerId] = await openCustomers(bench, run);
  const long = madeLongInvoice(SEED);
  const input = toInvoice({ ...run.invoices[0]!, lines: long.lines }, customerId!);
  const issued = await inTransaction(bench.staff.db, (tx) =>
    issueInvoices(tx, CLERK, { seriesCode: 'INV', invoices: [input] }, MOMENT),
  );
  if (!issued.ok) throw new WrongOutput(`the long invoice was refused: ${JSON.stringify(issued.refusal)}`);
  mustEqual('total of the long invoice', issued.value[0]!.grossMinor, BigInt(long.totalCents));
  return issued.value[0]!.id;
}

async function checkPdf(bytes: Uint8Array): Promise<void> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  if (!text.includes(TOTAL)) throw new WrongOutput(`the PDF does not say ${TOTAL}`);
}
