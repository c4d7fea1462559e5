import { assert } from '#app/kernel/assert.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { timeInZone } from '#app/kernel/zone-time.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { findStatement } from '#app/modules/documents/queries/find-statement.server.ts';
import { sealLedger } from '#app/modules/ledger/commands/seal-ledger.server.ts';
import { findSeal } from '#app/modules/ledger/queries/seals.server.ts';
import type { Seal } from '#app/modules/ledger/types.ts';
import {
  noteStatementSend,
  type SendFate,
  takeStatementSend,
} from '#app/modules/statements/commands/note-statement-send.server.ts';
import { type StartRefusal, startStatementRun } from '#app/modules/statements/commands/start-statement-run.server.ts';
import { endStatementRun, pauseStatementRun } from '#app/modules/statements/commands/steer-statement-run.server.ts';
import { dueSchedules } from '#app/modules/statements/queries/schedules.server.ts';
import { getStatementRun, statementSends } from '#app/modules/statements/queries/statement-runs.server.ts';
import type { StatementRun, StatementRunKind, StatementSend } from '#app/modules/statements/types.ts';
import { type Moment, momentIn, now } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { PdfError } from '#app/platform/pdf/pdf-job.ts';
import { type MadeStatement, makeStatement, storeStatement } from './keep-statement.server.ts';
import { makePortfolios } from './make-portfolios.server.ts';
import { orderDelivery } from './order-delivery.server.ts';
import { momentFor, type WorkerDb } from './outside.server.ts';
import type { Producer } from './produce-document.server.ts';
import { readStatement, saysSomething } from './read-kept-statement.server.ts';

/** Statements read and rendered at the same time; each is then a transaction of its own. */
const AT_ONCE = 8;

/** Job, every few minutes: starts each kind of statements, or makes the packs of the collectors, whose day and hour have come. */
export async function startDueStatements(outside: Producer): Promise<void> {
  const { db } = outside;
  const { timeZone } = await getCompany(db);
  const moment = momentIn(timeZone, now());
  const due = await dueSchedules(db, {
    today: moment.today,
    hour: Number(timeInZone(moment.now, timeZone).slice(0, 2)),
  });
  for (const kind of due)
    if (kind === 'portfolio') await makePortfolios(outside, moment);
    else await startStatements(db, SYSTEM, { kind, how: 'by-schedule' }, moment);
}

/** Seals first, then opens the run at that seal. Refuses what startStatementRun refuses. */
export async function startStatements(
  db: WorkerDb,
  actor: Actor,
  wanted: { readonly kind: StatementRunKind; readonly how: 'by-schedule' | 'now' },
  moment: Moment,
): Promise<Result<{ runId: string | null; wanted: number }, StartRefusal>> {
  const seal = await sealLedger(db);
  return inTransaction(db, (tx) => startStatementRun(tx, actor, { ...wanted, seal }, moment));
}

/**
 * Job: makes the statements of a run, from where it stands, each kept and its delivery ordered in one transaction. Run again
 * it finds those that are done. Stops where the run was paused or cancelled; a full disk pauses it with the reason. A
 * statement that cannot be made fails alone and says why.
 */
export async function makeStatements(outside: Producer, runId: string): Promise<void> {
  const run = await getStatementRun(outside.db, { runId });
  if (run?.state !== 'running') return;
  const knownAt = await findSeal(outside.db, run.sealNo);
  assert(knownAt, 'a run of statements names a seal that stands');
  const moment = await momentFor(outside);
  const makeAfter = (seqNo: number) => makeSome(outside, { run, knownAt }, seqNo);
  let next = makeAfter(0);
  for (;;) {
    const made = await next;
    const last = made.at(-1);
    if (!last) break;
    // While these are kept, the next are read and rendered; whether that failed is heard when its turn is awaited.
    next = makeAfter(last.send.seqNo);
    next.catch(() => undefined);
    const kept = await Promise.all(
      made.map((one) =>
        one.made === 'disk-full' ? 'disk-full' : settle(outside.db, run, { ...one, made: one.made }, moment),
      ),
    );
    if (kept.includes('disk-full')) {
      await next.catch(() => undefined);
      return pauseFull(outside.db, runId);
    }
    // Another worker was quicker with one of them, or the run was stopped.
    if (!kept.includes(false) || (await getStatementRun(outside.db, { runId }))?.state === 'running') continue;
    await next.catch(() => undefined);
    return;
  }
  await inTransaction(outside.db, async (tx) => ok(await endStatementRun(tx, { runId }, moment)));
}

type Unkept = { readonly send: StatementSend; readonly made: Made | 'disk-full' };

/** Reads and renders the next few that wait; an empty list is the end. */
async function makeSome(outside: Producer, { run, knownAt }: Omit<One, 'send'>, after: number): Promise<Unkept[]> {
  const wanted = { runId: run.id, states: ['waiting' as const], after, limit: AT_ONCE };
  const sends = await statementSends(outside.db, wanted);
  return Promise.all(sends.map(async (send) => ({ send, made: await makeOne(outside, { run, send, knownAt }) })));
}

type One = { readonly run: StatementRun; readonly send: StatementSend; readonly knownAt: Seal };
type Made = MadeStatement | Extract<SendFate, { reason: string }>;

async function makeOne(outside: Producer, { run, send, knownAt }: One): Promise<Made | 'disk-full'> {
  const { customerId, currency, form } = send;
  const wanted = { customerId, currency, form, knownAt, fromOn: run.fromOn, toOn: run.toOn };
  try {
    const read = await readStatement(outside.db, wanted);
    if (!read) return { state: 'empty', reason: 'The customer leads no group any more.' };
    if (!send.sendsEmpty && !saysSomething(read))
      return { state: 'empty', reason: 'Nothing moved and nothing is open.' };
    const made = await makeStatement(outside, wanted, read);
    if (made.ok) return made.value;
    return made.refusal.code === 'disk-full'
      ? 'disk-full'
      : { state: 'failed', reason: 'The customer does not exist.' };
  } catch (error) {
    // A full queue, like a lost database, is weather: the job is tried again.
    if (!(error instanceof PdfError) || error.code === 'queue-full') throw error;
    return { state: 'failed', reason: `The file could not be made: ${error.message}`.slice(0, 500) };
  }
}

/** Notes one statement: kept and ordered, or why not. False when the run was stopped, or another worker has it. */
async function settle(
  db: WorkerDb,
  run: StatementRun,
  { send, made }: { send: StatementSend; made: Made },
  moment: Moment,
): Promise<boolean> {
  const key = { runId: run.id, seqNo: send.seqNo };
  const settled = await inTransaction(db, async (tx) => {
    if (!(await takeStatementSend(tx, key))) return refuse('taken' as const);
    const fate: SendFate =
      'state' in made ? made : { state: 'sent', documentId: await keepAndOrder(tx, key, made, moment) };
    await noteStatementSend(tx, key, fate, moment);
    return ok();
  });
  return settled.ok;
}

async function keepAndOrder(
  tx: Tx,
  key: { runId: string; seqNo: number },
  made: MadeStatement,
  moment: Moment,
): Promise<string> {
  const { customerId, facts } = made;
  await storeStatement(tx, SYSTEM, made, moment);
  const document = await findStatement(tx, { ...facts, customerId });
  assert(document, 'a statement that was just kept is there');
  const order = { customerId, documentKind: 'statement' as const, about: { documentId: document.id } };
  await orderDelivery(tx, SYSTEM, { ...order, once: `run:${key.runId}:${key.seqNo}` }, moment);
  return document.id;
}

async function pauseFull(db: WorkerDb, runId: string): Promise<void> {
  const reason = 'The disk is full. Free space, then let the run go on: what is made stays made.';
  await inTransaction(db, (tx) => pauseStatementRun(tx, SYSTEM, { runId, reason }));
}
