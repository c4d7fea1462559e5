import { setTimeout as pause } from 'node:timers/promises';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { askAboutPlan, askForPlan } from '#app/modules/payment-plans/commands/ask-for-plan.server.ts';
import { planAskOutcome } from '#app/modules/payment-plans/queries/plan-ask.server.ts';
import type { PlanAskOutcome, PlanRefusal } from '#app/modules/payment-plans/types.ts';
import { orderAsPortal } from '#app/modules/payments/commands/order-as-portal.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { type PortalScope, readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

type PortalDb = Parameters<typeof writeAsPortal>[0];
type Door = { readonly db: PortalDb; readonly scope: PortalScope };
type Start = Parameters<typeof askForPlan>[2];
type About = Parameters<typeof askAboutPlan>[2];

/** As long as somebody waits for a page without wondering; after it the page says that it is being set up. */
const WAIT_MS = 2_000;
const LOOK_MS = 100;

/** Asks for a plan from the portal and waits a moment for the worker: agreed, a request, refused, or still `waiting`. */
export const startPlan = (door: Door, actor: Actor, input: Start, moment: Moment) =>
  askAndWait(door, input, (tx) => askForPlan(tx, actor, input, moment));

/** Asks something of a plan from the portal and waits a moment for the worker. */
export const changePlan = (door: Door, actor: Actor, input: About, moment: Moment) =>
  askAndWait(door, input, (tx) => askAboutPlan(tx, actor, input, moment));

async function askAndWait(
  { db, scope }: Door,
  of: { readonly customerId: string; readonly key: string },
  ask: (tx: Tx) => Promise<Result<{ askId: string }, PlanRefusal>>,
): Promise<Result<PlanAskOutcome, PlanRefusal>> {
  const asked = await writeAsPortal(db, scope, async (tx) => {
    const kept = await ask(tx);
    if (kept.ok) await orderAsPortal(tx, 'answer-plan-ask', kept.value.askId);
    return kept;
  });
  if (!asked.ok) return asked;
  for (let waited = 0; ; waited += LOOK_MS) {
    const outcome = await readAsPortal(db, scope, (read) => planAskOutcome(read, of));
    if (waited >= WAIT_MS || (outcome && outcome.state !== 'waiting'))
      return ok(outcome ?? { state: 'waiting', isLookedAt: false });
    await pause(LOOK_MS);
  }
}
