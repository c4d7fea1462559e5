import path from 'node:path';
import { sql } from 'kysely';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import type { Result } from '#app/kernel/result.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { sealLedger } from '#app/modules/ledger/commands/seal-ledger.server.ts';
import { sealOrFind } from '#app/modules/ledger/commands/seal-or-find.server.ts';
import { noSuchSealWords } from '#app/modules/ledger/forms.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { statementChanges } from '#app/modules/statements/queries/statement-changes.server.ts';
import { StatementSheet } from '#app/modules/statements/ui/statement-sheet.tsx';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { createPdfRenderer, type PdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { statementCsvResponse } from '#app/routes/files/asked-statement.server.ts';
import { keepStatement } from '#app/workflows/keep-statement.server.ts';
import { renderStatement } from '#app/workflows/render-statement.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { NO_FILES } from '#tests/support/no-files.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, receive, setUpCompany } from '#tests/support/people.ts';

/**
 * A statement run again at its own seal is the same byte for byte, as page, PDF and CSV, while sixteen writers commit late
 * and after anything was posted into its days; and what was learned since is what the desk and the customer are told.
 */
const database = useDatabase();
const db = () => database.current.staff.db;
const WRITERS = 16;
/** How long a writer's transaction stays open at least: the latch alone makes it late, the long run adds five seconds. */
const LATE_SECONDS = process.env.TALLYSTICK_LONG ? 5 : 0;
const FROM = plainDate('2026-01-01');
const TO = plainDate('2026-06-30');
let pdf: PdfRenderer;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  const projectRoot = path.resolve(import.meta.dirname, '../..');
  pdf = createPdfRenderer({ projectRoot, templates: TEMPLATES_FOLDER, workers: 1 });
});
afterAll(() => pdf.close());

const outside = () => ({ db: db(), pdf, files: NO_FILES, baseUrl: 'http://localhost' });

/** Page, PDF and CSV of one statement as bytes. */
async function bytesOf(customerId: string, knownAt: Seal): Promise<string[]> {
  const asked = { customerId, currency: GBP, fromOn: FROM, toOn: TO, knownAt };
  const statement = await readAsPortal(database.current.portal.db, { kind: 'customer', customerId }, (tx) =>
    getStatement(tx, asked),
  );
  const sheet = createElement(StatementSheet, { statement, rowsMax: 5_000, postingsOf: () => '/postings' });
  const page = renderToStaticMarkup(createElement(MemoryRouter, null, sheet));
  const csv = await statementCsvResponse({ statement, customerNumber: 'C-1' }).text();
  return [page, Buffer.from(await renderStatement(outside(), statement)).toString('base64'), csv];
}

const dayOf = (n: number): PlainDate => addDays(FROM, (n * 37) % 180);

async function aYoungAccount(): Promise<string> {
  const customerId = await aCustomer(db(), { name: 'Dock & Son' });
  for (let n = 0; n < 6; n += 1)
    await issue(db(), anInvoice(customerId, 10_000n + BigInt(n), { documentOn: dayOf(n), title: `Load ${n}` }));
  const payment = await receive(db(), customerId, 15_000n, dayOf(5));
  const how = { creditItemId: payment.openItemId, how: { kind: 'oldest-first' as const }, effectiveOn: TO };
  await inTransaction(db(), (tx) => applyPayment(tx, CLERK, how));
  return customerId;
}

/** Seals until everything committed so far is in: neighbouring tests may hold the boundary for a moment. */
async function sealAll(): Promise<Seal> {
  const { rows } = await sql<{ now: string }>`select pg_snapshot_xmax(pg_current_snapshot())::text as now`.execute(
    db(),
  );
  const reached = async (): Promise<boolean> => BigInt((await boundary()).beforeXid) >= BigInt(rows[0]!.now);
  await expect.poll(reached, { timeout: 30_000, interval: 50 }).toBe(true);
  return boundary();
}

/** A seal holds what lies below the oldest running transaction, and there is one only when something is new. */
async function boundary(): Promise<Seal> {
  await receive(db(), await aCustomer(db()), 1n);
  return sealLedger(db());
}

type Latch = { opened: Promise<void>; open: () => void };
const latch = (): Latch => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
};

/** How long a transaction has been open, in seconds. */
async function secondsOpen(tx: Tx): Promise<number> {
  const { rows } = await sql<{
    seconds: string;
  }>`select extract(epoch from clock_timestamp() - now()) as seconds`.execute(tx);
  return Number(rows[0]!.seconds);
}

/** Takes its place in time, waits, posts into the statement's days and commits late. */
async function lateWriter(n: number, customerId: string, { ready, go }: { ready: Latch; go: Latch }): Promise<void> {
  const written = await inTransaction(database.current.worker.db, async (tx: Tx): Promise<Result<unknown, unknown>> => {
    await sql`select pg_current_xact_id()`.execute(tx);
    ready.open();
    await go.opened;
    await expect.poll(() => secondsOpen(tx), { timeout: 20_000, interval: 200 }).toBeGreaterThanOrEqual(LATE_SECONDS);
    const day = dayOf(n);
    if (n % 2 === 0) {
      const invoice = anInvoice(customerId, 700n + BigInt(n), { documentOn: day, title: 'Learned late' });
      return issueInvoices(tx, CLERK, { seriesCode: 'INV', invoices: [invoice] }, on(day));
    }
    const payment = {
      ...{ customerId, method: 'transfer' as const, currency: GBP, amountMinor: 100n + BigInt(n), receivedOn: day },
      ...{ reference: `late ${n}`, payerName: '', note: '', acceptSuspicion: true },
    };
    return recordPayment(tx, CLERK, payment, on(day));
  });
  expect(written).toMatchObject({ ok: true });
}

describe('a statement run again at its own seal', () => {
  it('is the same byte for byte while sixteen writers commit late, and afterwards', async () => {
    const customerId = await aYoungAccount();
    await sealAll();
    const go = latch();
    const writers = Array.from({ length: WRITERS }, (_, n) => {
      const ready = latch();
      return { ready, done: lateWriter(n, customerId, { ready, go }) };
    });
    await Promise.all(writers.map(({ ready }) => ready.opened));
    // Younger than every writer and committed before them all: a clock could not tell it from what comes.
    await issue(db(), anInvoice(customerId, 999n, { documentOn: plainDate('2026-02-02'), title: 'Overtook them' }));
    const seal = await sealLedger(db());
    const sent = await bytesOf(customerId, seal);
    expect(sent[0]).toContain('Load 5');
    expect(sent[0]).not.toContain('Overtook them');

    go.open();
    const reads: string[][] = [];
    const isOver = Promise.all(writers.map(({ done }) => done)).then(() => true);
    do reads.push(await bytesOf(customerId, seal));
    while (!(await Promise.race([isOver, Promise.resolve(false)])));
    await isOver;
    for (const read of reads) expect(read).toEqual(sent);

    await issue(db(), anInvoice(customerId, 123_456n, { documentOn: FROM, title: 'Back-dated' }));
    const later = await sealAll();
    expect(await bytesOf(customerId, seal)).toEqual(sent);
    const now = await bytesOf(customerId, later);
    expect(now[0]).toContain('Back-dated');
    expect(now[0]).toContain('Overtook them');
    expect(now[0]!.split('Learned late')).toHaveLength(WRITERS / 2 + 1);

    const range = { customerId, currency: GBP, fromOn: FROM, toOn: TO };
    const changes = await statementChanges(db(), { ...range, before: seal, after: later });
    const learned = changes.learned.map((row) => (row.what === 'movement' ? row.amountMinor : 0n));
    expect(learned).toHaveLength(WRITERS + 2);
    expect(learned.reduce((sum, one) => sum + one, 0n)).toBe(changes.after.closingMinor - changes.before.closingMinor);
    const asPortal = await readAsPortal(database.current.portal.db, { kind: 'customer', customerId }, (tx) =>
      statementChanges(tx, { ...range, before: seal, after: later }),
    );
    expect(asPortal).toEqual(changes);
  }, 120_000);

  it('tells what was set against what and taken back, and what was dated before its first day', async () => {
    const customerId = await aYoungAccount();
    const before = await sealAll();
    const payment = await receive(db(), customerId, 5_000n, '2026-03-03');
    const how = { creditItemId: payment.openItemId, how: { kind: 'oldest-first' as const }, effectiveOn: TO };
    await inTransaction(db(), (tx) => applyPayment(tx, CLERK, how));
    await issue(db(), anInvoice(customerId, 2_500n, { documentOn: plainDate('2025-12-12') }));
    await issue(db(), anInvoice(customerId, 7_700n, { documentOn: plainDate('2026-07-07') }));
    const after = await sealAll();
    const range = { customerId, currency: GBP, fromOn: FROM, toOn: TO };
    const changes = await statementChanges(db(), { ...range, before, after });
    // Whoever else is writing decides whether one seal takes them all or several one after the other.
    const said = changes.learned.map((row) => `${row.what} ${row.what === 'movement' ? row.place : row.credit.number}`);
    expect(said.sort()).toEqual([`applied ${payment.number}`, 'movement before', 'movement within']);
    expect(changes.after.openingMinor - changes.before.openingMinor).toBe(2_500n);
    expect(changes.after.closingMinor - changes.before.closingMinor).toBe(-2_500n);
  });

  it('is kept once with its seal, and the kept bytes are those of the same statement run again', async () => {
    const customerId = await aYoungAccount();
    const knownAt = await sealAll();
    const stored: Uint8Array[] = [];
    const put = async (bytes: Uint8Array) => {
      stored.push(bytes);
      return { ok: true as const, value: { sha256: 'a'.repeat(64), size: bytes.length, path: '' } };
    };
    const producer = { ...outside(), files: { put } as never };
    const asked = { customerId, currency: GBP, fromOn: FROM, toOn: TO, knownAt };
    expect(await keepStatement(producer, CLERK, asked, on('2026-07-01'))).toEqual({ ok: true, value: { isNew: true } });
    await issue(db(), anInvoice(customerId, 1n, { documentOn: FROM }));
    expect(await keepStatement(producer, CLERK, asked, on('2026-07-02'))).toEqual({
      ok: true,
      value: { isNew: false },
    });
    expect(Buffer.compare(stored[0]!, stored[1]!)).toBe(0);
    const kept = await db()
      .selectFrom('documents')
      .select(['seal_no', 'from_on', 'to_on'])
      .where('customer_id', '=', customerId)
      .execute();
    expect(kept).toEqual([{ seal_no: knownAt.sealNo, from_on: FROM, to_on: TO }]);
  });
});

describe('a seal that is none', () => {
  it.each(['999999', 'x', '-1', '99999999999999999999'])('%s is refused with what to do', async (asked) => {
    const newest = (await sealLedger(db())).sealNo.toLocaleString('en-GB');
    const found = await sealOrFind(db(), asked);
    expect(found.ok).toBe(false);
    const words = found.ok ? '' : noSuchSealWords(found.refusal);
    expect(words).toContain(`The newest is ${newest}: leave the field empty to take it.`);
    if (asked === '999999') expect(words).toMatch(/^There is no seal 999,999\. /);
  });
});
