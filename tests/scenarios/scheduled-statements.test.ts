import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok, refuse } from '#app/kernel/result.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import { sealLedger } from '#app/modules/ledger/commands/seal-ledger.server.ts';
import { changeSchedule, changeStatementPreference } from '#app/modules/statements/commands/change-schedules.server.ts';
import {
  cancelStatementRun,
  pauseStatementRun,
  resumeStatementRun,
} from '#app/modules/statements/commands/steer-statement-run.server.ts';
import { getSchedule } from '#app/modules/statements/queries/schedules.server.ts';
import { getStatementRun, statementSends } from '#app/modules/statements/queries/statement-runs.server.ts';
import { SEND_STATES, type StatementPreference } from '#app/modules/statements/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { PdfError } from '#app/platform/pdf/pdf-job.ts';
import type { PdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';
import { makeStatements, startStatements } from '#app/workflows/run-statements.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { aCustomer, anInvoice, CLERK, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { sealAll } from '#tests/support/sealed.ts';

/** Statements that go out by themselves: each once, whatever happens between two of them. */
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const FIRST_OF_MAY = on('2026-05-01');
let people = 0;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  const monthly = { kind: 'monthly', dayNo: 2, hourNo: 6, paused: false } as const;
  await inTransaction(db(), async (tx) => ok(await changeSchedule(tx, CLERK, monthly, on('2026-04-01'))));
  const first = { ...monthly, dayNo: 1 };
  await inTransaction(db(), async (tx) => ok(await changeSchedule(tx, CLERK, first, on('2026-04-02'))));
});
beforeEach(() => world.current.mail.control.failures.clear());

const ALL_DEFAULT: StatementPreference = { every: null, form: null, sendsEmpty: null, asGroup: false };

/** A customer who wants statements, and where they are sent. */
async function aReader(wants: Partial<StatementPreference> = {}, name = 'Ash & Co') {
  people += 1;
  const address = `books-${people}@customer.example`;
  const customerId = await aCustomer(db(), { name, email: address });
  await db().updateTable('contacts').set({ receives_statements: true }).where('customer_id', '=', customerId).execute();
  const wanted = { ...ALL_DEFAULT, every: 'monthly' as const, ...wants };
  await inTransaction(db(), async (tx) =>
    ok(await changeStatementPreference(tx, CLERK, { customerId, wanted }, FIRST_OF_MAY)),
  );
  return { customerId, address };
}

const billed = (customerId: string, minor: bigint, day = '2026-04-10') =>
  issue(db(), anInvoice(customerId, minor, { documentOn: plainDate(day) }));
const mailsTo = (address: string) => world.current.mail.control.mails(address);
const sendsOf = (runId: string) => statementSends(db(), { runId, states: SEND_STATES, limit: 1_000 });

/** Opens a run over all who want one that month. Each test takes a month of its own. */
async function started(day: string): Promise<string> {
  await sealAll(db());
  const run = await startStatements(db(), CLERK, { kind: 'monthly', how: 'now' }, on(day));
  if (!run.ok || !run.value.runId) throw new Error(JSON.stringify(run));
  return run.value.runId;
}

/** The world with a renderer that goes wrong as it is told, by the number of the render. */
function withRenderer(wrong: (count: number) => Error | null) {
  let count = 0;
  const { pdf } = world.current.outside;
  const render: PdfRenderer['render'] = (job) => {
    count += 1;
    const error = wrong(count);
    return error ? Promise.reject(error) : pdf.render(job);
  };
  return { ...world.current.outside, pdf: { render, close: () => pdf.close() } as PdfRenderer };
}

describe('on its day', () => {
  it('everyone who wants one gets the statement of their form, once, and the day moves on', async () => {
    const owes = await aReader();
    await billed(owes.customerId, 120_050n);
    await receive(db(), owes.customerId, 20_000n, '2026-04-20');
    const open = await aReader({ form: 'open_item' });
    await billed(open.customerId, 7_700n, '2026-02-03');
    const inCredit = await aReader();
    await receive(db(), inCredit.customerId, 9_900n, '2026-04-20');
    const nothing = await aReader();
    const zero = await aReader({ sendsEmpty: true });
    const never = await aReader({ every: 'off' });
    await billed(never.customerId, 100n);
    const weekly = await aReader({ every: 'weekly' });
    await billed(weekly.customerId, 100n);
    const parent = await aReader({ asGroup: true }, 'Parent');
    const child = await aReader({ every: null }, 'Child');
    await db()
      .updateTable('customers')
      .set({ parent_id: parent.customerId })
      .where('id', '=', child.customerId)
      .execute();
    await billed(child.customerId, 55_500n);
    await sealAll(db());

    const byDay = () => startStatements(db(), CLERK, { kind: 'monthly', how: 'by-schedule' }, FIRST_OF_MAY);
    const run = await byDay();
    expect(run).toMatchObject({ ok: true, value: { wanted: 5 } });
    expect(await byDay()).toEqual({ ok: false, refusal: { code: 'not-due' } });
    expect((await getSchedule(db(), { kind: 'monthly' })).nextOn).toBe('2026-06-01');
    expect((await world.current.settle()).failed).toEqual([]);

    const runId = (run.ok && run.value.runId) || '';
    expect(await getStatementRun(db(), { runId })).toMatchObject({
      ...{ state: 'done', fromOn: '2026-04-01', toOn: '2026-04-30' },
      counts: { waiting: 0, sent: 5, empty: 0, failed: 0, cancelled: 0 },
    });
    for (const [who, words] of [
      [owes, '£1,000.50'],
      [open, 'Here is what is open on your account on 30 Apr 2026.'],
      [inCredit, 'Balance in your favour'],
      [zero, 'Nothing is open'],
      [parent, '£555.00'],
    ] as const) {
      const mails = mailsTo(who.address);
      expect(mails).toHaveLength(1);
      expect(mails[0]!.text).toContain(words);
      const send = (await sendsOf(runId)).find((one) => one.customerId === who.customerId)!;
      const document = await getDocument(db(), { id: send.documentId! });
      expect(mails[0]).toMatchObject({ attachments: [{ filename: document!.fileName, sha256: document!.sha256 }] });
    }
    for (const { address } of [nothing, never, weekly, child]) expect(mailsTo(address)).toEqual([]);
    await makeStatements(world.current.outside, runId);
    await world.current.settle();
    expect(mailsTo(owes.address)).toHaveLength(1);
  });

  it('says what went wrong with one and sends the others; trying again makes that one only', async () => {
    const [one, two] = [await aReader(), await aReader()];
    await billed(one.customerId, 100n, '2026-05-03');
    await billed(two.customerId, 200n, '2026-05-03');
    const runId = await started('2026-06-01');
    const failing = withRenderer((count) => (count === 1 ? new PdfError('template', 'a glyph is missing') : null));
    await makeStatements(failing, runId);
    const run = (await getStatementRun(db(), { runId }))!;
    expect(run).toMatchObject({ state: 'done', counts: { waiting: 0, failed: 1 } });
    const failed = (await sendsOf(runId)).filter(({ state }) => state === 'failed');
    expect(failed[0]!.reason).toBe('The file could not be made: a glyph is missing');
    expect(await inTransaction(db(), (tx) => resumeStatementRun(tx, CLERK, { runId }))).toMatchObject({
      value: { again: 1 },
    });
    await world.current.settle();
    expect((await getStatementRun(db(), { runId }))!.counts).toMatchObject({ failed: 0, sent: run.counts.sent + 1 });
    for (const { address } of [one, two]) expect(mailsTo(address)).toHaveLength(1);
  });

  it('a worker that dies between two is followed by one that goes on; two at once send nothing twice', async () => {
    const readers = await Promise.all(Array.from({ length: 12 }, () => aReader()));
    for (const { customerId } of readers) await billed(customerId, 100n, '2026-06-03');
    const runId = await started('2026-07-01');
    await expect(
      makeStatements(
        withRenderer((count) => (count === 10 ? new Error('killed') : null)),
        runId,
      ),
    ).rejects.toThrow('killed');
    const left = (await getStatementRun(db(), { runId }))!.counts.waiting;
    expect(left).toBeGreaterThan(0);
    await Promise.all([makeStatements(world.current.outside, runId), makeStatements(world.current.outside, runId)]);
    await world.current.settle();
    expect(await getStatementRun(db(), { runId })).toMatchObject({ state: 'done', counts: { waiting: 0, failed: 0 } });
    for (const { address } of readers) expect(mailsTo(address)).toHaveLength(1);
  });

  it('a full disk pauses the run and says so; nothing is called sent without its file, and it goes on', async () => {
    const reader = await aReader();
    await billed(reader.customerId, 100n, '2026-07-03');
    const runId = await started('2026-08-01');
    const files = { ...world.current.outside.files, put: () => Promise.resolve(refuse('disk-full' as const)) };
    await makeStatements({ ...world.current.outside, files }, runId);
    expect(await getStatementRun(db(), { runId })).toMatchObject({ state: 'paused', counts: { sent: 0 } });
    expect((await getStatementRun(db(), { runId }))!.stateReason).toContain('The disk is full.');
    await inTransaction(db(), (tx) => resumeStatementRun(tx, CLERK, { runId }));
    await world.current.settle();
    expect((await getStatementRun(db(), { runId }))!.state).toBe('done');
    expect(mailsTo(reader.address)).toHaveLength(1);
  });

  it('paused makes nothing; cancelled keeps what is sent, leaves the rest and cannot go on', async () => {
    const reader = await aReader();
    await billed(reader.customerId, 100n, '2026-08-03');
    const runId = await started('2026-09-01');
    const why = { runId, reason: 'prices are being checked' };
    await inTransaction(db(), (tx) => pauseStatementRun(tx, CLERK, why));
    await makeStatements(world.current.outside, runId);
    expect((await getStatementRun(db(), { runId }))!.counts.sent).toBe(0);
    await inTransaction(db(), (tx) => cancelStatementRun(tx, CLERK, why, on('2026-09-01')));
    expect(await inTransaction(db(), (tx) => resumeStatementRun(tx, CLERK, { runId }))).toMatchObject({ ok: false });
    await world.current.settle();
    expect(await getStatementRun(db(), { runId })).toMatchObject({
      state: 'cancelled',
      counts: { waiting: 0, sent: 0 },
    });
    expect(mailsTo(reader.address)).toEqual([]);
    // The days of a cancelled run are over: none is told twice.
    const again = await startStatements(db(), CLERK, { kind: 'monthly', how: 'now' }, on('2026-09-01'));
    expect(again).toEqual({ ok: false, refusal: { code: 'told-already', toOn: '2026-08-31' } });
  });
});

describe('the database itself', () => {
  const owner = (query: string, values: unknown[] = []) => database.current.owner.pool.query(query, values);

  it('refuses a second run of the same days, and a customer twice in one', async () => {
    const { sealNo } = await sealLedger(db());
    const run = `insert into statement_runs (kind, from_on, to_on, seal_no, started_by_name, started_at)
      values ('monthly', '2026-04-02', '2026-04-30', $1, 'Planted', now())`;
    await expect(owner(run, [sealNo])).rejects.toThrow('statement_runs_period_unique');
    const twice = `insert into statement_sends (run_id, seq_no, customer_id, currency, form, sends_empty)
      select run_id, seq_no + 100000, customer_id, currency, form, sends_empty from statement_sends where currency is null limit 1`;
    await expect(owner(twice)).rejects.toThrow('statement_sends_once_unique');
  });

  it('refuses to change a statement that is done, and to call one sent with the document of something else', async () => {
    await expect(owner(`update statement_sends set reason = 'planted' where state = 'sent'`)).rejects.toThrow(
      'is done',
    );
    const reader = await aReader();
    await billed(reader.customerId, 100n, '2026-09-03');
    const runId = await started('2026-10-01');
    const other = `update statement_sends set state = 'sent', done_at = now(), document_id = (select id from documents where kind = 'statement' limit 1)
      where run_id = $1 and state = 'waiting'`;
    await expect(owner(other, [runId])).rejects.toThrow('not the statement of this customer');
    await inTransaction(db(), (tx) =>
      cancelStatementRun(tx, CLERK, { runId, reason: 'of the test' }, on('2026-10-01')),
    );
  });
});
