import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { COMPANY_ID } from '#app/modules/company/commands/set-company-bank.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { ReasonSetting } from '../queries/dispute-settings.server.ts';

export type ReasonInput = ReasonSetting & { readonly isNew: boolean };
export type SettingRefusal = { readonly code: 'taken' | 'not-found' | 'unknown-queue' | 'does-not-fit' };

/**
 * Adds a reason customers can give, or changes one; what was raised under it keeps it. Refuses a code that is taken, and a
 * queue, department or reason of credit notes that does not exist.
 */
export async function setDisputeReason(
  tx: Tx,
  actor: Actor,
  { isNew, isRetired, ...input }: ReasonInput,
  { now }: Moment,
): Promise<Result<undefined, SettingRefusal>> {
  const columns = {
    ...{ label: input.label, customer_words: JSON.stringify(input.customerWords), kinds: [...input.kinds] },
    ...{ queue: input.queue, department: input.department, credit_reason: input.creditReason },
    ...{ position: input.position, retired_at: isRetired ? now : null },
  };
  try {
    if (isNew)
      await tx
        .insertInto('dispute_reasons')
        .values({ code: input.code, ...columns })
        .execute();
    else {
      const changed = await tx
        .updateTable('dispute_reasons')
        .set(columns)
        .where('code', '=', input.code)
        .executeTakeFirst();
      if (changed.numUpdatedRows === 0n) return refuse({ code: 'not-found' });
    }
  } catch (error) {
    const constraint = constraintOf(error) ?? '';
    if (constraint === 'dispute_reasons_pkey') return refuse({ code: 'taken' });
    if (/_fk$/.test(constraint)) return refuse({ code: 'unknown-queue' });
    if (/^dispute_reasons_.*_check$/.test(constraint)) return refuse({ code: 'does-not-fit' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'disputes.reason-set', subjectKind: 'company', subjectId: COMPANY_ID },
    after: { ...input, isRetired },
  });
  return ok();
}
