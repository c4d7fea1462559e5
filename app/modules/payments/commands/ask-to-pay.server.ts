import { sql } from 'kysely';
import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { AttemptItem } from '../types.ts';

/** `not-yours`: own ones are taken back, others' sent back. `paid-meanwhile`: it is being paid or was paid. */
export type PaymentAskRefusal = {
  readonly code: 'not-found' | 'not-yours' | 'answered-already' | 'paid-meanwhile' | 'too-many-wait' | 'item-not-open';
};

/** Two weeks: what waits longer is prepared anew, from what is owed then. */
const WAITS_MS = 14 * 24 * 3_600_000;
const WAITING_MAX = 20;

export type AskToPayInput = {
  readonly customerId: string;
  readonly currency: Currency;
  /** What is to be paid in all, minor units; what no item claims stays on account. */
  readonly amountMinor: bigint;
  readonly items: readonly AttemptItem[];
  readonly note: string;
  /** Made with the form: sending it again answers the same asking. */
  readonly key: string;
};

/**
 * Prepares a payment for an approver: nothing is taken, no item is claimed. The approvers are told by mail. Runs as the
 * portal, inside the customer's scope; the asker is a person who signs in. Refuses a twenty-first that waits, and an item
 * the customer does not owe.
 */
export async function askToPay(
  tx: Tx,
  actor: Actor,
  { customerId, currency, amountMinor, items, note, key }: AskToPayInput,
  { now }: Moment,
): Promise<Result<{ readonly askId: string }, PaymentAskRefusal>> {
  const scope = `pay:${customerId}`;
  const earlier = await tx
    .selectFrom('idempotency_keys')
    .select('outcome')
    .where('scope', '=', scope)
    .where('key', '=', `ask:${key}`)
    .executeTakeFirst();
  if (earlier) return ok({ askId: (earlier.outcome as { askId: string }).askId });
  const waiting = await tx
    .selectFrom('payment_asks')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('outcome', 'is', null)
    .where('expires_at', '>', now)
    .where('asked_by', '=', actor.id ?? '')
    .execute();
  if (waiting.length >= WAITING_MAX) return refuse({ code: 'too-many-wait' });
  const askId = newId<never>() as string;
  await tx
    .insertInto('payment_asks')
    .values({
      ...{ id: askId, customer_id: customerId, currency, amount_minor: amountMinor, note: note.trim() },
      ...{ asked_by: actor.id ?? '', asked_by_name: actor.name, asked_at: now },
      expires_at: new Date(now.getTime() + WAITS_MS),
    })
    .execute();
  const kept = await keepItems(tx, { askId, customerId, items });
  if (!kept) return refuse({ code: 'item-not-open' });
  await tx
    .insertInto('idempotency_keys')
    .values({
      ...{ scope, key: `ask:${key}`, input_hash: 'ask', created_at: now },
      outcome: JSON.stringify({ askId }),
    })
    .execute();
  await tellAbout(tx, askId);
  await writeAudit(tx, actor, {
    ...{ action: 'payment.asked', subjectKind: 'payment_ask', subjectId: askId, customerId },
    after: { amountMinor, currency, items },
  });
  return ok({ askId });
}

async function keepItems(
  tx: Tx,
  { askId, customerId, items }: { askId: string; customerId: string; items: readonly AttemptItem[] },
): Promise<boolean> {
  if (items.length === 0) return true;
  const owed = await tx
    .selectFrom('open_items')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('side', '=', 'debit')
    .where(
      'id',
      'in',
      items.map((item) => item.itemId),
    )
    .execute();
  if (owed.length !== items.length) return false;
  const rows = items.map(({ itemId, amountMinor }) => ({
    ...{ ask_id: askId, customer_id: customerId, item_id: itemId, amount_minor: amountMinor },
  }));
  await tx.insertInto('payment_ask_items').values(rows).execute();
  return true;
}

export type AnswerAskInput = {
  readonly customerId: string;
  readonly askId: string;
  /** Somebody else's is sent back with a reason; one's own is taken back. */
  readonly answer: { readonly kind: 'send-back'; readonly reason: string } | { readonly kind: 'withdraw' };
};

/**
 * Sends a prepared payment back to its asker, or takes one's own back. Runs as the portal; that the answerer may release
 * was asked by the page. Refuses one that was answered, is being paid or was paid meanwhile.
 */
export async function answerPaymentAsk(
  tx: Tx,
  actor: Actor,
  { customerId, askId, answer }: AnswerAskInput,
  { now }: Moment,
): Promise<Result<undefined, PaymentAskRefusal>> {
  const asked = await tx
    .selectFrom('payment_asks')
    .select(['asked_by', 'outcome'])
    .where('id', '=', askId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  if (!asked) return refuse({ code: 'not-found' });
  const isOwn = asked.asked_by === actor.id;
  if (isOwn !== (answer.kind === 'withdraw')) return refuse({ code: 'not-yours' });
  if (asked.outcome !== null) return refuse({ code: 'answered-already' });
  try {
    await tx
      .updateTable('payment_asks')
      .set({
        outcome: answer.kind === 'withdraw' ? 'withdrawn' : 'sent_back',
        answer: answer.kind === 'withdraw' ? '' : answer.reason.trim(),
        ...{ answered_by: actor.id, answered_by_name: actor.name, answered_at: now },
      })
      .where('id', '=', askId)
      .where('customer_id', '=', customerId)
      .execute();
  } catch (error) {
    const broken = constraintOf(error);
    if (broken === 'payment_ask_paid') return refuse({ code: 'paid-meanwhile' });
    if (broken === 'payment_ask_stays') return refuse({ code: 'answered-already' });
    throw error;
  }
  if (answer.kind === 'send-back') await tellAbout(tx, askId);
  await writeAudit(tx, actor, {
    ...{ action: `payment.${answer.kind === 'withdraw' ? 'ask-withdrawn' : 'sent-back'}`, subjectKind: 'payment_ask' },
    ...{ subjectId: askId, customerId, reason: answer.kind === 'withdraw' ? '' : answer.reason.trim() },
  });
  return ok();
}

/** Orders the mail by the one door the portal has; the worker looks at the asking and writes to whom it concerns. */
const tellAbout = (tx: Tx, askId: string) => sql`select portal_enqueue('tell-payment-ask', ${askId}::uuid)`.execute(tx);
