import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { applyAcrossGroup } from '#app/modules/cash-application/commands/apply-across-group.server.ts';
import { groupMembers } from '#app/modules/customers/queries/group-members.server.ts';
import { keptStatements } from '#app/modules/documents/queries/kept-statements.server.ts';
import { TEMPLATES_FOLDER } from '#app/modules/documents/templates/pdf-jobs.ts';
import { getGroupStatement, type ReadMember } from '#app/modules/statements/queries/get-group-statement.server.ts';
import { getStatement } from '#app/modules/statements/queries/get-statement.server.ts';
import { groupChanges } from '#app/modules/statements/queries/group-changes.server.ts';
import type { GroupStatement } from '#app/modules/statements/types.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createPdfRenderer, type PdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { createFileStore } from '#app/platform/storage/file-store.server.ts';
import { groupStatementCsv } from '#app/routes/files/group-statement-response.server.ts';
import { keepGroupStatement } from '#app/workflows/keep-statement.server.ts';
import { renderGroupStatement } from '#app/workflows/render-statement.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { NO_FILES } from '#tests/support/no-files.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { sealAll } from '#tests/support/sealed.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const RANGE = { fromOn: plainDate('2026-01-01'), toOn: plainDate('2026-06-30') };
const asStaff: ReadMember = (_, read) => read(db());
let pdf: PdfRenderer;
let [parent, north, south, stranger] = ['', '', '', ''];

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  pdf = createPdfRenderer({
    projectRoot: path.resolve(import.meta.dirname, '../..'),
    templates: TEMPLATES_FOLDER,
    workers: 1,
  });
  parent = await aCustomer(db(), { name: 'Calder Holding' });
  north = await aCustomer(db(), { name: 'Calder North' });
  south = await aCustomer(db(), { name: 'Calder South' });
  stranger = await aCustomer(db(), { name: 'Somebody else' });
  await db().updateTable('customers').set({ parent_id: parent }).where('id', 'in', [north, south]).execute();
  const ofNorth = await issue(db(), anInvoice(north, 60_000n));
  await issue(db(), anInvoice(south, 40_000n));
  await issue(db(), anInvoice(stranger, 7_700n));
  const paid = await receive(db(), parent, 80_000n, '2026-04-06');
  const applied = await inTransaction(db(), (tx) =>
    applyAcrossGroup(
      tx,
      CLERK,
      {
        ...{ creditItemId: paid.openItemId, effectiveOn: plainDate('2026-04-06'), reason: 'paid by the parent' },
        allocations: [{ itemId: ofNorth.openItemId!, amountMinor: 60_000n }],
      },
      on('2026-04-06'),
    ),
  );
  expect(applied.ok).toBe(true);
});
afterAll(() => pdf.close());

async function statementBy(readMember: ReadMember): Promise<GroupStatement> {
  const members = await groupMembers(db(), parent);
  return getGroupStatement(readMember, { members, ...RANGE, knownAt: await sealAll(db()) });
}

describe('the statement of a group', () => {
  it('holds each account as its own statement says it, and their sums', async () => {
    const statement = await statementBy(asStaff);
    const [part] = statement.parts;
    expect(statement.parts.map((one) => one.currency)).toEqual(['GBP']);
    expect(part?.accounts.map(({ member }) => member.name)).toEqual(['Calder Holding', 'Calder North', 'Calder South']);
    for (const { member, statement: own } of part?.accounts ?? []) {
      const alone = { customerId: member.id, currency: GBP, ...RANGE, knownAt: statement.knownAt };
      expect(own).toEqual(await getStatement(db(), alone));
    }
    expect(part?.accounts.map(({ statement: own }) => own.closingMinor)).toEqual([-20_000n, 0n, 40_000n]);
    expect(part?.total.closingMinor).toBe(20_000n);
    expect(part?.total.ageing).toMatchObject({ creditsMinor: 20_000n, totalMinor: 20_000n });
  });

  it('shows what moved inside the group on both accounts, by name, and as nothing in the sum', async () => {
    const [part] = (await statementBy(asStaff)).parts;
    const moved = part!.accounts.flatMap(({ member, statement }) =>
      statement.rows.filter((row) => row.kind === 'transfer').map((row) => [member.name, row.title, row.amountMinor]),
    );
    expect(moved).toEqual([
      ['Calder Holding', 'Calder North', 60_000n],
      ['Calder North', 'Calder Holding', -60_000n],
    ]);
  });

  it('is the same in the portal, where each account is read in a scope of its own', async () => {
    const asPortal: ReadMember = (customerId, read) =>
      readAsPortal(database.current.portal.db, { kind: 'customer', customerId }, read);
    const figures = ({ parts }: GroupStatement) =>
      parts.map(({ total, accounts }) => ({ total, rows: accounts.map(({ statement }) => statement.rows) }));
    expect(figures(await statementBy(asPortal))).toEqual(figures(await statementBy(asStaff)));
    const peeped = await readAsPortal(database.current.portal.db, { kind: 'customer', customerId: parent }, (tx) =>
      getStatement(tx, { customerId: north, currency: GBP, ...RANGE }),
    );
    expect(peeped.rows).toEqual([]);
  });

  it("is nobody's who leads no group: a child, or a customer alone", async () => {
    expect(await groupMembers(db(), north)).toEqual([]);
    expect(await groupMembers(db(), stranger)).toEqual([]);
  });

  it('says the same figures as PDF and as CSV', async () => {
    const statement = await statementBy(asStaff);
    const file = await getDocumentProxy(await renderGroupStatement({ db: db(), pdf, files: NO_FILES }, statement));
    const text = (await extractText(file, { mergePages: true })).text.replace(/[\s\u200b\u2066-\u2069]+/gu, ' ');
    for (const words of ['Group statement', 'Calder North', 'Transfer', '£600.00', '£400.00', '-£200.00'])
      expect(text.replaceAll('−', '-')).toContain(words);
    expect(text).not.toContain('Somebody else');
    const lines = (await groupStatementCsv(statement).text()).trim().split('\r\n');
    expect(lines.filter((line) => line.includes('transfer'))).toHaveLength(2);
    expect(lines.at(-1)).toMatch(/,"whole group",2026-06-30,"group_closing_balance",.*,"GBP",,200\.00,0\.00$/u);
  });

  it('is kept once at its seal, for the parent', async () => {
    const files = createFileStore(mkdtempSync(path.join(tmpdir(), 'group-statement-')));
    const outside = { db: db(), pdf, files, baseUrl: 'http://localhost' };
    const asked = { customerId: parent, ...RANGE, knownAt: await sealAll(db()) };
    const first = await keepGroupStatement(outside, CLERK, asked, on('2026-07-01'));
    const second = await keepGroupStatement(outside, CLERK, asked, on('2026-07-01'));
    expect([first, second]).toEqual([
      { ok: true, value: { isNew: true } },
      { ok: true, value: { isNew: false } },
    ]);
    const kept = await keptStatements(db(), { customerId: parent, limit: 5 });
    expect(kept).toMatchObject([{ kind: 'group_statement', statement: { currency: null, ...RANGE } }]);
    expect(await keepGroupStatement(outside, CLERK, { ...asked, customerId: north }, on('2026-07-01'))).toMatchObject({
      refusal: { code: 'unknown' },
    });
  });

  it('lists a payment before what was moved on with it on the same day, in either form the same balance', async () => {
    const { accounts } = (await statementBy(asStaff)).parts[0]!;
    const { rows, closingMinor } = accounts.find(({ member }) => member.id === parent)!.statement;
    expect(new Set(rows.map((row) => row.on)).size).toBe(1);
    expect(rows.map((row) => row.kind)).toEqual(['payment', 'transfer']);
    // Money that came first is never owed in between.
    expect(rows.every((row) => row.balanceMinor <= 0n)).toBe(true);
    const open = await getStatement(db(), { customerId: parent, currency: GBP, ...RANGE, form: 'open_item' });
    expect(open.closingMinor).toBe(closingMinor);
    expect(open.rows.map((row) => [row.kind, row.amountMinor, row.originalMinor])).toEqual([
      ['payment', -20_000n, -80_000n],
    ]);
  });

  it('says of each account what was learned since, and of the others that nothing was', async () => {
    const before = await sealAll(db());
    await receive(db(), south, 1_500n, '2026-05-02');
    const asked = { members: await groupMembers(db(), parent), ...RANGE, before, after: await sealAll(db()) };
    const asPortal: ReadMember = (customerId, read) =>
      readAsPortal(database.current.portal.db, { kind: 'customer', customerId }, read);
    const [changes, portal] = [await groupChanges(asStaff, asked), await groupChanges(asPortal, asked)];
    expect(portal).toEqual(changes);
    expect(changes.map(({ currency: code, accounts }) => [code, accounts.map((one) => one.learned)])).toEqual([
      ['GBP', [0, 0, 1]],
    ]);
    const moved = changes[0]!.accounts.map((one) => one.afterMinor - one.beforeMinor);
    expect(moved).toEqual([0n, 0n, -1_500n]);
    const total = (await statementBy(asStaff)).parts[0]!.total.closingMinor;
    expect(changes[0]!.accounts.reduce((sum, one) => sum + one.afterMinor, 0n)).toBe(total);
    expect(await groupChanges(asStaff, { ...asked, after: before })).toMatchObject([
      { accounts: [{ learned: 0 }, { learned: 0 }, { learned: 0 }] },
    ]);
  });

  it('keeps currencies apart', async () => {
    await issue(db(), { ...anInvoice(south, 5_000n), currency: currency('USD') });
    const statement = await statementBy(asStaff);
    expect(statement.parts.map((part) => [part.currency, part.total.closingMinor])).toEqual([
      ['GBP', 18_500n],
      ['USD', 5_000n],
    ]);
    for (const part of statement.parts)
      expect(new Set(part.accounts.map((one) => one.statement.currency))).toEqual(new Set([part.currency]));
  });
});
