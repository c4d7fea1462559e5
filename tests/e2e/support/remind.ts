import path from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { collectionPolicy } from '#app/modules/collections/queries/collection-policy.server.ts';
import { TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { momentIn, moveClock } from '#app/platform/clock/clock.server.ts';
import { closeJobs, openJobs } from '#app/platform/jobs/jobs.server.ts';
import { createPdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { createFileStore } from '#app/platform/storage/file-store.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { orderDue } from '#app/workflows/run-reminders.server.ts';
import { ROOT } from '#scripts/source-hash.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { demoDatabase } from './demo-database.ts';

const DAY_MS = 86_400_000;
type Reminded = { readonly askedMinor: bigint; readonly letter: string };

/**
 * What the run of reminders orders for one customer so many days from now: what it asks for and what its letter says. Null where it
 * orders nothing. The others of the demo are not reminded.
 */
export async function remindedAfter(days: number, customerId: string): Promise<Reminded | null> {
  const { ownerUrl, baseUrl, dataDir } = startedDemo();
  const pdf = createPdfRenderer({ projectRoot: ROOT, templates: TEMPLATES_FOLDER, workers: 1 });
  await openJobs(ownerUrl);
  moveClock(days * DAY_MS);
  try {
    const { db, pool } = demoDatabase();
    const files = createFileStore(path.join(dataDir, 'files'));
    const moment = momentIn('Europe/London');
    const policy = await collectionPolicy(db, moment.today);
    // It leaves a day later, so that nothing of it is under way while the journey goes on.
    const due = { policy, customerId, waitSeconds: DAY_MS / 1000 };
    if ((await orderDue({ db, files, pdf, baseUrl }, due, moment)) === 0) return null;
    const { rows } = await pool.query<{ asked: string; sha256: string }>(
      `select r.asked_minor::text as asked, d.sha256 from reminders r join documents d on d.id = r.document_id
       where r.customer_id = $1 and r.reminded_on = $2`,
      [customerId, moment.today],
    );
    const bytes = await readDocument({ files }, rows[0]!);
    if (!bytes.ok) throw new Error(bytes.refusal);
    const { text } = await extractText(await getDocumentProxy(bytes.value), { mergePages: true });
    return { askedMinor: BigInt(rows[0]!.asked), letter: text.replace(/[\s\u200b]+/g, ' ') };
  } finally {
    moveClock(0);
    await Promise.all([pdf.close(), closeJobs()]);
  }
}
