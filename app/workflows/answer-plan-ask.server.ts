import { ok } from '#app/kernel/result.ts';
import { answerPlanAsk, refusePlanAsk } from '#app/modules/payment-plans/commands/answer-plan-ask.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

/** Does what a customer asked of a plan on the portal, or stamps why not; any number of times, once. */
export async function answerAsk(outside: Pick<Outside, 'db'>, askId: string): Promise<void> {
  const moment = await momentFor(outside);
  const done = await inTransaction(outside.db, (tx) => answerPlanAsk(tx, askId, moment));
  if (done.ok) return;
  const { refusal } = done;
  await inTransaction(outside.db, async (tx) => ok(await refusePlanAsk(tx, { askId, refusal }, moment)));
}
