import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { doOnce, type OnceRefusal } from '#app/modules/audit/commands/do-once.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { planCreditUse } from '#app/modules/cash-application/commands/plan-credit-use.server.ts';
import { creditUse } from '#app/modules/cash-application/queries/credit-use.server.ts';
import type { CreditPart, CreditUseRefusal } from '#app/modules/cash-application/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { InTransaction } from './open-checkout.server.ts';
import { waitFor } from './pay-online.server.ts';
import { orderAsPortal } from './portal-order.server.ts';

export type PayByCredit = {
  readonly actor: Actor;
  readonly customerId: string;
  readonly currency: Currency;
  readonly parts: readonly CreditPart[];
  /** Made with the form: sending it again brings the same use. */
  readonly key: string;
  readonly keyOwnerId: string;
};

/**
 * Uses credit where it covers all that was chosen: notes it and orders its job, once per form. Answers the use, whose page
 * looks until it is done. Refuses credit that is promised or changed.
 */
export async function payByCredit(
  run: InTransaction,
  { actor, customerId, currency, parts, key, keyOwnerId }: PayByCredit,
  moment: Moment,
): Promise<Result<{ useId: string }, CreditUseRefusal | OnceRefusal>> {
  return run((tx) =>
    doOnce(tx, { scope: `pay:${keyOwnerId}`, key, input: { currency, parts } }, moment, async () => {
      const input = { customerId, currency, parts, attemptId: null, cash: new Map<string, bigint>() };
      const planned = await planCreditUse(tx, actor, input, moment);
      if (planned.ok) await orderAsPortal(tx, 'use-credit', planned.value.useId);
      return planned;
    }),
  );
}

/** Waits a moment for the worker to have done it. */
export async function waitForCreditUse(run: InTransaction, useId: string): Promise<void> {
  await waitFor(async () => {
    const use = await run(async (tx) => ok(await creditUse(tx, { useId })));
    return !use.ok || use.value?.doneAt !== null;
  });
}
