import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ok } from '#app/kernel/result.ts';
import { listCases } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { textOfMail } from '#app/modules/inbox/queries/text-of-mail.server.ts';
import { attachRemittance, detachRemittance } from '#app/modules/remittances/commands/attach-remittance.server.ts';
import { chooseRows, dropAdvice, sayWhose } from '#app/modules/remittances/commands/say-of-advice.server.ts';
import { storeAdvice } from '#app/modules/remittances/commands/store-advice.server.ts';
import { getRemittance, planOfRemittance } from '#app/modules/remittances/queries/get-remittance.server.ts';
import { readAdvice } from '#app/modules/remittances/queries/read-advice.server.ts';
import { linesForRemittance, remittanceOfLine } from '#app/modules/remittances/queries/remittance-of-line.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { explainLine } from '#app/workflows/explain-line.server.ts';
import { undoExplanation } from '#app/workflows/undo-explanation.server.ts';
import { useRemittance } from '#app/workflows/use-remittance.server.ts';
import { ROOT } from '#scripts/source-hash.ts';
import { anInboundMail } from '#tests/security/sample-inbound.ts';
import { storedBankLines } from '#tests/support/bank-lines.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, GBP, issue, on, receive, residual, setUpCompany } from '#tests/support/people.ts';
import { plantIn } from '#tests/support/plant.ts';

const database = useDatabase();
const staff = () => database.current.staff.db;
const DAY = on('2026-04-20');
let clerk: Awaited<ReturnType<typeof aColleague>>;
let customerId: string;
const invoices: Awaited<ReturnType<typeof issue>>[] = [];
let credit: Awaited<ReturnType<typeof receive>>;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  clerk = await aColleague(staff(), 'cash_poster');
  customerId = await aCustomer(staff(), { name: 'Harbour Cement Ltd', number: 'C-REMIT' });
  await database.current.owner.pool.query(`update customers set discount_bp = 200, discount_days = 30 where id = $1`, [
    customerId,
  ]);
  for (const amount of [100_000n, 118_000n, 50_000n])
    invoices.push(await issue(staff(), anInvoice(customerId, amount)));
  credit = await receive(staff(), customerId, 10_000n);
});

const work = <V>(act: (tx: Tx) => Promise<V>) =>
  inTransaction(staff(), async (tx) => ok(await act(tx))).then((done) => (done as { value: V }).value);
/** What a command of the desk does: after a refusal nothing is stored. */
const tried = <V, R>(act: (tx: Tx) => Promise<{ ok: true; value: V } | { ok: false; refusal: R }>) =>
  inTransaction(staff(), act);

async function kept(text: string, input: { customerId?: string; again?: boolean } = {}): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const read = readAdvice(bytes, { currency: GBP });
  if (!read.ok) throw new Error(read.refusal.sentence);
  const done = await tried((tx) =>
    storeAdvice(tx, clerk, { advice: read.value, bytes, source: 'pasted', ...input }, DAY),
  );
  if (!done.ok) throw new Error(done.refusal.code);
  return done.value.remittanceId;
}
const planOf = async (id: string) => planOfRemittance(staff(), (await getRemittance(staff(), id))!);
const left = () =>
  Promise.all([...invoices.map(({ openItemId }) => openItemId!), credit.openItemId].map((id) => residual(staff(), id)));

describe('an advice of three invoices less discount, tax and a deduction, with a credit used up', () => {
  let remittanceId: string;
  let lineId: string;
  const text = () => `Remittance advice: RA-2026-77
${invoices[0]!.number} 1,000.00 less discount 20.00
${invoices[1]!.number} 1,180.00 less tax withheld 20.00
${invoices[2]!.number} 500.00 less deduction 45.00 damaged bags
${credit.number} -100.00
Total 2,495.00`;

  test('is its customer’s by its numbers, comes once, and is offered to the line of its amount and reference', async () => {
    remittanceId = await kept(text());
    expect(await getRemittance(staff(), remittanceId)).toMatchObject({
      ...{
        customer: { id: customerId },
        reference: 'RA-2026-77',
        totalMinor: 249_500n,
        rowCount: 4,
        problems: [],
        line: null,
      },
    });
    await expect(kept(text())).rejects.toThrow('same-before');
    const { lineIds } = await storedBankLines(database.current, {
      bookedOn: DAY.today,
      lines: [
        { amountMinor: 249_500n, text: 'TRANSFER', partyName: 'SOMEBODY ELSE' },
        { amountMinor: 249_500n, text: 'RA 2026 77 THANKS', partyName: 'HARBOUR CEMENT LTD' },
      ],
    });
    lineId = lineIds[1]!;
    const offered = await remittanceOfLine(staff(), lineIds);
    expect([...offered.keys()]).toEqual([lineId]);
    expect(offered.get(lineId)).toMatchObject({
      remittanceId,
      stands: 'fits',
      isReady: true,
      leftMinor: 0n,
      customerName: 'Harbour Cement Ltd',
    });
    const lines = await linesForRemittance(staff(), (await getRemittance(staff(), remittanceId))!);
    expect(lines.map(({ id, reasons }) => [id === lineId, reasons.length])).toEqual([
      [true, 3],
      [false, 1],
    ]);
  });

  test('explains its line: the invoices are settled, the deduction’s case and the certificate are open; undone, all is as before', async () => {
    const before = await left();
    expect(await work((tx) => useRemittance(tx, clerk, { remittanceId }, DAY))).toMatchObject({
      refusal: { code: 'no-line' },
    });
    expect((await tried((tx) => attachRemittance(tx, clerk, { remittanceId, lineId }, DAY))).ok).toBe(true);
    expect(await tried((tx) => useRemittance(tx, clerk, { remittanceId }, DAY))).toMatchObject({ ok: true });
    expect(await left()).toEqual([0n, 0n, 0n, 0n]);
    const cases = await Promise.all(
      (['deduction', 'withholding'] as const).map((kind) =>
        listCases(staff(), { kind, state: 'open', customerId, today: DAY.today, limit: 9 }),
      ),
    );
    expect(cases).toMatchObject([
      [{ openMinor: 4_500n, code: 'damage', number: invoices[2]!.number }],
      [{ openMinor: 2_000n }],
    ]);
    expect(await tried((tx) => detachRemittance(tx, clerk, { remittanceId }, DAY))).toMatchObject({
      refusal: { code: 'line-explained' },
    });
    const undone = await tried((tx) =>
      undoExplanation(tx, clerk, { lineId, reason: 'wrong line', cause: 'other' }, DAY),
    );
    expect(undone).toMatchObject({ ok: true });
    expect(await left()).toEqual(before);
    expect((await tried((tx) => detachRemittance(tx, clerk, { remittanceId }, DAY))).ok).toBe(true);
    const [offer] = [...(await remittanceOfLine(staff(), [lineId])).values()];
    const part = { kind: 'items' as const, customerId, amountMinor: 249_500n, leftOver: 'account' as const };
    const parts = [{ ...part, allocations: offer!.allocations, rests: offer!.rests }];
    expect(await tried((tx) => explainLine(tx, clerk, { lineId, parts }, DAY))).toMatchObject({ ok: true });
    expect(await getRemittance(staff(), remittanceId)).toMatchObject({ line: { id: lineId, state: 'explained' } });
    await tried((tx) => undoExplanation(tx, clerk, { lineId, reason: 'again', cause: 'other' }, DAY));
    expect(await left()).toEqual(before);
    await tried((tx) => detachRemittance(tx, clerk, { remittanceId }, DAY));
    expect(await tried((tx) => dropAdvice(tx, clerk, { remittanceId, reason: ' ' }, DAY))).toMatchObject({
      refusal: { code: 'reason-missing' },
    });
  });
});

test('a row that fits nothing stands in the way until a person says what it is', async () => {
  const stranger = await issue(staff(), anInvoice(await aCustomer(staff()), 7_000n));
  const [first] = invoices;
  const remittanceId = await kept(
    `4711 10.00\n${first!.number} 990.00 less discount 20.00\n${stranger.number} 5.00\nTotal 985.01`,
  );
  expect((await getRemittance(staff(), remittanceId))!).toMatchObject({
    customer: null,
    problems: [{ code: 'total' }],
  });
  expect((await tried((tx) => sayWhose(tx, clerk, { remittanceId, customerId }))).ok).toBe(true);
  expect((await planOf(remittanceId)).rows.map(({ state, leftMinor }) => [state, leftMinor])).toEqual([
    ['unknown', 0n],
    ['fits', 1_000n],
    ['settled', 0n],
  ]);
  const choice = { rest: 'open' as const, code: null, discountAs: 'discount' as const };
  const choices = [
    { ...choice, rowNo: 1, number: invoices[1]!.number },
    { ...choice, rowNo: 2, number: '', rest: 'deduction' as const, code: 'price', discountAs: 'deduction' as const },
  ];
  expect((await tried((tx) => chooseRows(tx, clerk, { remittanceId, choices }, DAY))).ok).toBe(true);
  const plan = await planOf(remittanceId);
  expect(plan.isReady).toBe(false);
  expect(plan.rows[1]!.rests).toEqual([
    { itemId: first!.openItemId, kind: 'deduction', code: 'price', amountMinor: 3_000n },
  ]);
  expect(plan.allocations).toEqual([
    { itemId: invoices[1]!.openItemId, amountMinor: 1_000n },
    { itemId: first!.openItemId, amountMinor: 97_000n },
  ]);
});

test('the laws: an advice is what was said, its rows sum to it, and it stands with one line of its own currency', async () => {
  const { owner } = database.current;
  const remittanceId = await kept(`${invoices[0]!.number} 3.00`);
  const other = await kept(`${invoices[0]!.number} 4.00`);
  const [pounds, euros] = await Promise.all([
    storedBankLines(database.current, { lines: [{ amountMinor: 300n }, { amountMinor: 300n }] }),
    storedBankLines(database.current, { currency: 'EUR', lines: [{ amountMinor: 300n }] }),
  ]);
  const copy = (id: string, sum: number, rest = '') =>
    [
      `insert into remittances (id, source, format, source_bytes, sha256, currency, sum_minor, stated_minor, row_count, made_by_name, made_at)
       select $1, source, format, source_bytes, sha256, currency, ${sum}, ${rest || 'null'}, 1, 'x', now() from remittances limit 1`,
      [id],
    ] as const;
  const rowOf = (id: string) =>
    [
      `insert into remittance_rows (remittance_id, row_no, file_line, number, paid_minor) values ($1, 1, 1, 'A', 300)`,
      [id],
    ] as const;
  const link = (id: string, line: string) =>
    [
      `insert into remittance_links (id, remittance_id, line_id, attached_by_name, attached_at) values (uuidv7(), $1, $2, 'x', now())`,
      [id, line],
    ] as const;
  const fresh = '00000000-0000-7000-8000-00000000e138';
  expect(await plantIn(owner, copy(fresh, 300), rowOf(fresh))).toBe('accepted');
  expect(await plantIn(owner, copy(fresh, 301), rowOf(fresh))).toBe('remittance_adds_up');
  expect(await plantIn(owner, copy(fresh, 300, '301'), rowOf(fresh))).toBe('remittances_total_named_check');
  expect(
    await plantIn(owner, [
      `insert into remittance_rows (remittance_id, row_no, file_line, number, paid_minor) values ($1, 2, 1, 'A', 1)`,
      [remittanceId],
    ]),
  ).toBe('remittance_rows_come_with_it');
  expect(await plantIn(owner, [`update remittances set sum_minor = 4 where id = $1`, [remittanceId]])).toBe(
    'remittance_is_kept',
  );
  expect(await plantIn(owner, link(remittanceId, euros.lineIds[0]!))).toBe('remittance_fits_its_line');
  expect(await plantIn(owner, link(remittanceId, pounds.lineIds[0]!), link(remittanceId, pounds.lineIds[1]!))).toBe(
    'remittance_links_one_line_unique',
  );
  expect(await plantIn(owner, link(remittanceId, pounds.lineIds[0]!), link(other, pounds.lineIds[0]!))).toBe(
    'remittance_links_one_advice_unique',
  );
  expect(
    await plantIn(owner, link(remittanceId, pounds.lineIds[0]!), [
      `update remittances set customer_id = null where id = $1`,
      [remittanceId],
    ]),
  ).toBe('remittance_stands');
});

test('what lies in the tables against the laws is found when they are counted', async () => {
  const { pool } = database.current.owner;
  const law = readFileSync(path.join(ROOT, 'db/invariants/138_an_advice_adds_up_and_stands_with_one_line.sql'), 'utf8');
  const client = await pool.connect();
  const found = async (statement: string) => {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(statement);
    const { rows } = await client.query<{ fault: string }>(law);
    await client.query('rollback');
    return rows.map(({ fault }) => fault.replace(/^advice [0-9a-f-]+ |^row 1 of advice .* is/, ''));
  };
  const any = '(select id from remittances where stated_minor is null order by id limit 1)';
  try {
    expect(await found('select 1')).toEqual([]);
    expect(await found(`update remittances set sum_minor = sum_minor + 1 where id = ${any}`)).toEqual([
      'has rows that do not sum to it',
    ]);
    expect(await found(`update remittances set row_count = 9 where id = ${any}`)).toEqual([
      'has another number of rows than it says',
    ]);
  } finally {
    client.release();
  }
});

test('a mail is taken as advice by what it or its PDF says, and names the mail it came in', async () => {
  const { pool } = database.current.owner;
  const { inboundMail } = await anInboundMail(pool, { sha256: 'a'.repeat(64), bytes: 9 });
  await pool.query(
    `insert into inbound_files (mail_id, file_no, file_name, media_type, sha256, size_bytes, body) values ($1, 2, 'advice.pdf', 'application/pdf', repeat('b', 64), 9, $2)`,
    [inboundMail, `Invoice   Paid\n${invoices[0]!.number}   12.00\nTotal   12.00`],
  );
  expect(await textOfMail(staff(), { mailId: inboundMail, fileNo: 0 })).toBe('Which line?');
  expect(await textOfMail(staff(), { mailId: inboundMail, fileNo: 7 })).toBeNull();
  const bytes = new TextEncoder().encode((await textOfMail(staff(), { mailId: inboundMail, fileNo: 2 })) ?? '');
  const read = readAdvice(bytes, { currency: GBP });
  if (!read.ok) throw new Error(read.refusal.sentence);
  const stored = await tried((tx) =>
    storeAdvice(tx, clerk, { advice: read.value, bytes, source: 'mail', mailId: inboundMail }, DAY),
  );
  if (!stored.ok) throw new Error(stored.refusal.code);
  expect(await getRemittance(staff(), stored.value.remittanceId)).toMatchObject({
    ...{ source: 'mail', mailId: inboundMail, customer: { id: customerId }, totalMinor: 1_200n, problems: [] },
  });
});
