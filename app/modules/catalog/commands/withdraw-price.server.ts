import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { ListPriceId, PriceListId, WithdrawalRefusal } from '../types.ts';

/**
 * Takes a version of a price back as if it had never been added; its row and the reason stay. Refuses one that was billed: that one
 * ends where the next begins. Locks the price list.
 */
export async function withdrawPrice(
  tx: Tx,
  actor: Actor,
  input: { priceListId: PriceListId; priceId: ListPriceId; reason: string },
  moment: Moment,
): Promise<Result<undefined, WithdrawalRefusal>> {
  const price = await tx
    .selectFrom('list_prices')
    .select(['product_id', 'version_no'])
    .where('id', '=', input.priceId)
    .where('price_list_id', '=', input.priceListId)
    .executeTakeFirst();
  if (!price) return refuse({ code: 'unknown-price' });
  try {
    await tx
      .insertInto('list_price_withdrawals')
      .values({
        list_price_id: input.priceId,
        reason: input.reason.trim(),
        made_by: actor.kind === 'staff' ? actor.id : null,
        made_by_name: actor.name,
        made_at: moment.now,
      })
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'list_price_withdrawals_pkey') return refuse({ code: 'already-withdrawn' });
    if (constraintOf(error) === 'list_price_billed') return refuse({ code: 'price-was-billed' });
    throw error;
  }
  await writeAudit(tx, actor, {
    action: 'price.withdrawn',
    subjectKind: 'price_list',
    subjectId: input.priceListId,
    before: { product_id: price.product_id, version_no: price.version_no },
    reason: input.reason.trim(),
  });
  return ok();
}
