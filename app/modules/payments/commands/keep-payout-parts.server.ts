import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/**
 * Keeps which movements a payout carries, all at once and once. Answers false, and keeps nothing, where they do not come to
 * its amount: the page then says so and a person asks the processor. The movements must have been taken in.
 */
export async function keepPayoutParts(
  tx: Tx,
  of: { readonly payoutId: string; readonly refs: readonly string[] },
  moment: Moment,
): Promise<boolean> {
  const payout = await tx
    .selectFrom('payouts')
    .selectAll()
    .where('id', '=', of.payoutId)
    .where('parts_taken_at', 'is', null)
    .executeTakeFirst();
  if (!payout) return true;
  const parts = await tx
    .selectFrom('processor_transactions as t')
    .leftJoin('payout_parts as p', 'p.transaction_id', 't.id')
    .select(['t.id', 't.net_minor', 't.currency', 'p.payout_id'])
    .where((eb) => eb('t.ref', '=', eb.fn.any(eb.val([...of.refs]))))
    .execute();
  const sum = parts.reduce((total, part) => total + part.net_minor, 0n);
  const fits = parts.every((part) => part.currency === payout.currency && part.payout_id === null);
  if (parts.length === 0 || !fits || sum !== payout.amount_minor) return false;
  await tx
    .insertInto('payout_parts')
    .values(parts.map((part) => ({ transaction_id: part.id, payout_id: payout.id })))
    .execute();
  await tx.updateTable('payouts').set({ parts_taken_at: moment.now }).where('id', '=', payout.id).execute();
  return true;
}
