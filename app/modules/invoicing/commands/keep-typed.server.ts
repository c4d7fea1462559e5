import type { DraftId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

const FIELDS_MAX = 2_500;

/**
 * Keeps what is typed into a draft as it stands, mistakes included, until it is saved or issued. It is nobody's statement yet, so it is not
 * in the audit: saving is. Refuses a draft that was issued or discarded, and more fields than the form has.
 */
export async function keepTyped(
  tx: Tx,
  _actor: Actor,
  { draftId, fields }: { draftId: DraftId; fields: Readonly<Record<string, string>> },
  moment: Moment,
): Promise<Result<undefined, { code: 'unknown-draft' | 'too-much' }>> {
  if (Object.keys(fields).length > FIELDS_MAX) return refuse({ code: 'too-much' });
  const kept = await tx
    .updateTable('invoice_drafts')
    .set({ typed: JSON.stringify(fields), changed_at: moment.now })
    .where('id', '=', draftId)
    .executeTakeFirst();
  return kept.numUpdatedRows === 0n ? refuse({ code: 'unknown-draft' }) : ok();
}
