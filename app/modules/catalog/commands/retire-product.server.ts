import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ProductId, ProductRefusal } from '../types.ts';

/**
 * Sells a product for the last time on a day (null: sells it again). What was billed stays, contracts that name it go on; it is
 * no longer offered after that day. Refuses a day before the product was first sold. Locks the product's row.
 */
export async function retireProduct(
  tx: Tx,
  actor: Actor,
  { productId, lastOn }: { productId: ProductId; lastOn: PlainDate | null },
  moment: Moment,
): Promise<Result<{ lastOn: PlainDate | null }, ProductRefusal>> {
  const row = await tx
    .selectFrom('products')
    .select(['valid_from_on', 'valid_to_on'])
    .where('id', '=', productId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return refuse({ code: 'unknown-product' });
  if (lastOn && lastOn < row.valid_from_on)
    return refuse({ code: 'ends-before-it-begins', validFromOn: row.valid_from_on as PlainDate });
  await tx
    .updateTable('products')
    .set({ valid_to_on: lastOn, changed_at: moment.now })
    .where('id', '=', productId)
    .execute();
  await writeAudit(tx, actor, {
    action: lastOn ? 'product.retired' : 'product.sold-again',
    subjectKind: 'product',
    subjectId: productId,
    before: { valid_to_on: row.valid_to_on },
    after: { valid_to_on: lastOn },
  });
  return ok({ lastOn });
}
