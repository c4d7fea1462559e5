import type { AttemptId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { attemptInTheWay } from '../queries/attempt-in-the-way.server.ts';
import { chargeableItems } from '../queries/chargeable-items.server.ts';
import { getAttempt } from '../queries/get-attempt.server.ts';
import { findSavedMethod } from '../queries/saved-methods.server.ts';
import { partMisfit, wishMisfit } from '../rules/charge-misfit.ts';
import type { AttemptItem, ChargeRefusal } from '../types.ts';
import { claimAttemptItems } from './claim-attempt-items.server.ts';

/** The processor forgets its keys after a day; within this the same charge can be asked for again and stays one. */
const CHARGE_HOURS = 23;

export type StartChargeInput = {
  readonly customerId: string;
  readonly currency: Currency;
  readonly amountMinor: bigint;
  readonly items: readonly AttemptItem[];
  readonly methodId: string;
  readonly once: string;
  readonly by: 'customer' | 'autopay' | 'plan';
  readonly byId?: string;
  readonly planId?: string;
  readonly ownHoldIds?: readonly string[];
  readonly notifyEmail: string;
};

type Started = Result<{ attemptId: AttemptId; repeated: boolean }, ChargeRefusal>;

/**
 * Notes that a saved method is about to be charged, under the customer's lock: what is left of each item less its holds is
 * the most that may be taken, and an item with a live attempt takes no second one. The same `once` brings the first attempt
 * back. The caller asks the processor after the commit.
 */
export async function startCharge(tx: Tx, actor: Actor, input: StartChargeInput, moment: Moment): Promise<Started> {
  await lockCustomers(tx, [input.customerId]);
  const earlier = await startedBefore(tx, input);
  if (earlier) return earlier;
  const unfit = wishMisfit(input) ?? (await misfit(tx, input));
  if (unfit) return refuse(unfit);
  const attemptId = newId<AttemptId>();
  await tx
    .insertInto('payment_attempts')
    .values({
      ...{ id: attemptId, customer_id: input.customerId, kind: 'automatic', saved_method_id: input.methodId },
      ...{ currency: input.currency, amount_minor: input.amountMinor, state: 'created' },
      ...{ once_key: input.once, plan_id: input.planId ?? null, requested_by_kind: input.by },
      ...{ requested_by: input.byId ?? input.planId ?? null, requested_by_name: actor.name },
      notify_email: input.notifyEmail.trim().toLowerCase(),
      ...{ created_at: moment.now, changed_at: moment.now },
      expires_at: new Date(moment.now.getTime() + CHARGE_HOURS * 3_600_000),
    })
    .execute();
  const inTheWay = await claimAttemptItems(tx, attemptId, input);
  if (inTheWay) return refuse({ code: 'payment-in-flight', inTheWay });
  await writeAudit(tx, actor, {
    ...{ action: 'attempt.started', subjectKind: 'payment_attempt', subjectId: attemptId },
    customerId: input.customerId,
    after: {
      ...{ amountMinor: input.amountMinor, currency: input.currency, items: input.items },
      ...{ methodId: input.methodId, by: input.by },
    },
  });
  return ok({ attemptId, repeated: false });
}

async function startedBefore(tx: Tx, input: StartChargeInput): Promise<Started | undefined> {
  const row = await tx
    .selectFrom('payment_attempts')
    .select('id')
    .where('customer_id', '=', input.customerId)
    .where('once_key', '=', input.once)
    .executeTakeFirst();
  const attempt = row && (await getAttempt(tx, { id: row.id }));
  if (!attempt) return undefined;
  const isSame =
    attempt.amountMinor === input.amountMinor &&
    attempt.currency === input.currency &&
    attempt.items.length === input.items.length &&
    input.items.every((item) =>
      attempt.items.some((known) => known.itemId === item.itemId && known.amountMinor === item.amountMinor),
    );
  if (!isSame) return refuse({ code: 'once-changed', attemptId: attempt.id });
  return ok({ attemptId: attempt.id as AttemptId, repeated: true });
}

async function misfit(tx: Tx, input: StartChargeInput): Promise<ChargeRefusal | undefined> {
  const method = await findSavedMethod(tx, input);
  if (method?.state !== 'active') return { code: 'method-not-usable', state: method?.state ?? 'unknown' };
  const itemIds = input.items.map((item) => item.itemId);
  const inTheWay = await attemptInTheWay(tx, itemIds);
  if (inTheWay) return { code: 'payment-in-flight', inTheWay };
  const { customerId, currency, ownHoldIds: exceptHoldIds = [] } = input;
  return partMisfit(input.items, await chargeableItems(tx, { customerId, currency, itemIds, exceptHoldIds }));
}
