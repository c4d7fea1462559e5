import { assert } from '#app/kernel/assert.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { moveSchema, readWish } from '../forms.ts';
import type { PlanId, PlanRefusal } from '../types.ts';
import { acceptCounter } from './accept-counter.server.ts';
import { agreeOrRequest } from './agree-or-request.server.ts';
import { askForHelp } from './ask-for-help.server.ts';
import { choosePlanMethod } from './choose-plan-method.server.ts';
import { moveInstalment } from './move-instalment.server.ts';
import { withdrawRequest } from './withdraw-request.server.ts';

type Outcome = 'agreed' | 'requested' | 'done';

/**
 * Does what a customer asked of a plan on the portal, in their name, and stamps what came of it. Answers `already` where it was
 * answered, or another is at it. A refusal leaves nothing behind: stamp it with `refusePlanAsk` in a transaction of its own.
 */
export async function answerPlanAsk(
  tx: Tx,
  askId: string,
  moment: Moment,
): Promise<Result<{ outcome: Outcome | 'already' }, PlanRefusal>> {
  const ask = await tx
    .selectFrom('plan_asks')
    .selectAll()
    .where('id', '=', askId)
    .where('answered_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!ask) return ok({ outcome: 'already' });
  const actor: Actor = { kind: 'customer', id: ask.asked_by, name: ask.asked_by_name, requestId: null };
  const done = await doAsk(tx, actor, ask, moment);
  if (!done.ok) return done;
  await tx
    .updateTable('plan_asks')
    .set({ answered_at: moment.now, outcome: done.value.outcome, answered_plan_id: done.value.planId })
    .where('id', '=', askId)
    .execute();
  return ok({ outcome: done.value.outcome });
}

type Ask = {
  readonly customer_id: string;
  readonly plan_id: string | null;
  readonly act: string;
  readonly wish: unknown;
  readonly method_id: string | null;
  readonly note: string;
};
type Done = Promise<Result<{ planId: PlanId; outcome: Outcome }, PlanRefusal>>;

async function doAsk(tx: Tx, actor: Actor, ask: Ask, moment: Moment): Done {
  const { customer_id: customerId, method_id: methodId, note } = ask;
  if (ask.act === 'start') {
    const wish = readWish(ask.wish);
    assert(wish, 'what the portal wrote down is a wish');
    const started = await agreeOrRequest(tx, actor, { customerId, wish, methodId, note }, moment);
    if (!started.ok) return started;
    const { planId, state } = started.value;
    return ok({ planId, outcome: state === 'active' ? 'agreed' : 'requested' });
  }
  assert(ask.plan_id, 'what is not a start is about a plan');
  const of = { planId: ask.plan_id, customerId };
  const done = (outcome: Outcome) => (result: Result<{ planId: PlanId }, PlanRefusal>) =>
    result.ok ? ok({ planId: result.value.planId, outcome }) : result;
  if (ask.act === 'accept') return done('agreed')(await acceptCounter(tx, actor, of, moment));
  if (ask.act === 'withdraw') return done('done')(await withdrawRequest(tx, actor, { ...of, note }, moment));
  if (ask.act === 'method') return done('done')(await choosePlanMethod(tx, actor, { ...of, methodId }, moment));
  if (ask.act === 'help') return done('done')(await askForHelp(tx, actor, { ...of, note }, moment));
  const move = moveSchema.parse(ask.wish);
  return done('done')(await moveInstalment(tx, actor, { ...of, ...move }, moment));
}

/** Stamps why what a customer asked was not done, for the page that waits for it. */
export async function refusePlanAsk(
  tx: Tx,
  { askId, refusal }: { readonly askId: string; readonly refusal: PlanRefusal },
  moment: Moment,
): Promise<void> {
  const text = JSON.stringify(refusal, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
  await tx
    .updateTable('plan_asks')
    .set({ answered_at: moment.now, outcome: 'refused', refusal: text })
    .where('id', '=', askId)
    .where('answered_at', 'is', null)
    .execute();
}
