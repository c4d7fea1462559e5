import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { productColumns } from '../rules/product-columns.ts';
import type { ProductFacts, ProductId, ProductRefusal } from '../types.ts';
import { productRefusal } from './add-product.server.ts';

/**
 * Changes a product for what is billed from now on; issued documents keep what they said, drafts too. The code stays.
 * Refuses an account that is not for income, and another unit once usage was recorded in this one. Locks the product's row.
 */
export async function changeProduct(
  tx: Tx,
  actor: Actor,
  { productId, ...input }: Omit<ProductFacts, 'code'> & { productId: ProductId },
  moment: Moment,
): Promise<Result<{ changed: boolean }, ProductRefusal>> {
  const row = await tx.selectFrom('products').selectAll().where('id', '=', productId).forUpdate().executeTakeFirst();
  if (!row) return refuse({ code: 'unknown-product' });
  if (input.validToOn && input.validToOn < input.validFromOn)
    return refuse({ code: 'ends-before-it-begins', validFromOn: input.validFromOn });
  const columns = productColumns(input);
  const names = (Object.keys(columns) as (keyof typeof columns)[]).filter((name) => row[name] !== columns[name]);
  if (names.length === 0) return ok({ changed: false });
  try {
    await tx
      .updateTable('products')
      .set({ ...columns, changed_at: moment.now })
      .where('id', '=', productId)
      .execute();
  } catch (error) {
    return refuse(productRefusal(error, row.code));
  }
  await writeAudit(tx, actor, {
    action: 'product.changed',
    subjectKind: 'product',
    subjectId: productId,
    before: Object.fromEntries(names.map((name) => [name, row[name]])),
    after: Object.fromEntries(names.map((name) => [name, columns[name]])),
  });
  return ok({ changed: true });
}
