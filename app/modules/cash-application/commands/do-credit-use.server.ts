import { assert } from '#app/kernel/assert.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { creditUse } from '../queries/credit-use.server.ts';
import type { CreditPart } from '../types.ts';
import { applyPayment } from './apply-payment.server.ts';

/**
 * Does what a customer chose: sets each part of their credit against its invoice, as far as both still have it. Once; the
 * second time nothing happens. Dated today or on the first open day. Locks the customer, and answers whose it was; null the second time.
 */
export async function doCreditUse(tx: Tx, actor: Actor, useId: string, moment: Moment): Promise<string | null> {
  const use = await creditUse(tx, { useId });
  assert(use, `there is no use of credit ${useId}`);
  await lockCustomers(tx, [use.customerId]);
  const waiting = await creditUse(tx, { useId });
  if (!waiting || waiting.doneAt) return null;
  let usedMinor = 0n;
  for (const [creditItemId, parts] of Map.groupBy(use.parts, (part) => part.creditItemId))
    usedMinor += await spend(tx, actor, { creditItemId, parts }, moment);
  await tx
    .updateTable('credit_uses')
    .set({ done_at: moment.now, used_minor: usedMinor })
    .where('id', '=', useId)
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'credit.used', subjectKind: 'credit_use', subjectId: useId, customerId: use.customerId },
    after: { usedMinor, chosenMinor: use.amountMinor, currency: use.currency },
  });
  return use.customerId;
}

async function spend(
  tx: Tx,
  actor: Actor,
  { creditItemId, parts }: { creditItemId: string; parts: readonly CreditPart[] },
  moment: Moment,
): Promise<bigint> {
  const ids = [creditItemId, ...parts.map((part) => part.debitItemId)];
  const rows = await tx.selectFrom('open_items').select(['id', 'residual_minor']).where('id', 'in', ids).execute();
  const left = new Map(rows.map((row) => [row.id, row.residual_minor]));
  const allocations: { itemId: string; amountMinor: bigint }[] = [];
  for (const { debitItemId, amountMinor } of parts) {
    const most = [amountMinor, left.get(creditItemId) ?? 0n, left.get(debitItemId) ?? 0n];
    const minor = most.reduce((least, one) => (one < least ? one : least));
    if (minor <= 0n) continue;
    left.set(creditItemId, left.get(creditItemId)! - minor);
    allocations.push({ itemId: debitItemId, amountMinor: minor });
  }
  if (allocations.length === 0) return 0n;
  const applied = await applyPayment(tx, actor, {
    ...{ creditItemId, how: { kind: 'chosen', allocations }, effectiveOn: moment.today, whenClosed: 'move' },
  });
  assert(applied.ok, `credit ${creditItemId} does not fit items of a locked customer`);
  return applied.value.appliedMinor;
}
