import { assert } from '#app/kernel/assert.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { raiseWishSchema, wordsWishSchema } from '../forms.ts';
import type { DisputeRefusal } from '../types.ts';
import { withdrawDispute } from './close-dispute.server.ts';
import { raiseDispute } from './raise-dispute.server.ts';
import { reopenDispute } from './reopen-dispute.server.ts';
import { replyToDispute } from './reply-to-dispute.server.ts';

export type AskDone = {
  readonly act: 'raise' | 'reply' | 'withdraw' | 'reopen';
  readonly disputeId: string;
  readonly customerId: string;
};

/**
 * Does what a customer wrote down, in their name, and stamps what came of it. Null where it was answered, or another is at it.
 * A refusal leaves nothing behind: stamp it with `refuseDisputeAsk` in a transaction of its own.
 */
export async function answerDisputeAsk(
  tx: Tx,
  askId: string,
  moment: Moment,
): Promise<Result<AskDone | null, DisputeRefusal>> {
  const ask = await tx
    .selectFrom('dispute_asks')
    .selectAll()
    .where('id', '=', askId)
    .where('answered_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!ask) return ok(null);
  const kind = ask.asked_by_kind as 'customer' | 'link';
  const actor: Actor = { kind, id: ask.asked_by, name: ask.asked_by_name, requestId: null };
  const done = await doAsk(tx, actor, ask, moment);
  if (!done.ok) return done;
  await tx
    .updateTable('dispute_asks')
    .set({ answered_at: moment.now, outcome: 'done', answered_dispute_id: done.value })
    .where('id', '=', askId)
    .execute();
  return ok({ act: ask.act as AskDone['act'], disputeId: done.value, customerId: ask.customer_id });
}

type Ask = {
  readonly customer_id: string;
  readonly act: string;
  readonly dispute_id: string | null;
  readonly invoice_id: string | null;
  readonly wish: unknown;
};

async function doAsk(tx: Tx, actor: Actor, ask: Ask, moment: Moment): Promise<Result<string, DisputeRefusal>> {
  const customerId = ask.customer_id;
  if (ask.act === 'raise') {
    const wish = raiseWishSchema.parse(ask.wish);
    const raised = await raiseDispute(tx, actor, { ...wish, customerId, invoiceId: ask.invoice_id }, moment);
    return raised.ok ? ok(raised.value.disputeId as string) : raised;
  }
  const disputeId = ask.dispute_id;
  assert(disputeId, 'what raises nothing is about a dispute');
  const of = { disputeId, customerId, ...wordsWishSchema.parse(ask.wish) };
  const act = { reply: replyToDispute, withdraw: withdrawDispute, reopen: reopenDispute }[
    ask.act as 'reply' | 'withdraw' | 'reopen'
  ];
  assert(act, 'the portal asks for nothing else');
  const done = await act(tx, actor, of, moment);
  return done.ok ? ok(disputeId) : done;
}

/** Stamps why what a customer wrote down was not done, for the page that waits for it. */
export async function refuseDisputeAsk(
  tx: Tx,
  { askId, refusal }: { readonly askId: string; readonly refusal: DisputeRefusal },
  { now }: Moment,
): Promise<void> {
  const text = JSON.stringify(refusal, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
  await tx
    .updateTable('dispute_asks')
    .set({ answered_at: now, outcome: 'refused', refusal: text })
    .where('id', '=', askId)
    .where('answered_at', 'is', null)
    .execute();
}
