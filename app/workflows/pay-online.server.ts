import { assert } from '#app/kernel/assert.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import {
  type StartOnceInput,
  type StartOnceRefusal,
  startAttemptOnce,
} from '#app/modules/payments/commands/start-attempt-once.server.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { attemptPath, type CheckoutPorts, type InTransaction, openCheckout } from './open-checkout.server.ts';

export type PayOnline = {
  readonly actor: Actor;
  readonly input: StartOnceInput;
  /** Root of a scoped link's pages, `/i/<token>`; absent for a signed-in person. */
  readonly linkPath?: string;
};

/**
 * Brings a customer from the review to the page where they pay: notes the attempt (once per form), then asks the processor
 * for its page, outside the transaction. Answers where to go: the processor's page, or our own page of the attempt when
 * there is none to pay on (being checked, paid or ended meanwhile). Refuses what starting an attempt refuses.
 */
export async function payOnline(
  ports: CheckoutPorts,
  run: InTransaction,
  { actor, input, linkPath }: PayOnline,
  moment: Moment,
): Promise<Result<{ goTo: string; onOurSite: boolean }, StartOnceRefusal>> {
  const started = await run((tx) => startAttemptOnce(tx, actor, input, moment));
  if (!started.ok) return started;
  const { attemptId } = started.value;
  const attempt = await run(async (tx) => ok(await getAttempt(tx, { id: attemptId })));
  assert(attempt.ok && attempt.value, `attempt ${attemptId} is gone`);
  const opened = await openCheckout(ports, run, { attempt: attempt.value, linkPath }, moment);
  if (opened.ok) return ok({ goTo: opened.value.url, onOurSite: false });
  return ok({ goTo: attemptPath(attemptId, linkPath), onOurSite: true });
}
