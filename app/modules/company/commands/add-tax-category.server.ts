import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { TaxCategoryInput } from '../types.ts';
import { COMPANY_ID } from './set-company-bank.server.ts';

/**
 * Adds a tax category, which from then on is as it is: its rate changes by day, its kind, days and reason never. Refuses a
 * code that is taken; rate and reason fit the kind by law.
 */
export async function addTaxCategory(
  tx: Tx,
  actor: Actor,
  input: TaxCategoryInput,
  { now }: Moment,
): Promise<Result<void, { readonly code: 'code-taken' }>> {
  const { code, name, standardCode, rateBp, validFromOn, validToOn, exemption } = input;
  const added = await tx
    .insertInto('tax_categories')
    .values({
      ...{
        code,
        name,
        standard_code: standardCode,
        rate_bp: rateBp,
        valid_from_on: validFromOn,
        valid_to_on: validToOn,
      },
      ...{ exemption_reason: exemption.reason, exemption_code: exemption.code },
      ...{ added_by_name: actor.name, added_at: now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('code')
    .executeTakeFirst();
  if (!added) return refuse({ code: 'code-taken' });
  await writeAudit(tx, actor, {
    ...{ action: 'tax-category.added', subjectKind: 'company', subjectId: COMPANY_ID, after: input },
  });
  return ok(undefined);
}
