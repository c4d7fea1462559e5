import { setTimeout as pause } from 'node:timers/promises';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { askDispute, type DisputeAsk } from '#app/modules/disputes/commands/ask-dispute.server.ts';
import { disputeAskOutcome } from '#app/modules/disputes/queries/dispute-ask.server.ts';
import type { DisputeAskOutcome, DisputeRefusal } from '#app/modules/disputes/types.ts';
import { orderAsPortal } from '#app/modules/payments/commands/order-as-portal.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { type PortalScope, readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';

type PortalDb = Parameters<typeof writeAsPortal>[0];
type Door = { readonly db: PortalDb; readonly scope: PortalScope };

/** As long as somebody waits for a page without wondering; after it the page says that it is being taken in. */
const WAIT_MS = 2_000;
const LOOK_MS = 100;

/**
 * Writes down what a customer says or asks on the portal, and waits a moment for the worker: done with its dispute, refused,
 * or still `waiting`. The same key again is the same asking.
 */
export async function askAndWait(
  { db, scope }: Door,
  actor: Actor,
  ask: DisputeAsk,
  moment: Moment,
): Promise<Result<DisputeAskOutcome, DisputeRefusal>> {
  const asked = await writeAsPortal(db, scope, async (tx) => {
    const kept = await askDispute(tx, actor, ask, moment);
    if (kept.ok) await orderAsPortal(tx, 'open-dispute', kept.value.askId);
    return kept;
  });
  if (!asked.ok) return asked;
  for (let waited = 0; ; waited += LOOK_MS) {
    const outcome = await readAsPortal(db, scope, (read) => disputeAskOutcome(read, ask));
    if (waited >= WAIT_MS || (outcome && outcome.state !== 'waiting'))
      return ok(outcome ?? { state: 'waiting', isLookedAt: false });
    await pause(LOOK_MS);
  }
}
