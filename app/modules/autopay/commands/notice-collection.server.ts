import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { PlannedCollection } from '../rules/plan-collections.ts';

export type NoticeInput = {
  readonly customerId: string;
  readonly currency: Currency;
  readonly rule: {
    readonly id: string;
    readonly methodId: string;
    readonly ceilingMinor: bigint | null;
    readonly noticeDays: number;
    readonly notifyEmail: string;
    readonly versionNo: number;
  };
  readonly planned: PlannedCollection;
};

/** What two runs at once may meet: the other one announced it. */
const ANNOUNCED = ['autopay_charges_day_unique', 'autopay_charge_items_one_live_unique'];

/**
 * Announces one collection: the row, its items and the notice in one transaction. Where nothing fits under the ceiling the
 * notice says that nothing is taken, and the collection ends at once. Refuses what is announced already, and a rule that was
 * changed meanwhile: it is planned anew.
 */
export async function noticeCollection(
  tx: Tx,
  { customerId, currency, rule, planned }: NoticeInput,
  moment: Moment,
): Promise<Result<{ readonly chargeId: string }, 'announced' | 'changed'>> {
  const stands = await tx
    .selectFrom('autopay_rules')
    .select('id')
    .where('id', '=', rule.id)
    .where('version_no', '=', rule.versionNo)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!stands) return refuse('changed');
  const chargeId: string = newId();
  const message = await queueMessage(
    tx,
    {
      ...{ sendKey: `autopay_notice:${chargeId}`, kind: 'autopay_notice', customerId },
      ...{ toAddress: rule.notifyEmail, details: { chargeId } },
    },
    moment,
  );
  if (!message) return refuse('announced');
  const isTaken = planned.parts.length > 0;
  try {
    await tx
      .insertInto('autopay_charges')
      .values({
        ...{ id: chargeId, customer_id: customerId, rule_id: rule.id, method_id: rule.methodId, currency },
        ...{ collect_on: planned.collectOn, noticed_minor: planned.totalMinor, ceiling_minor: rule.ceilingMinor },
        ...{ notice_days: rule.noticeDays, message_id: message.messageId, made_at: moment.now, changed_at: moment.now },
        ...(isTaken ? { state: 'noticed' } : { state: 'skipped', skipped_because: 'over-ceiling' }),
      })
      .execute();
    const rows = [
      ...planned.parts.map((part) => ({ ...part, isLeftOut: false })),
      ...planned.leftOut.map((part) => ({ ...part, isLeftOut: true })),
    ];
    await tx
      .insertInto('autopay_charge_items')
      .values(
        rows.map(({ itemId, amountMinor, isLeftOut }) => ({
          ...{ charge_id: chargeId, item_id: itemId, customer_id: customerId, amount_minor: amountMinor },
          ...{ left_out: isLeftOut, live: !isLeftOut },
        })),
      )
      .execute();
  } catch (error) {
    if (ANNOUNCED.includes(constraintOf(error) ?? '')) return refuse('announced');
    throw error;
  }
  return ok({ chargeId });
}
