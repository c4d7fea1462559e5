import { ZodError } from 'zod';
import { ok } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { noteAskFault, tryAskAgain } from '#app/modules/inbox/commands/note-ask-fault.server.ts';
import { dueAsks } from '#app/modules/inbox/queries/ask-faults.server.ts';
import { ASK_TOLD_AFTER, type Ask, type AskKind } from '#app/modules/inbox/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { answerAsk } from './answer-plan-ask.server.ts';
import { eachAlone } from './each-alone.server.ts';
import { openDispute } from './open-dispute.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import type { Queue } from './queues.ts';
import { useCredit } from './use-credit.server.ts';

type Ports = Pick<Outside, 'db'>;

const WORK: Readonly<Record<AskKind, (ports: Ports, id: string) => Promise<void>>> = {
  ...{ dispute: openDispute, plan: answerAsk, credit: useCredit },
};
const QUEUE_OF: Readonly<Record<AskKind, Queue>> = {
  ...{ dispute: 'open-dispute', plan: 'answer-plan-ask', credit: 'use-credit' },
};

/**
 * Job: does what a customer asked for on the portal, or stamps why not; any number of times, once. One that fails is noted and tried
 * again by the queue at once; once colleagues are told it rests until its next try, which `takeWaitingAsks` begins.
 */
export async function takeAsk(ports: Ports, ask: Ask): Promise<void> {
  try {
    await WORK[ask.kind](ports, ask.subjectId);
  } catch (error) {
    const moment = await momentFor(ports);
    const noted = await inTransaction(ports.db, async (tx) =>
      ok(await noteAskFault(tx, { ...ask, reason: reasonOf(error) }, moment)),
    );
    const tries = noted.ok ? noted.value : 0;
    if (tries === null) return;
    if (tries < ASK_TOLD_AFTER) throw error;
    log.error('what a customer asked could not be done', { ...ask, tries, error: String(error) });
  }
}

/** In a line: of a form that cannot be read, which parts of it. */
const reasonOf = (error: unknown): string =>
  error instanceof ZodError
    ? `What was sent cannot be read: ${error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`
    : String(error);

/** Done in one pass; the rest comes with the next. */
const A_PASS = 200;

/** Job of every minute: takes what a lost job left waiting, and what failed and is due again. Answers how many it took up. */
export async function takeWaitingAsks(ports: Ports): Promise<number> {
  const due = new Map((await dueAsks(ports.db, await momentFor(ports), A_PASS)).map((ask) => [ask.subjectId, ask]));
  return eachAlone('what a customer asked', [...due.keys()], (id) => takeAsk(ports, due.get(id)!));
}

/** A colleague has an asking tried again now, in their transaction. False where it was answered meanwhile. */
export async function takeAskAgain(tx: Tx, actor: Actor, ask: Ask, moment: Moment): Promise<boolean> {
  const waits = await tryAskAgain(tx, actor, ask, moment);
  if (waits) await enqueue(tx, QUEUE_OF[ask.kind], { id: ask.subjectId });
  return waits;
}
