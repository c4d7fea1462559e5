import { sql } from 'kysely';
import { type Decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { UsageId } from '../types.ts';
import { takeCorrections } from './take-usage-rows.server.ts';

export type CorrectUsageInput = {
  readonly usageId: UsageId;
  /** What it should have been in all; nothing is `0`. */
  readonly rightQuantity: Decimal;
  readonly reason: string;
  /** Given out with the form, so that sending it twice corrects once. */
  readonly key: string;
};
export type CorrectUsageRefusal =
  | { readonly code: 'not-there' | 'same-quantity' | 'below-zero' }
  | { readonly code: 'not-correctable'; readonly text: string };

/** Brings usage to the quantity it should have had, by a record of the difference under the same line and day. */
export async function correctUsage(
  tx: Tx,
  actor: Actor,
  input: CorrectUsageInput,
  moment: Moment,
): Promise<Result<{ differenceBy: Decimal }, CorrectUsageRefusal>> {
  const { rows } = await sql<{ key: string; quantity: Decimal; unit: string; customerId: CustomerId }>`
    select u.natural_key as key, u.unit_code as unit, u.customer_id as "customerId", trim_scale(u.quantity + coalesce((
      select sum(c.quantity) from usage_records c where c.corrects_id = u.id and c.natural_key <> ${input.key}), 0))::text as quantity
    from usage_records u where u.id = ${input.usageId}`.execute(tx);
  const usage = rows[0];
  if (!usage) return refuse({ code: 'not-there' });
  if (toMicros(input.rightQuantity) < 0n) return refuse({ code: 'below-zero' });
  const now = toMicros(usage.quantity);
  const difference = toMicros(input.rightQuantity) - now;
  if (difference === 0n) return refuse({ code: 'same-quantity' });
  const quantity = fromMicros(difference);
  const row = {
    row: 0,
    key: input.key,
    kind: 'correction' as const,
    corrects: usage.key,
    occurredOn: null,
    line: null,
    quantity,
  };
  const blank = { customer: '', product: '', site: '', contract: '', unit: '', reference: '', order: '' };
  try {
    const [outcome] = await takeCorrections(tx, [{ ...row, ...blank }], { actor, importId: null, moment });
    if (typeof outcome === 'object') return refuse({ code: 'not-correctable', text: outcome.text });
    if (outcome === 'known') return ok({ differenceBy: quantity });
  } catch (error) {
    if (constraintOf(error) === 'usage_over_correction') return refuse({ code: 'not-correctable', text: TOGETHER });
    throw error;
  }
  await writeAudit(tx, actor, {
    action: 'usage.corrected',
    subjectKind: 'usage',
    subjectId: input.usageId,
    customerId: usage.customerId,
    before: { quantity: fromMicros(now), unit: usage.unit },
    after: { quantity: input.rightQuantity, unit: usage.unit },
    reason: input.reason,
  });
  return ok({ differenceBy: quantity });
}

const TOGETHER = 'Somebody corrected this at the same time. Look at it again.';
