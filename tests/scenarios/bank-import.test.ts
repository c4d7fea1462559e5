import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { confirmBankAccount } from '#app/modules/banking/commands/confirm-bank-account.server.ts';
import { goOnWithImport } from '#app/modules/banking/commands/go-on-with-import.server.ts';
import { readBankFileAgain } from '#app/modules/banking/commands/read-bank-file-again.server.ts';
import { startBankStoring } from '#app/modules/banking/commands/start-bank-storing.server.ts';
import { LOT, planStoring, storeBankLot } from '#app/modules/banking/commands/store-bank-lot.server.ts';
import { undoBankImport } from '#app/modules/banking/commands/undo-bank-import.server.ts';
import { getBankImport } from '#app/modules/banking/queries/bank-imports.server.ts';
import { importWork } from '#app/modules/banking/queries/import-work.server.ts';
import { ownAccounts } from '#app/modules/banking/queries/own-accounts.server.ts';
import { readStagedFile } from '#app/modules/banking/queries/read-staged-file.server.ts';
import { linesOfStatement, openLineCount } from '#app/modules/banking/queries/statement-lines.server.ts';
import { listStatements, statementProgress } from '#app/modules/banking/queries/statements.server.ts';
import type { BankCsvMapping, BankImportChoices, BankImportId, BankImportWish } from '#app/modules/banking/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createFileStore } from '#app/platform/storage/file-store.server.ts';
import { importBankFile, stageBankFile } from '#app/workflows/import-bank-file.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { CLERK, on, setUpCompany } from '#tests/support/people.ts';
import { plantIn } from '#tests/support/plant.ts';

const database = useDatabase();
const folder = mkdtempSync(path.join(tmpdir(), 'bank-'));
const files = createFileStore(folder);
const staff = () => database.current.staff.db;
const stores = () => ({ db: database.current.worker.db, files });
const TODAY = on('2026-11-20');
const ACCOUNT = 'GB33BUKB20201555555555';

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await database.current.owner.pool.query(
    `insert into company_bank_accounts (currency, bank_name, account_name, account_number) values ('GBP', 'Our bank', 'Calder', 'GB33 BUKB 2020 1555 5555 55')
     on conflict (currency) do update set account_number = excluded.account_number`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Line = { day: string; pence: number; ref?: string; text?: string };
type Made = { no: number; opening: number; lines: Line[]; closing?: number; account?: string; currency?: string };

const mt = (pence: number) => `${Math.trunc(Math.abs(pence) / 100)},${String(Math.abs(pence) % 100).padStart(2, '0')}`;
/** A statement as MT940; its closing balance is what its lines lead to, unless another is said. */
function sta({ no, opening, lines, closing, account = ACCOUNT, currency = 'GBP' }: Made): string {
  const end = closing ?? lines.reduce((sum, { pence }) => sum + pence, opening);
  const day = (text: string) => text.slice(2).replaceAll('-', '');
  return [
    ...[`:20:${no}`, `:25:${account}`, `:28C:${no}/1`],
    `:60F:C${day(lines[0]?.day ?? '2026-11-02')}${currency}${mt(opening)}`,
    ...lines.flatMap(({ day: on, pence, ref, text }) => [
      `:61:${day(on)}${day(on).slice(2)}${pence < 0 ? 'D' : 'C'}${mt(pence)}NTRFNONREF${ref ? `//${ref}` : ''}`,
      `:86:${text ?? 'Payment'}`,
    ]),
    `:62F:C${day(lines.at(-1)?.day ?? '2026-11-02')}${currency}${mt(end)}`,
    '-',
    '',
  ].join('\r\n');
}

async function stage(text: string, fileName = 'statement.sta', wish: BankImportWish = {}) {
  const file = { fileName, bytes: new TextEncoder().encode(text), wish };
  const staged = await stageBankFile({ db: staff(), files }, CLERK, file, TODAY);
  if (!staged.ok) return staged;
  await importBankFile(stores(), staged.value.importId);
  return { ok: true as const, value: (await getBankImport(staff(), staged.value))! };
}

async function staged(text: string, fileName?: string, wish?: BankImportWish) {
  const found = await stage(text, fileName, wish);
  if (!found.ok) throw new Error(JSON.stringify(found.refusal));
  return found.value;
}

const start = (importId: BankImportId, choices: Partial<BankImportChoices> = {}) =>
  inTransaction(staff(), (tx) =>
    startBankStoring(tx, CLERK, { importId, choices: { same: [], apart: [], takes: false, ...choices } }, TODAY),
  );

async function stored(text: string, choices: Partial<BankImportChoices> = {}, fileName?: string) {
  const { id } = await staged(text, fileName);
  expect(await start(id, choices)).toMatchObject({ ok: true });
  await importBankFile(stores(), id);
  return (await getBankImport(staff(), { importId: id }))!;
}

const undo = (importId: BankImportId) => inTransaction(staff(), (tx) => undoBankImport(tx, CLERK, { importId }, TODAY));

describe('a file of the bank', () => {
  const first = sta({
    ...{ no: 1, opening: 100_000 },
    lines: [
      { day: '2026-11-02', pence: 10_000, ref: 'A1', text: 'Invoice INV-1' },
      { day: '2026-11-02', pence: 10_000, text: 'Standing order' },
      { day: '2026-11-02', pence: 10_000, text: 'Standing order' },
      { day: '2026-11-03', pence: -250, ref: 'F1', text: 'Fee' },
    ],
  });
  let imported: BankImportId;

  test('is shown before anything counts, then stored with both of two equal payments, and proven', async () => {
    const shown = await staged(first);
    expect(shown).toMatchObject({ state: 'ready', format: 'mt940', lineCount: 4, storedCount: 0 });
    expect(shown.preview).toMatchObject({ toTake: [], twins: [], sameCount: 0, looksCount: 0 });
    expect(shown.preview?.statements[0]).toMatchObject({
      ...{
        account: ACCOUNT,
        openingMinor: '100000',
        creditsMinor: '30000',
        debitsMinor: '-250',
        closingMinor: '129750',
      },
      differenceMinor: '0',
    });
    expect(await listStatements(staff(), { limit: 10 })).toEqual([]);
    expect(await start(shown.id)).toMatchObject({ ok: true, value: { lineCount: 4 } });
    await importBankFile(stores(), shown.id);
    imported = shown.id;
    const [statement] = await listStatements(staff(), { limit: 10 });
    expect(statement).toMatchObject({ number: '1/1', sumMinor: 29_750n, lineCount: 4, gap: null, differenceMinor: 0n });
    const lines = await linesOfStatement(staff(), { statementId: statement!.id, limit: 10 });
    expect(lines.map(({ amountMinor, state }) => [amountMinor, state])).toEqual([
      ...[10_000n, 10_000n, 10_000n].map((amount) => [amount, 'open']),
      [-250n, 'open'],
    ]);
    expect(await statementProgress(staff(), { statementId: statement!.id })).toEqual([
      expect.objectContaining({ state: 'open', count: 4, sumMinor: 29_750n }),
    ]);
  });

  test('that came before adds nothing and says when it came', async () => {
    expect(await stage(first, 'again.sta')).toMatchObject({
      ...{ ok: false, refusal: { code: 'known', importId: imported, state: 'stored', stagedAt: TODAY.now } },
    });
    expect(await openLineCount(staff())).toBe(4);
  });

  test('that overlaps skips what the bank names the same, and leaves to a person what only looks the same', async () => {
    const overlap = sta({
      ...{ no: 2, opening: 119_750 },
      lines: [
        { day: '2026-11-02', pence: 10_000, text: 'STANDING ORDER' },
        { day: '2026-11-03', pence: -250, ref: 'F1', text: 'Bank fee' },
        { day: '2026-11-03', pence: -250, ref: 'F2', text: 'Fee' },
        { day: '2026-11-04', pence: 700, text: 'New' },
      ],
    });
    const shown = await staged(overlap);
    expect(shown.preview).toMatchObject({ sameCount: 1, looksCount: 1 });
    expect(shown.preview?.twins.map(({ how, line }) => [how, line.lineNo])).toEqual([
      ['looks', 1],
      ['reference', 2],
    ]);
    expect(await start(shown.id, { same: ['1.1'] })).toMatchObject({ ok: true });
    await importBankFile(stores(), shown.id);
    const [newest] = await listStatements(staff(), { limit: 1 });
    const lines = await linesOfStatement(staff(), { statementId: newest!.id, limit: 10 });
    expect(lines.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'open', 'open']);
    // The first file is needed while this one leaves lines out because of it.
    expect(await undo(imported)).toMatchObject({ ok: false, refusal: { code: 'needed' } });
    expect(await undo(shown.id)).toMatchObject({ ok: true, value: { lines: 4 } });
    expect(await openLineCount(staff())).toBe(4);
    // What was put aside may come again, and then decided otherwise.
    const again = await stored(overlap, { apart: ['1.2'] });
    expect(again).toMatchObject({ state: 'stored', skippedCount: 0 });
    expect(await undo(again.id)).toMatchObject({ ok: true });
  });

  test('that does not add up is taken only knowingly, and a missing statement is named', async () => {
    const odd = sta({ no: 9, opening: 200_000, closing: 205_001, lines: [{ day: '2026-11-09', pence: 5_000 }] });
    const shown = await staged(odd);
    expect(shown.preview?.toTake).toEqual([
      'Opening and lines of statement 9/1 differ from its closing balance by 0.01 GBP.',
    ]);
    expect(await start(shown.id)).toMatchObject({ ok: false, refusal: { code: 'to-take' } });
    expect(await start(shown.id, { takes: true })).toMatchObject({ ok: true });
    await importBankFile(stores(), shown.id);
    const [statement] = await listStatements(staff(), { limit: 1 });
    expect(statement).toMatchObject({
      ...{ differenceMinor: 1n, gap: { kind: 'balance', endedMinor: 129_750n, beginsMinor: 200_000n } },
    });
    expect(await undo(shown.id)).toMatchObject({ ok: true });
  });

  test('of an account nobody knows, or in another currency, is stored only when a person says it is ours', async () => {
    const euro = sta({ no: 3, opening: 0, currency: 'EUR', lines: [{ day: '2026-11-09', pence: 5_000 }] });
    const { id } = await staged(euro);
    const unknown = { code: 'unknown-account', account: ACCOUNT, currency: 'EUR' };
    expect(await start(id)).toEqual({ ok: false, refusal: unknown });
    const said = { account: ACCOUNT, currency: 'EUR', name: 'Euro account' };
    await inTransaction(staff(), (tx) => confirmBankAccount(tx, CLERK, said, TODAY));
    expect(await start(id)).toMatchObject({ ok: true });
    await importBankFile(stores(), id);
    expect((await getBankImport(staff(), { importId: id }))?.state).toBe('stored');
  });

  test('that cannot be read says why, and one compared before another was stored is compared anew', async () => {
    expect(await staged('<!DOCTYPE x [<!ENTITY a "b">]><Document>&a;</Document>', 'bomb.xml')).toMatchObject({
      ...{ state: 'refused', fault: { code: 'xml' }, preview: null },
    });
    const [one, other] = await Promise.all(
      [20, 21].map((no) => staged(sta({ no, opening: 0, lines: [{ day: '2026-11-10', pence: no }] }))),
    );
    expect(await start(one!.id)).toMatchObject({ ok: true });
    expect(await start(other!.id)).toMatchObject({ ok: false, refusal: { code: 'busy' } });
    expect(await undo(imported)).toMatchObject({ ok: false, refusal: { code: 'busy' } });
    await importBankFile(stores(), one!.id);
    expect(await start(other!.id)).toMatchObject({ ok: false, refusal: { code: 'changed' } });
    const again = { importId: other!.id, wish: {} };
    expect(await inTransaction(staff(), (tx) => readBankFileAgain(tx, CLERK, again))).toMatchObject({ ok: true });
    await importBankFile(stores(), other!.id);
    expect(await start(other!.id)).toMatchObject({ ok: true });
    await importBankFile(stores(), other!.id);
  });
});

test('a spreadsheet is read by what a person says of its columns, and the account remembers it', async () => {
  const sheet = 'Day;What;Sum\n01.02.2026;Rent;1.234,50\n03.02.2026;Fee;-2,00\n';
  const account = { account: ACCOUNT, currency: 'GBP' };
  const unread = await staged(sheet, 'bank.csv', { account });
  expect(unread).toMatchObject({ state: 'refused', fault: { code: 'columns' } });
  const rest = { valueOn: null, partyName: null, partyAccount: null, reference: null, currency: null, balance: null };
  const mapping: BankCsvMapping = {
    ...{
      separator: ';',
      dateOrder: 'dmy',
      decimalSign: ',',
      bookedOn: 'Day',
      amount: { signed: 'Sum' },
      text: ['What'],
    },
    ...{ account: null, ...rest },
  };
  await inTransaction(staff(), (tx) =>
    readBankFileAgain(tx, CLERK, { importId: unread.id, wish: { account, mapping } }),
  );
  await importBankFile(stores(), unread.id);
  const shown = (await getBankImport(staff(), { importId: unread.id }))!;
  expect(shown.preview?.first.map(({ bookedOn, amountMinor }) => [bookedOn, amountMinor])).toEqual([
    [plainDate('2026-02-01'), '123450'],
    [plainDate('2026-02-03'), '-200'],
  ]);
  expect(await start(shown.id)).toMatchObject({ ok: true });
  await importBankFile(stores(), shown.id);
  const own = (await ownAccounts(staff())).find((one) => one.account === ACCOUNT && one.currency === 'GBP');
  expect(own?.mapping).toEqual(mapping);
  const next = await staged('Day;What;Sum\n04.05.2026;Rent;9,00\n', 'next.csv', { account });
  expect(next.preview?.first[0]).toMatchObject({ bookedOn: '2026-05-04', amountMinor: '900' });
});

test('a worker that dies between two lots leaves nothing that counts, and the next goes on where it stopped', async () => {
  const before = await openLineCount(staff());
  const lines = Array.from({ length: 2 * LOT + 5 }, (_, at) => ({ day: '2026-11-12', pence: at + 1, ref: `K${at}` }));
  const { id } = await staged(sta({ no: 30, opening: 0, lines }), 'long.sta');
  expect(await start(id)).toMatchObject({ ok: true });
  const work = (await importWork(staff(), id))!;
  const read = await readStagedFile(staff(), files, work);
  if (!read.ok) throw new Error(read.refusal.sentence);
  const plan = await planStoring(staff(), { importId: id, file: read.value, account: '', choices: work.choices });
  expect(
    await inTransaction(stores().db, async (tx) => ({ ok: true, value: await storeBankLot(tx, plan, TODAY) })),
  ).toEqual({
    ok: true,
    value: true,
  });
  // The second lot is cut off in the middle: its transaction never commits.
  await inTransaction(stores().db, async (tx) => {
    await storeBankLot(tx, plan, TODAY);
    return { ok: false, refusal: 'killed' } as const;
  });
  expect((await getBankImport(staff(), { importId: id }))?.storedCount).toBe(LOT);
  expect(await openLineCount(staff())).toBe(before);
  // Ordered again while another one works: each lot is stored once.
  const goOn = () => inTransaction(staff(), (tx) => goOnWithImport(tx, CLERK, { importId: id }));
  expect(await goOn()).toMatchObject({ ok: true });
  await Promise.all([importBankFile(stores(), id), importBankFile(stores(), id)]);
  expect(await getBankImport(staff(), { importId: id })).toMatchObject({ state: 'stored', storedCount: lines.length });
  expect(await openLineCount(staff())).toBe(before + lines.length);
  expect(await goOn()).toMatchObject({ refusal: { code: 'not-under-way' } });
});

test('the database refuses what is half, twice or does not add up', async () => {
  const { owner } = database.current;
  const { rows } = await owner.pool.query<{ line: string; statement: string; import: string; amount: string }>(
    `select l.id as line, t.id as statement, t.import_id as import, l.amount_minor as amount from bank_line_states s join bank_lines l on l.id = s.line_id
     join bank_statements t on t.id = l.statement_id where s.state = 'open' and l.amount_minor > 100 limit 1`,
  );
  const { line, statement, import: of, amount } = rows[0]!;
  const plant = (...statements: [string, unknown[]][]) => plantIn(owner, ...statements);
  const explain = (id: number, minor: bigint): [string, unknown[]][] => [
    [
      `insert into bank_explanations (id, line_id, how, made_by, made_by_name, made_at)
       select ('00000000-0000-7000-8000-00000000000' || $1)::uuid, $2::uuid, 'person', id, name, now() from users limit 1`,
      [id, line],
    ],
    [
      `insert into bank_line_links (explanation_id, line_id, no, kind, amount_minor, note)
       values (('00000000-0000-7000-8000-00000000000' || $1)::uuid, $2, 1, 'not_ours', $3, 'x')`,
      [id, line, minor],
    ],
    [
      `update bank_line_states set state = 'explained', explanation_id = ('00000000-0000-7000-8000-00000000000' || $1)::uuid where line_id = $2`,
      [id, line],
    ],
  ];
  await owner.pool.query(
    `insert into users (kind, email, name) values ('portal', 'x@y.example', 'X') on conflict do nothing`,
  );
  expect(await plant(...explain(1, BigInt(amount)))).toBe('accepted');
  expect(await plant(...explain(1, BigInt(amount) - 1n))).toBe('bank_line_is_explained_once');
  expect(await plant(...explain(1, BigInt(amount)), ...explain(2, BigInt(amount)))).toBe('bank_line_is_explained_once');
  expect(await plant([`delete from bank_line_states where line_id = $1`, [line]])).toBe('bank_line_counts');
  expect(await plant([`update bank_lines set amount_minor = 1 where id = $1`, [line]])).toBe('append_only');
  expect(await plant([`update bank_imports set state = 'ready' where id = $1`, [of]])).toBe('bank_import_goes_its_way');
  expect(
    await plant([
      `update bank_imports set state = 'undone', undone_at = now(), undone_by_name = 'X' where id = $1`,
      [of],
    ]),
  ).toBe('bank_import_is_whole');
  expect(
    await plant([
      `insert into bank_imports select (jsonb_populate_record(i, '{"id": "00000000-0000-7000-8000-000000000009"}')).* from bank_imports i where id = $1`,
      [of],
    ]),
  ).toBe('bank_imports_one_live_unique');
  // Below every trigger: the laws see it afterwards.
  const client = await owner.pool.connect();
  try {
    await client.query(`begin; set local session_replication_role = replica`);
    await client.query(`delete from bank_line_states where line_id = $1`, [line]);
    const { rows: faults } = await client.query(`select fault from bank_import_faults($1)`, [of]);
    expect(faults).toEqual([{ fault: 'has lines that do not count' }]);
    await client.query(...explain(1, BigInt(amount) + 1n)[0]!);
    const found = await client.query(`select fault from bank_line_faults() where line_id = $1 order by fault`, [line]);
    expect(found.rows.map((row) => row.fault)).toEqual([
      'does not name the explanation that stands',
      'has parts that do not add up to it',
    ]);
    await client.query(`delete from bank_lines where statement_id = $1`, [statement]);
    expect((await client.query(`select count(*)::int as n from bank_import_faults()`)).rows[0].n).toBeGreaterThan(1);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
