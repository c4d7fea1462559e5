import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { productColumns } from '../rules/product-columns.ts';
import type { ProductFacts, ProductId, ProductRefusal } from '../types.ts';

/** Adds a product. Refuses a code that is taken, whatever its case, and an account that is not for income. Locks nothing. */
export async function addProduct(
  tx: Tx,
  actor: Actor,
  input: ProductFacts,
  moment: Moment,
): Promise<Result<{ productId: ProductId }, ProductRefusal>> {
  if (input.validToOn && input.validToOn < input.validFromOn)
    return refuse({ code: 'ends-before-it-begins', validFromOn: input.validFromOn });
  const productId = newId<ProductId>();
  const columns = productColumns(input);
  try {
    await tx
      .insertInto('products')
      .values({
        ...columns,
        id: productId,
        code: input.code,
        created_by: actor.kind === 'staff' ? actor.id : null,
        created_at: moment.now,
        changed_at: moment.now,
      })
      .execute();
  } catch (error) {
    return refuse(productRefusal(error, input.code));
  }
  await writeAudit(tx, actor, {
    action: 'product.added',
    subjectKind: 'product',
    subjectId: productId,
    after: { code: input.code, ...columns },
  });
  return ok({ productId });
}

/** The refusal a database error stands for; any other error is thrown again. */
export function productRefusal(error: unknown, productCode: string): ProductRefusal {
  switch (constraintOf(error)) {
    case 'products_code_folded_unique':
      return { code: 'code-taken', productCode };
    case 'products_unit_fk':
      return { code: 'unknown-unit' };
    case 'usage_line':
      return { code: 'unit-in-use' };
    case 'products_tax_fk':
      return { code: 'unknown-tax' };
    case 'products_account_fk':
    case 'product_account':
      return { code: 'not-an-income-account' };
    default:
      throw error;
  }
}
