import { sql } from 'kysely';
import type { AttemptId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { attemptInTheWay } from '../queries/attempt-in-the-way.server.ts';
import { chargeableItems } from '../queries/chargeable-items.server.ts';
import { findSavedMethod } from '../queries/saved-methods.server.ts';
import { partMisfit, wishMisfit } from '../rules/charge-misfit.ts';
import type { AttemptItem, StartAttemptRefusal } from '../types.ts';
import { claimAttemptItems } from './claim-attempt-items.server.ts';
import { orderAsPortal } from './order-as-portal.server.ts';

/** The processor wants at least 30 minutes; an hour leaves half of it for a retry that makes the same checkout. */
const CHECKOUT_MINUTES = 60;
/** The processor forgets its keys after a day; within this the same charge can be asked for again and stays one. */
const CHARGE_MINUTES = 23 * 60;

export type StartAttemptInput = {
  readonly customerId: string;
  readonly currency: Currency;
  /** What is taken in all; what no item claims stays on account. */
  readonly amountMinor: bigint;
  readonly items: readonly AttemptItem[];
  readonly notifyEmail: string;
  /** The only way of paying its page may offer, where what is taken depends on it. */
  readonly payWith?: 'card' | 'direct_debit' | null;
  /** A saved method that is charged without a page: the worker does it, by a job ordered in the same transaction. */
  readonly methodId?: string | null;
  /** What somebody else asked to be paid, where this payment answers it. */
  readonly askId?: string | null;
  /** A payment plan that is paid by hand: its own holds do not stand against it. */
  readonly plan?: { readonly planId: string; readonly ownHoldIds: readonly string[] };
};

/**
 * Notes that a customer is about to pay, before any network call, so that a second person (or a second click) cannot
 * pay the same items too. Runs as the portal role, under the customer's lock: nothing is posted between looking and noting. One
 * live attempt per item is a unique index, and amounts are checked again under lock when the money is there. The caller opens
 * the checkout after the commit; a saved method is charged by the worker.
 */
export async function startPaymentAttempt(
  tx: Tx,
  actor: Actor,
  input: StartAttemptInput,
  moment: Moment,
): Promise<Result<{ attemptId: AttemptId }, StartAttemptRefusal>> {
  await sql`select portal_lock_customer(${input.customerId}::uuid)`.execute(tx);
  const unfit = await misfit(tx, input);
  if (unfit) return refuse(unfit);
  const attemptId = newId<AttemptId>();
  const noted = await noteAttempt(tx, actor, { ...input, attemptId }, moment);
  if (!noted.ok) return noted;
  const inTheWay = await claimAttemptItems(tx, attemptId, input);
  if (inTheWay) return refuse({ code: 'payment-in-flight', inTheWay });
  await writeAudit(tx, actor, {
    action: 'attempt.started',
    subjectKind: 'payment_attempt',
    subjectId: attemptId,
    customerId: input.customerId,
    after: {
      ...{ amountMinor: input.amountMinor, currency: input.currency, items: input.items },
      ...(input.askId ? { askId: input.askId } : {}),
      ...(input.methodId ? { methodId: input.methodId } : {}),
      ...(input.plan ? { planId: input.plan.planId } : {}),
    },
  });
  if (input.methodId) await orderAsPortal(tx, 'charge-saved-method', attemptId);
  return ok({ attemptId });
}

/** Notes the attempt; whether this person may pay it alone the database says. */
async function noteAttempt(
  tx: Tx,
  actor: Actor,
  input: StartAttemptInput & { readonly attemptId: AttemptId },
  moment: Moment,
): Promise<Result<undefined, StartAttemptRefusal>> {
  try {
    await tx
      .insertInto('payment_attempts')
      .values({
        id: input.attemptId,
        customer_id: input.customerId,
        currency: input.currency,
        amount_minor: input.amountMinor,
        state: 'created',
        ...(input.methodId ? { kind: 'automatic', saved_method_id: input.methodId } : {}),
        pay_with: input.payWith ?? null,
        requested_by_kind: actor.kind === 'link' ? 'link' : 'customer',
        requested_by: actor.id,
        requested_by_name: actor.name,
        notify_email: input.notifyEmail.trim().toLowerCase(),
        ask_id: input.askId ?? null,
        created_at: moment.now,
        changed_at: moment.now,
        expires_at: new Date(moment.now.getTime() + (input.methodId ? CHARGE_MINUTES : CHECKOUT_MINUTES) * 60_000),
      })
      .execute();
    return ok();
  } catch (error) {
    const refusal = rightRefusal(constraintOf(error));
    if (refusal) return refuse(refusal);
    throw error;
  }
}

/** Why the database let nobody pay (`137_people_of_customers.sql`); undefined for another constraint. */
export function rightRefusal(constraint: string | undefined): StartAttemptRefusal | undefined {
  switch (constraint) {
    case 'payment_attempts_alone_check':
      return { code: 'needs-approver' };
    case 'attempt_right':
      return { code: 'may-not-pay' };
    case 'attempt_release':
    case 'payment_attempts_one_per_ask_unique':
      return { code: 'ask-over' };
    default:
      return undefined;
  }
}

async function misfit(tx: Tx, input: StartAttemptInput): Promise<StartAttemptRefusal | undefined> {
  const unfit = wishMisfit(input);
  if (unfit) return unfit;
  const { customerId, currency, items, methodId } = input;
  if (methodId) {
    const method = await findSavedMethod(tx, { customerId, methodId });
    if (method?.state !== 'active') return { code: 'method-not-usable', state: method?.state ?? 'unknown' };
  }
  const itemIds = items.map((item) => item.itemId);
  const inTheWay = await attemptInTheWay(tx, itemIds);
  if (inTheWay) return { code: 'payment-in-flight', inTheWay };
  const exceptHoldIds = input.plan?.ownHoldIds ?? [];
  return partMisfit(items, await chargeableItems(tx, { customerId, currency, itemIds, exceptHoldIds }));
}
