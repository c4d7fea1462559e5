import { ok } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { answerDisputeAsk, refuseDisputeAsk } from '#app/modules/disputes/commands/answer-dispute-ask.server.ts';
import { settleDispute } from '#app/modules/disputes/commands/settle-dispute.server.ts';
import { disputesToSettle } from '#app/modules/disputes/queries/disputes-to-settle.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { eachAlone } from './each-alone.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

/** Does what a customer wrote down about a dispute on the portal, or stamps why not; any number of times, once. */
export async function openDispute(outside: Pick<Outside, 'db'>, askId: string): Promise<void> {
  const moment = await momentFor(outside);
  const done = await inTransaction(outside.db, (tx) => answerDisputeAsk(tx, askId, moment));
  if (done.ok) return;
  const { refusal } = done;
  await inTransaction(outside.db, async (tx) => ok(await refuseDisputeAsk(tx, { askId, refusal }, moment)));
}

/**
 * Job of every minute: takes note in the threads of what was paid, credited, sent back or billed again elsewhere. What is held needs no job: readers compare it with what is left at the moment they read.
 */
export async function settleDisputes(outside: Pick<Outside, 'db'>): Promise<number> {
  const moment = await momentFor(outside);
  const toSettle = await disputesToSettle(outside.db);
  return eachAlone('a dispute to settle', toSettle, (disputeId) =>
    inTransaction(outside.db, async (tx) => ok(await settleDispute(tx, SYSTEM, disputeId, moment))),
  );
}
