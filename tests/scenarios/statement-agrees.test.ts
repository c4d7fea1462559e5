import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money, parseMoney } from '#app/kernel/money.ts';
import { type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { applyPayment } from '#app/modules/cash-application/commands/apply-payment.server.ts';
import { TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { reversePayment } from '#app/modules/payments/commands/reverse-payment.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import type { Statement } from '#app/modules/statements/types.ts';
import { StatementSheet } from '#app/modules/statements/ui/statement-sheet.tsx';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createPdfRenderer, type PdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { statementCsvResponse } from '#app/routes/files/asked-statement.server.ts';
import { renderStatement } from '#app/workflows/render-statement.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { NO_FILES } from '#tests/support/no-files.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, receive, setUpCompany } from '#tests/support/people.ts';

/**
 * A customer reads the same statement on the page, in the PDF and in the CSV. The figures are taken out of what each of
 * them really shows: rendered page, extracted text, parsed file.
 */
const database = useDatabase();
const db = () => database.current.staff.db;
const HOSTILE = '=1+1 <script>alert(1)</script> £9.99 \u202etxet';
let pdf: PdfRenderer;
let customerId: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aHistory();
  pdf = createPdfRenderer({
    projectRoot: path.resolve(import.meta.dirname, '../..'),
    templates: TEMPLATES_FOLDER,
    workers: 1,
  });
});
afterAll(() => pdf.close());

async function aHistory(): Promise<string> {
  const customerId = await aCustomer(db(), { name: 'Ash & Co' });
  const bill = (day: string, minor: bigint, title = 'Fly ash') =>
    issue(db(), anInvoice(customerId, minor, { documentOn: plainDate(day), title }));
  const pay = async (day: string, minor: bigint) => {
    const payment = await receive(db(), customerId, minor, day);
    const how = {
      creditItemId: payment.openItemId,
      how: { kind: 'oldest-first' as const },
      effectiveOn: plainDate(day),
    };
    await inTransaction(db(), (tx) => applyPayment(tx, CLERK, how));
    return payment;
  };
  await bill('2026-01-10', 120_000n);
  await bill('2026-02-01', 3_456_789n, 'Solar energy');
  await pay('2026-02-03', 120_000n);
  const bounced = await pay('2026-02-10', 1_000_001n);
  const back = { paymentId: bounced.id, reason: 'Refer to drawer', effectiveOn: plainDate('2026-02-14') };
  await inTransaction(db(), (tx) => reversePayment(tx, CLERK, back, on('2026-02-14')));
  for (let day = 1; day <= 28; day += 1) await bill(`2026-03-${String(day).padStart(2, '0')}`, 10_007n * BigInt(day));
  await bill('2026-03-30', 5n);
  await pay('2026-04-02', 9_000_000n);
  return customerId;
}

const read = (customerId: string, fromOn: PlainDate, toOn: PlainDate): Promise<Statement> =>
  readAsPortal(database.current.portal.db, { kind: 'customer', customerId }, (tx) =>
    getStatement(tx, { customerId, currency: GBP, fromOn, toOn }),
  );

const FIGURE = /-?£[\d,]+\.\d{2}/g;

/** What the page shows in its table of movements, from the top to the bottom. */
function figuresOfPage(statement: Statement): string[] {
  const sheet = createElement(StatementSheet, { statement, rowsMax: 1_000 });
  const page = renderToStaticMarkup(createElement(MemoryRouter, null, sheet));
  const table = page.slice(page.indexOf('<table'), page.indexOf('</table>'));
  const cells = [...table.matchAll(/<span class="figure[^"]*">(.*?)<\/span>(?=<\/td>)/g)];
  return cells.flatMap((cell) => cell[1]!.replace(/<[^>]*>[^<]*<\/[^>]*>/g, '').match(FIGURE) ?? []);
}

/** The figures between the head of the table and the ages below it. */
async function figuresOfPdf(statement: Statement): Promise<string[]> {
  const outside = { db: database.current.worker.db, pdf, files: NO_FILES, baseUrl: 'http://localhost' };
  const document = await getDocumentProxy(await renderStatement(outside, statement));
  const { text } = await extractText(document, { mergePages: true });
  const body = text.slice(text.indexOf('Amount Balance')).replaceAll('£9.99', '');
  return (body.match(FIGURE) ?? []).slice(0, 2 * statement.rows.length + 2);
}

async function linesOfCsv(statement: Statement): Promise<Record<string, string>[]> {
  const text = await statementCsvResponse({ statement, customerNumber: 'C-1' }).text();
  return parse(text, { bom: true, columns: true, record_delimiter: '\r\n' });
}

const shown = (decimal: string): string => {
  const minor = parseMoney(decimal, GBP);
  if (!minor.ok) throw new Error(`no amount: ${decimal}`);
  return formatMoney(money(minor.value, GBP), 'en-GB');
};

const figuresOfCsv = (lines: Record<string, string>[]): string[] =>
  lines.flatMap((line) =>
    [line.amount, line.balance].filter((text) => text !== undefined && text !== '').map((text) => shown(text!)),
  );

describe('a statement says the same on the page, in the PDF and in the CSV', () => {
  it.each([
    ['everything', '2026-01-01', '2026-12-31'],
    ['a month in the middle, with a payment that came back', '2026-02-01', '2026-02-28'],
    ['several pages of a PDF, ending in credit', '2026-03-01', '2026-04-30'],
    ['days on which nothing moved', '2026-06-01', '2026-06-30'],
  ])('%s', async (_, from, to) => {
    const statement = await read(customerId, plainDate(from), plainDate(to));
    const lines = await linesOfCsv(statement);
    const csv = figuresOfCsv(lines);
    expect(csv).toHaveLength(2 * statement.rows.length + 2);
    expect(figuresOfPage(statement)).toEqual(csv);
    expect(await figuresOfPdf(statement)).toEqual(csv);
    // And the figures are right, not only equal: the file adds up by itself.
    const total = lines.reduce((sum, line) => sum + (line.amount ? cents(line.amount) : 0n), cents(lines[0]!.balance!));
    expect(total).toBe(cents(lines.at(-1)!.balance!));
  });

  it('keeps a hostile description harmless in all three', async () => {
    const other = await aCustomer(db());
    await issue(db(), anInvoice(other, 12_345n, { documentOn: plainDate('2026-05-04'), title: HOSTILE }));
    const statement = await read(other, plainDate('2026-05-01'), plainDate('2026-05-31'));
    const page = renderToStaticMarkup(
      createElement(MemoryRouter, null, createElement(StatementSheet, { statement, rowsMax: 10 })),
    );
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script');
    expect(page).not.toContain('\u202e');
    const lines = await linesOfCsv(statement);
    expect(lines[1]!.description).toBe("'=1+1 <script>alert(1)</script> £9.99 [U+202E]txet");
    expect(await figuresOfPdf(statement)).toEqual(figuresOfCsv(lines));
  });
});

const cents = (decimal: string): bigint => BigInt(decimal.replace('.', ''));
