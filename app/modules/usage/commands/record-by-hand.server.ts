import type { Decimal } from '#app/kernel/decimal.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { naturalKey } from '../rules/read-rows.ts';
import { recordUsage } from './record-usage.server.ts';

export type UsageByHand = {
  readonly kind: 'ticket' | 'delivery';
  readonly reference: string;
  readonly customer: string;
  readonly product: string;
  readonly site: string;
  readonly contract: string;
  readonly order: string;
  readonly occurredOn: PlainDate;
  readonly quantity: Decimal;
};

/** Records one ticket or delivery as a person typed it. The refusal names the column as a file would have it. */
export async function recordByHand(
  tx: Tx,
  actor: Actor,
  input: UsageByHand,
  moment: Moment,
): Promise<Result<{ isNew: boolean }, { field: string; text: string }>> {
  if (input.quantity === '0')
    return refuse({ field: 'quantity', text: 'Nothing was used here. Write how much it was.' });
  const key = naturalKey(input.reference);
  const row = { ...input, row: 0, key, line: null, unit: '', corrects: '' };
  const taken = await recordUsage(tx, actor, { parts: [{ rows: [row], problems: [] }] }, moment);
  if (!taken.ok)
    return refuse(taken.refusal.problems[0] ?? { field: 'reference', text: 'This could not be recorded.' });
  const isNew = taken.value.added > 0;
  if (!isNew) return ok({ isNew });
  const usage = await tx
    .selectFrom('usage_records')
    .select(['id', 'customer_id'])
    .where('natural_key', '=', key)
    .executeTakeFirstOrThrow();
  await writeAudit(tx, actor, {
    action: 'usage.recorded',
    subjectKind: 'usage',
    subjectId: usage.id,
    customerId: usage.customer_id as CustomerId,
    after: { ...input },
  });
  return ok({ isNew });
}
