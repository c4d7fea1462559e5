import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { CreditRequestRefusal, CreditWish } from '../types.ts';

type Asked = {
  readonly customerId: string;
  readonly openItemId: string;
  readonly wish: CreditWish;
  readonly note: string;
};

/**
 * A customer asks for an unused credit to be set against an invoice, or to be given back; nothing is posted. Runs as the
 * portal, within its customer. Refuses a credit that is not there or has nothing left, one that is asked about already, and
 * a wish to set it against something without saying what.
 */
export async function askAboutCredit(
  tx: Tx,
  actor: Actor,
  { customerId, openItemId, wish, note }: Asked,
  moment: Moment,
): Promise<Result<void, CreditRequestRefusal>> {
  if (wish === 'apply' && note.trim() === '') return refuse({ code: 'note-missing' });
  const item = await tx
    .selectFrom('open_items')
    .select('residual_minor')
    .where('id', '=', openItemId)
    .where('customer_id', '=', customerId)
    .where('side', '=', 'credit')
    .executeTakeFirst();
  if (!item || item.residual_minor === 0n) return refuse({ code: 'no-credit' });
  try {
    await tx
      .insertInto('credit_requests')
      .values({
        ...{ customer_id: customerId, open_item_id: openItemId, wish, note: note.trim() },
        ...{ asked_by: actor.id, asked_by_name: actor.name, asked_at: moment.now },
      })
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'credit_requests_one_waiting_unique') return refuse({ code: 'asked-already' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'credit.asked-about', subjectKind: 'open_item', subjectId: openItemId, customerId },
    after: { wish },
    reason: note.trim(),
  });
  return ok();
}
