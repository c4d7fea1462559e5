import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { plainDate } from '#app/kernel/plain-date.ts';
import { TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { getStatementRun } from '#app/modules/statements/queries/statement-runs.server.ts';
import { createPdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { createFileStore } from '#app/platform/storage/file-store.server.ts';
import { makeStatements, startStatements } from '#app/workflows/run-statements.server.ts';
import { CLERK } from '#tests/support/people.ts';
import { sealAll } from '#tests/support/sealed.ts';
import { SQL_DIR } from '#tests/support/template.ts';
import { filledBook } from './book.ts';
import { type Figure, mustEqual, perSecond, timed } from './figures.ts';
import type { BenchOptions } from './works.ts';

const INVOICES = 100_000;
const [SOME, ALL] = [1_000, 20_000];
/** What the renderer alone could do: each statement is a page or two. */
const THREADS = 2;
const DAY = plainDate('2026-01-01');
const MOMENT = { now: new Date(`${DAY}T12:00:00Z`), today: DAY };

/** A month's statements: opened at one seal, then each read, rendered, stored, kept and its mail ordered. */
export async function statementRun(options: BenchOptions): Promise<Figure[]> {
  const { bench } = await filledBook(options, INVOICES);
  const customers = options.count ?? (options.isLarge ? ALL : SOME);
  const { pool } = bench.owner;
  await pool.query(
    `insert into contacts (customer_id, name, email, receives_statements) select id, 'Books', lower(number) || '@customer.example', true
     from customers order by number limit $1`,
    [customers],
  );
  await pool.query(
    `insert into statement_preferences (customer_id, every, sends_empty, changed_at) select id, 'monthly', true, now()
     from customers order by number limit $1`,
    [customers],
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'tallystick-bench-'));
  const pdf = createPdfRenderer({ projectRoot: path.dirname(SQL_DIR), templates: TEMPLATES_FOLDER, workers: THREADS });
  try {
    await pdf.ready();
    await sealAll(bench.staff.db);
    const opened = await timed(() => startStatements(bench.staff.db, CLERK, { kind: 'monthly', how: 'now' }, MOMENT));
    const runId = (opened.value.ok && opened.value.value.runId) || '';
    const outside = { db: bench.staff.db, files: createFileStore(folder), pdf, baseUrl: 'http://localhost' };
    const { ms } = await timed(() => makeStatements(outside, runId));
    const run = await getStatementRun(bench.staff.db, { runId });
    const { rows } = await pool.query(
      `select count(*)::int as mails from messages where kind = 'statement' and state = 'queued'`,
    );
    mustEqual('statements kept and sent', [run?.state, run?.counts.sent, run?.counts.failed], ['done', customers, 0]);
    mustEqual('mails ordered', rows[0].mails, customers);
    const data = `${customers.toLocaleString('en')} statements of a month over ${INVOICES.toLocaleString('en')} invoices`;
    const common = { data, floor: null, aim: null } as const;
    return [
      {
        ...common,
        work: 'statements: a run is opened',
        value: opened.ms,
        unit: 'ms',
        note: 'one row each, at one seal',
      },
      {
        ...{ ...common, work: 'statements: made, kept and ordered', value: perSecond(customers, ms), unit: '/s' },
        note: `PDF/A in ${THREADS} threads, one transaction each`,
      },
    ];
  } finally {
    await pdf.close();
    await rm(folder, { recursive: true });
  }
}
