import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decimal } from '#app/kernel/decimal.ts';
import { type Currency, currency, minorDigits, minorToDecimal } from '#app/kernel/money.ts';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { findSeal } from '#app/modules/ledger/queries/seals.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { changeStatementPreference } from '#app/modules/statements/commands/change-schedules.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { getStatementRun, statementSends } from '#app/modules/statements/queries/statement-runs.server.ts';
import type { Statement, StatementSend } from '#app/modules/statements/types.ts';
import { StatementSheet } from '#app/modules/statements/ui/statement-sheet.tsx';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createPdfRenderer, type PdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { statementCsvResponse } from '#app/routes/files/asked-statement.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { makeStatements, startStatements } from '#app/workflows/run-statements.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { aCustomer, anInvoice, CLERK, issue, on, setUpCompany } from '#tests/support/people.ts';
import { sealAll } from '#tests/support/sealed.ts';

/**
 * One run of statements for many customers in currencies of two, no and three decimals and in every language we write:
 * what the mail says, what its file says, what the portal shows and what the CSV holds are the same figures.
 */
const COUNT = 100;
const MINUTES_5 = 300_000;
const CURRENCIES = ['GBP', 'JPY', 'KWD'].map(currency);
const LANGUAGES = ['en', 'ar', 'ml', 'ms', 'hi', 'zh'] as const;
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
let pdf: PdfRenderer;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  pdf = createPdfRenderer({
    projectRoot: path.resolve(import.meta.dirname, '../..'),
    templates: TEMPLATES_FOLDER,
    workers: 2,
  });
});
afterAll(() => pdf.close());

const addressOf = (nth: number) => `books-${nth}@customer.example`;

/** A customer with a history of their own; every fifth has only money that waits, so their balance is a credit. */
async function aReader(nth: number): Promise<void> {
  const code = CURRENCIES[nth % CURRENCIES.length]!;
  const customerId = await aCustomer(db(), { name: `Reader ${nth}`, currency: code, email: addressOf(nth) });
  const language = LANGUAGES[nth % LANGUAGES.length]!;
  await db().updateTable('customers').set({ language }).where('id', '=', customerId).execute();
  await db().updateTable('contacts').set({ receives_statements: true }).where('customer_id', '=', customerId).execute();
  const form = nth % 2 === 0 ? 'balance_forward' : 'open_item';
  const wanted = { every: 'monthly', form, sendsEmpty: null, asGroup: false } as const;
  await inTransaction(db(), async (tx) =>
    ok(await changeStatementPreference(tx, CLERK, { customerId, wanted }, on('2026-04-01'))),
  );
  const bills = nth % 5 === 0 ? 0 : 1 + (nth % 7);
  for (let bill = 0; bill < bills; bill += 1) {
    const minor = BigInt(1_234_567 + nth * 7_919 + bill * 104_729);
    const documentOn = addDays(plainDate('2026-02-20'), bill * 9);
    const line = {
      description: 'Fly ash',
      quantity: decimal('1'),
      unit: '',
      unitPrice: decimal(minorToDecimal(minor, code)),
    };
    const lines = [{ ...line, taxCode: 'Z', accountCode: '4010' }];
    await issue(db(), anInvoice(customerId, minor, { currency: code, documentOn, lines }));
  }
  const amountMinor = BigInt(98_765 + nth * 31);
  const payment = {
    customerId,
    method: 'transfer' as const,
    currency: code,
    amountMinor,
    receivedOn: plainDate('2026-04-11'),
  };
  const said = { reference: `Ref ${nth}`, payerName: '', note: '', acceptSuspicion: true };
  const received = await inTransaction(db(), (tx) =>
    recordPayment(tx, CLERK, { ...payment, ...said }, on('2026-04-11')),
  );
  if (!received.ok) throw new Error(JSON.stringify(received.refusal));
}

/** Digits of every script as ours, marks of direction and of thousands away: `١٬٢٣٤٫٥٠` is `1234.50`. */
function plain(text: string): string {
  return text
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(/[\u200b\u200e\u200f\u061c\u2066-\u2069]/g, '')
    .replaceAll('\u066b', '.')
    .replace(/(?<=\d)[,\u066c\u2019\u00a0\u202f](?=\d)/g, '');
}

/** A digit's value: the digits of a script stand in one row of ten that ends before a letter or another row. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0)!;
  for (let value = 0; value < 10; value += 1) if (!/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) return value;
  throw new Error(`no digit: ${digit}`);
}

/** The amounts of a currency in a text, without their signs, from the smallest to the largest. */
function amountsIn(text: string, code: Currency): string[] {
  const digits = minorDigits(code);
  const pattern =
    digits === 0 ? /(?<![\d.])\d+(?![\d.])/g : new RegExp(`(?<![\\d.])\\d+\\.\\d{${digits}}(?![\\d.])`, 'g');
  return (plain(text).match(pattern) ?? []).sort();
}

const shown = (minor: bigint, code: Currency) => minorToDecimal(minor < 0n ? -minor : minor, code);

/** Every amount a statement prints: its rows, its balances, its ages. */
function amountsOf(statement: Statement): string[] {
  const { rows, ageing, form, currency: code } = statement;
  const isOpen = form === 'open_item';
  const minors = [
    ...(isOpen ? [] : [statement.openingMinor]),
    ...rows.flatMap((row) => [row.amountMinor, row.balanceMinor]),
    ...rows.flatMap(({ originalMinor: of, amountMinor }) => (of === undefined || of === amountMinor ? [] : [of])),
    statement.closingMinor,
    ...[ageing.notDueMinor, ageing.d1to30Minor, ageing.d31to60Minor, ageing.d61to90Minor, ageing.over90Minor],
    ...(ageing.creditsMinor > 0n ? [ageing.creditsMinor] : []),
  ];
  return minors.map((minor) => shown(minor, code)).sort();
}

const count = (of: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const one of of) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
};

/** Each amount stands in the text at least as often as the statement has it. */
function expectWithin(text: string, statement: Statement, about: string) {
  const found = count(amountsIn(text, statement.currency));
  for (const [amount, times] of count(amountsOf(statement)))
    expect(found.get(amount) ?? 0, `${amount} in ${about}`).toBeGreaterThanOrEqual(times);
}

async function asShown(
  send: StatementSend,
  range: { fromOn: Statement['fromOn']; toOn: Statement['toOn']; knownAt: Seal },
) {
  const { customerId } = send;
  return readAsPortal(database.current.portal.db, { kind: 'customer', customerId }, (tx) =>
    getStatement(tx, { ...range, customerId, currency: send.currency!, form: send.form }),
  );
}

async function textOfFile(send: StatementSend): Promise<string> {
  const document = await getDocument(db(), { id: send.documentId! });
  const bytes = await readDocument(world.current.outside, document!);
  if (!bytes.ok) throw new Error(bytes.refusal);
  const { text } = await extractText(await getDocumentProxy(bytes.value), { mergePages: true });
  return text;
}

async function checkOne(send: StatementSend, statement: Statement, mailText: string) {
  const about = `the statement of ${send.customerName} in ${statement.currency}`;
  expect(amountsIn(mailText, statement.currency), `mail of ${about}`).toContain(
    shown(statement.closingMinor, statement.currency),
  );
  expectWithin(await textOfFile(send), statement, `the PDF of ${about}`);
  const sheet = createElement(StatementSheet, { statement, rowsMax: 1_000 });
  const page = renderToStaticMarkup(createElement(MemoryRouter, null, sheet)).replace(/<[^>]+>/g, ' ');
  const csv = await statementCsvResponse({ statement, customerNumber: send.customerNumber }).text();
  const lines = parse(csv, { bom: true, columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
  const told = lines.flatMap(({ original_amount: was, amount, balance }) => [was ?? '', amount ?? '', balance ?? '']);
  const inCsv = count(told.filter((text) => text !== '').map((text) => text.replace('-', '')));
  const onPage = count(amountsIn(page, statement.currency));
  for (const row of statement.rows)
    for (const minor of [row.amountMinor, row.balanceMinor]) {
      expect(inCsv.get(shown(minor, statement.currency)), `CSV of ${about}`).toBeGreaterThan(0);
      expect(onPage.get(shown(minor, statement.currency)), `page of ${about}`).toBeGreaterThan(0);
    }
  expect(lines.at(-1)).toMatchObject({
    type: 'closing_balance',
    balance: minorToDecimal(statement.closingMinor, statement.currency),
  });
  expect(onPage.get(shown(statement.closingMinor, statement.currency)), `closing of ${about}`).toBeGreaterThan(0);
}

it(
  `${COUNT} customers in three currencies and six languages read the same figures in mail, file, portal and CSV`,
  async () => {
    for (let nth = 0; nth < COUNT; nth += 1) await aReader(nth);
    await sealAll(db());
    const run = await startStatements(db(), CLERK, { kind: 'monthly', how: 'now' }, on('2026-05-01'));
    const runId = (run.ok && run.value.runId) || '';
    await makeStatements({ ...world.current.outside, pdf }, runId);
    expect((await world.current.settle()).failed).toEqual([]);
    const { sealNo, fromOn, toOn, counts } = (await getStatementRun(db(), { runId }))!;
    expect(counts).toMatchObject({ sent: COUNT, failed: 0 });
    const knownAt = (await findSeal(db(), sealNo))!;
    const sends = await statementSends(db(), { runId, states: ['sent'], limit: COUNT });
    expect(new Set(sends.map((send) => send.currency)).size).toBe(CURRENCIES.length);
    let inCredit = 0;
    for (const send of sends) {
      const nth = Number(send.customerName.split(' ')[1]);
      const mails = world.current.mail.control.mails(addressOf(nth));
      expect(mails).toHaveLength(1);
      const statement = await asShown(send, { fromOn, toOn, knownAt });
      if (statement.closingMinor < 0n) inCredit += 1;
      await checkOne(send, statement, mails[0]!.text!);
    }
    expect(inCredit).toBe(Math.ceil(COUNT / 5));
  },
  MINUTES_5,
);
