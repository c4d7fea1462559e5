import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { type RaiseWish, type WordsWish, wishToText } from '../forms.ts';
import type { DisputeRefusal } from '../types.ts';
import { wordsFault } from './write-message.server.ts';

export type DisputeAsk = { readonly customerId: string; readonly key: string } & (
  | { readonly act: 'raise'; readonly invoiceId: string | null; readonly wish: RaiseWish }
  | { readonly act: 'reply' | 'withdraw' | 'reopen'; readonly disputeId: string; readonly wish: WordsWish }
);

/**
 * The portal's half: writes down what a customer (or, to raise something about its invoice, who holds a link) wants, once per
 * `key`; the worker does it (`answerDisputeAsk`). The same key again is the same asking, with other content `form-changed`.
 * Runs as the portal's login, which may add an asking and read its own, nothing else. Refuses empty words and too many files.
 */
export async function askDispute(
  tx: Tx,
  actor: Actor,
  ask: DisputeAsk,
  { now }: Moment,
): Promise<Result<{ askId: string }, DisputeRefusal>> {
  const fault = ask.act === 'withdraw' ? null : wordsFault(ask.wish.words, ask.wish.files);
  if (fault) return refuse(fault);
  if (ask.act !== 'raise' && !(await isTheirs(tx, ask))) return refuse({ code: 'unknown-dispute' });
  const askId = newId<never>() as string;
  const about = ask.act === 'raise' ? { invoice_id: ask.invoiceId } : { dispute_id: ask.disputeId };
  const wish = wishToText(ask.wish);
  const kept = await tx
    .insertInto('dispute_asks')
    .values({
      ...{ id: askId, customer_id: ask.customerId, key: ask.key, act: ask.act, ...about, wish },
      ...{ asked_by_kind: actor.kind === 'link' ? 'link' : 'customer', asked_by: actor.id },
      ...{ asked_by_name: actor.name, asked_at: now },
    })
    .onConflict((conflict) => conflict.columns(['customer_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept ? ok({ askId }) : sameAsBefore(tx, ask, wish);
}

const isTheirs = async (tx: Tx, of: { readonly customerId: string; readonly disputeId: string }): Promise<boolean> =>
  (await tx
    .selectFrom('disputes')
    .select('id')
    .where('id', '=', of.disputeId)
    .where('customer_id', '=', of.customerId)
    .executeTakeFirst()) !== undefined;

async function sameAsBefore(tx: Tx, ask: DisputeAsk, wish: string): Promise<Result<{ askId: string }, DisputeRefusal>> {
  const before = await tx
    .selectFrom('dispute_asks')
    .select(['id', 'act', 'dispute_id', 'invoice_id', 'wish'])
    .where('customer_id', '=', ask.customerId)
    .where('key', '=', ask.key)
    .executeTakeFirstOrThrow();
  const about = ask.act === 'raise' ? ask.invoiceId : ask.disputeId;
  const isSame =
    before.act === ask.act &&
    (before.invoice_id ?? before.dispute_id) === about &&
    sorted(before.wish) === sorted(JSON.parse(wish));
  return isSame ? ok({ askId: before.id }) : refuse({ code: 'form-changed' });
}

/** Text of JSON whose keys stand in one order, as the database gives them back in another. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
