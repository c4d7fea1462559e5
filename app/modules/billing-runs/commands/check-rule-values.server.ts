import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { RuleValues } from '../queries/issue-rules.server.ts';

export type RuleRefusal =
  /** The parameters are not what the code reads. */
  | { readonly code: 'does-not-fit' }
  | { readonly code: 'unknown-customer' }
  | { readonly code: 'unknown-product' }
  /** A rule about the whole document cannot be for one product. */
  | { readonly code: 'not-per-product' };

/** Rules that look at single lines, and so can be for one product. */
const OF_LINES: ReadonlySet<string> = new Set([
  ...['quantity-jump', 'price-off-contract', 'contract-ended', 'no-price', 'estimated', 'proof-missing'],
]);

/** Whether a rule can be made of these values. */
export async function checkRuleValues(db: ReadDb, values: RuleValues): Promise<Result<undefined, RuleRefusal>> {
  if (values.productId && !OF_LINES.has(values.code)) return refuse({ code: 'not-per-product' });
  const { rows } = await sql<{ fits: boolean; customer: boolean; product: boolean }>`
    select issue_rule_fits(${values.code}, ${JSON.stringify(values.params)}::jsonb) as fits,
      ${values.customerId}::uuid is null or exists (select from customers where id = ${values.customerId}::uuid) as customer,
      ${values.productId}::uuid is null or exists (select from products where id = ${values.productId}::uuid) as product`.execute(
    db,
  );
  const found = rows[0]!;
  if (!found.fits) return refuse({ code: 'does-not-fit' });
  if (!found.customer) return refuse({ code: 'unknown-customer' });
  return found.product ? ok() : refuse({ code: 'unknown-product' });
}
