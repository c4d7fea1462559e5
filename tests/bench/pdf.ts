import path from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { invoicePdf, TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { PdfStandard } from '#app/platform/pdf/pdf-job.ts';
import { createPdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { invoiceDocument } from '#app/workflows/document-props.ts';
import { sellerOn } from '#app/workflows/seller-of-day.server.ts';
import { madeLongInvoice, madeRun } from '#scripts/seed/made-run.ts';
import { CLERK } from '#tests/support/people.ts';
import { SQL_DIR } from '#tests/support/template.ts';
import { openBenchDatabase } from './bench-database.ts';
import { type Figure, inParallel, mustEqual, percentile, perSecond, timed, WrongOutput } from './figures.ts';
import { MOMENT, openCustomers, toInvoice } from './issue-and-pay.ts';
import { besideWeb } from './web-load.ts';
import type { BenchOptions } from './works.ts';

const SEED = 42;
const ROUNDS = 15;
const THREADS = [1, 2];
const BURST = 60;
/** Pages a second that the web serves meanwhile. */
const WEB_RATE = 20;
/** What the total of the published work set reads like on paper. */
const TOTAL = '57,507.61';
const DATA = 'W6: one invoice of 40 lines, seed 42; each file has words of its own, so that no layout is met twice';
const STANDARDS: Readonly<Partial<Record<PdfStandard, string>>> = {
  '1.7': 'plain',
  'ua-1': 'tagged',
  'a-2a': 'PDF/A',
};

type Bench = Awaited<ReturnType<typeof openBenchDatabase>>;
type Produce = (standard: PdfStandard) => Promise<Uint8Array>;

/** W6: the PDF of a 40-line invoice through query, template and renderer, warm; then as many as go, beside the web. */
export async function pdfWork({ cluster, log }: BenchOptions): Promise<Figure[]> {
  log('W6');
  const bench = await openBenchDatabase(cluster, 'w6');
  try {
    const invoiceId = await issueLong(bench);
    const figures: Figure[] = [];
    for (const threads of THREADS) figures.push(...(await withThreads(bench, { invoiceId, threads, log })));
    return figures;
  } finally {
    await bench.close();
  }
}

type Asked = { invoiceId: string; threads: number; log: (message: string) => void };

async function withThreads(bench: Bench, { invoiceId, threads, log }: Asked): Promise<Figure[]> {
  const projectRoot = path.dirname(SQL_DIR);
  const renderer = createPdfRenderer({ projectRoot, templates: TEMPLATES_FOLDER, workers: threads });
  try {
    const ready = await timed(() => renderer.ready());
    const produce = await producerOf(bench, invoiceId, renderer);
    for (let warm = 0; warm < threads * 2; warm += 1) await checkPdf(await produce('a-2a'));
    const figures = threads === 1 ? [await medianOf(produce, ready.ms)] : [];
    for (const [standard, name] of Object.entries(STANDARDS)) {
      log(`W6 ${name}, ${threads}`);
      figures.push(await burstOf(bench, { produce, threads, standard: standard as PdfStandard, name }));
    }
    return figures;
  } finally {
    await renderer.close();
  }
}

async function producerOf(
  bench: Bench,
  invoiceId: string,
  renderer: ReturnType<typeof createPdfRenderer>,
): Promise<Produce> {
  const seller = await sellerOn(bench.staff.db, { on: MOMENT.today });
  let made = 0;
  return async (standard) => {
    const invoice = await getInvoice(bench.staff.db, { invoiceId });
    if (!invoice) throw new WrongOutput('the invoice is not there');
    made += 1;
    const lines = invoice.lines.map((line) => ({ ...line, description: `${line.description}, file ${made}` }));
    const document = invoiceDocument({ ...invoice, lines }, { ...seller, link: 'http://localhost:3000' });
    return renderer.render({ ...invoicePdf(document), standard });
  };
}

async function medianOf(produce: Produce, readyMs: number): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push((await timed(() => produce('a-2a'))).ms);
  const note = `a thread is ready with its fonts after ${Math.round(readyMs)} ms`;
  const work = 'W6 PDF/A of a 40-line invoice, median';
  return { work, data: DATA, value: percentile(times, 0.5), floor: null, unit: 'ms', aim: 50, note };
}

type Burst = { produce: Produce; threads: number; standard: PdfStandard; name: string };

async function burstOf(bench: Bench, { produce, threads, standard, name }: Burst): Promise<Figure> {
  const { value, webMs } = await besideWeb(bench, WEB_RATE, () =>
    timed(() => inParallel(BURST, threads, async () => void (await produce(standard)))),
  );
  await checkPdf(await produce(standard));
  const work = `W6 PDFs ${name}, ${threads === 1 ? 'one thread' : 'two threads'} beside the web`;
  const note = `the web served ${WEB_RATE} pages/s, 95 of 100 within ${Math.round(webMs)} ms`;
  const aim = threads === 2 && standard === 'a-2a' ? 20 : null;
  return { work, data: DATA, value: perSecond(BURST, value.ms), floor: null, unit: '/s', aim, note };
}

async function issueLong(bench: Bench): Promise<string> {
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
