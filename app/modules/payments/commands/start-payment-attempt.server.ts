import type { AttemptId } from '#app/kernel/ids.ts';
import { type Currency, MINOR_MAX } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { attemptInTheWay } from '../queries/attempt-in-the-way.server.ts';
import type { AttemptItem, StartAttemptRefusal } from '../types.ts';

/** The processor wants at least 30 minutes; an hour leaves half of it for a retry that makes the same checkout. */
const CHECKOUT_MINUTES = 60;

export type StartAttemptInput = {
  readonly customerId: string;
  readonly currency: Currency;
  /** What is taken in all; what no item claims stays on account. */
  readonly amountMinor: bigint;
  readonly items: readonly AttemptItem[];
  readonly notifyEmail: string;
  /** The only way of paying its page may offer, where what is taken depends on it. */
  readonly payWith?: 'card' | 'direct_debit' | null;
  /** What somebody else asked to be paid, where this payment answers it. */
  readonly askId?: string | null;
};

/**
 * Notes that a customer is about to pay, before any network call, so that a second person (or a second click) cannot
 * pay the same items too. Runs as the portal role: it takes no locks; one live attempt per item is a unique index, and
 * amounts are checked again under lock when the money is there. The caller opens the checkout after the commit.
 */
export async function startPaymentAttempt(
  tx: Tx,
  actor: Actor,
  input: StartAttemptInput,
  moment: Moment,
): Promise<Result<{ attemptId: AttemptId }, StartAttemptRefusal>> {
  const unfit = await misfit(tx, input);
  if (unfit) return refuse(unfit);
  const attemptId = newId<AttemptId>();
  const noted = await noteAttempt(tx, actor, { ...input, attemptId }, moment);
  if (!noted.ok) return noted;
  const inTheWay = await claimItems(tx, attemptId, input);
  if (inTheWay) return refuse({ code: 'payment-in-flight', inTheWay });
  await writeAudit(tx, actor, {
    action: 'attempt.started',
    subjectKind: 'payment_attempt',
    subjectId: attemptId,
    customerId: input.customerId,
    after: {
      ...{ amountMinor: input.amountMinor, currency: input.currency, items: input.items },
      ...(input.askId ? { askId: input.askId } : {}),
    },
  });
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
        pay_with: input.payWith ?? null,
        requested_by_kind: actor.kind === 'link' ? 'link' : 'customer',
        requested_by: actor.id,
        requested_by_name: actor.name,
        notify_email: input.notifyEmail.trim().toLowerCase(),
        ask_id: input.askId ?? null,
        created_at: moment.now,
        changed_at: moment.now,
        expires_at: new Date(moment.now.getTime() + CHECKOUT_MINUTES * 60_000),
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
  if (input.amountMinor <= 0n || input.items.some((item) => item.amountMinor <= 0n))
    return { code: 'amount-not-positive' };
  if (input.amountMinor > MINOR_MAX) return { code: 'amount-too-large' };
  const claimed = input.items.reduce((total, item) => total + item.amountMinor, 0n);
  if (claimed > input.amountMinor) return { code: 'items-exceed-amount' };
  if (input.items.length === 0) return undefined;
  const twice = input.items.find(
    (item, index) => input.items.findIndex((other) => other.itemId === item.itemId) !== index,
  );
  if (twice) return { code: 'item-not-open', itemId: twice.itemId };
  const open = await openItemsOf(tx, {
    customerId: input.customerId,
    currency: input.currency,
    itemIds: input.items.map((item) => item.itemId),
  });
  const byId = new Map(open.filter((item) => item.side === 'debit').map((item) => [item.id, item]));
  const held = await attemptInTheWay(
    tx,
    input.items.map((item) => item.itemId),
  );
  if (held) return { code: 'payment-in-flight', inTheWay: held };
  for (const { itemId, amountMinor } of input.items) {
    const item = byId.get(itemId);
    if (!item) return { code: 'item-not-open', itemId };
    const leftMinor = item.residualMinor - item.heldMinor;
    if (amountMinor > leftMinor) return { code: 'more-than-left', itemId, leftMinor };
  }
  return undefined;
}

/** The unique index decides between two people at once; the loser learns which attempt won. Items in id order: no deadlock. */
async function claimItems(tx: Tx, attemptId: string, input: StartAttemptInput) {
  if (input.items.length === 0) return null;
  const itemIds = input.items.map((item) => item.itemId);
  const claimed = await tx
    .insertInto('payment_attempt_items')
    .values(
      [...input.items]
        .sort((a, b) => (a.itemId < b.itemId ? -1 : 1))
        .map((item) => ({
          attempt_id: attemptId,
          item_id: item.itemId,
          customer_id: input.customerId,
          amount_minor: item.amountMinor,
        })),
    )
    .onConflict((conflict) => conflict.column('item_id').where('live', '=', true).doNothing())
    .returning('item_id')
    .execute();
  if (claimed.length === itemIds.length) return null;
  const lost = itemIds.filter((itemId) => !claimed.some((row) => row.item_id === itemId));
  return (
    (await attemptInTheWay(tx, lost)) ?? {
      attemptId: null,
      state: null,
      currency: input.currency,
      amountMinor: null,
      itemIds: lost,
      sessionUrl: null,
    }
  );
}
