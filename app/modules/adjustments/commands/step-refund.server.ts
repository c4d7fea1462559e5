import { type Currency, currency } from '#app/kernel/money.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { LineInput } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { mayFollow } from '../rules/refund-steps.ts';
import type { RefundMethod, RefundStep, RefundStepRefusal } from '../types.ts';

export type StepInput = {
  readonly refundId: string;
  readonly step: Exclude<RefundStep, 'requested' | 'approved'>;
  readonly reason?: string;
  readonly processorRef?: string;
  readonly batchId?: string;
};

export type Stepped = { readonly customerId: string; readonly method: RefundMethod };

/**
 * Takes a refund one step on and posts what the step means: paid 2300 / 1010 or 1030, failed or cancelled 2300 / 1100, so that
 * the credit comes back as an item of its own; failed after paid also takes the money back. Dated today, or the first open
 * day after it. Refuses a step that cannot follow the last one, naming it. Locks the customer; the database locks the refund.
 */
export async function stepRefund(
  tx: Tx,
  actor: Actor,
  input: StepInput,
  moment: Moment,
): Promise<Result<Stepped, RefundStepRefusal>> {
  const refund = await tx.selectFrom('refunds').selectAll().where('id', '=', input.refundId).executeTakeFirst();
  if (!refund) return refuse({ code: 'unknown-refund' });
  await lockCustomers(tx, [refund.customer_id]);
  const now = await currentStep(tx, refund.id);
  const method = refund.method as RefundMethod;
  if (!mayFollow(now, input.step, { method, withFile: input.batchId !== undefined }))
    return refuse({ code: 'not-now', step: now });
  const effectiveOn = await firstOpenDay(tx, ['posting'], later(moment.today, refund.effective_on as PlainDate));
  const posted = await post(
    tx,
    { ...input, now, effectiveOn },
    { ...refund, method, currency: currency(refund.currency) },
  );
  await tx
    .insertInto('refund_events')
    .values({
      ...{ refund_id: refund.id, customer_id: refund.customer_id, kind: input.step, effective_on: effectiveOn },
      ...{ happened_at: moment.now, made_by_name: actor.name, reason: input.reason ?? '', ...posted },
      ...{ processor_ref: input.processorRef ?? null, batch_id: input.batchId ?? null },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: `refund.${input.step}`, subjectKind: 'refund', subjectId: refund.id, customerId: refund.customer_id },
    before: { step: now },
    after: { step: input.step, ...(input.processorRef ? { processorRef: input.processorRef } : {}) },
    reason: input.reason ?? '',
  });
  return ok({ customerId: refund.customer_id, method });
}

async function currentStep(tx: Tx, refundId: string): Promise<RefundStep> {
  const row = await tx
    .selectFrom('refund_events')
    .select('kind')
    .where('refund_id', '=', refundId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return row.kind as RefundStep;
}

type Asked = StepInput & { readonly now: RefundStep; readonly effectiveOn: PlainDate };
type Facts = {
  readonly id: string;
  readonly customer_id: string;
  readonly method: RefundMethod;
  readonly currency: Currency;
  readonly amount_minor: bigint;
  readonly base_minor: bigint;
};

async function post(tx: Tx, asked: Asked, refund: Facts): Promise<{ entry_id?: string; credit_item_id?: string }> {
  const { step } = asked;
  if (step === 'sent' || step === 'accepted') return {};
  const entryId = newId<never>() as string;
  const itemId = newId<never>() as string;
  const line = (account: string, sign: 1n | -1n): LineInput => ({
    ...{ account, currency: refund.currency },
    ...{ amountMinor: sign * refund.amount_minor, baseMinor: sign * refund.base_minor },
  });
  const moneyAccount = refund.method === 'original' ? '1030' : '1010';
  const receivable = { customerId: refund.customer_id, itemId, dueOn: asked.effectiveOn };
  const lines =
    step === 'paid'
      ? [line('2300', 1n), line(moneyAccount, -1n)]
      : [line(asked.now === 'paid' ? moneyAccount : '2300', 1n), { ...line('1100', -1n), receivable }];
  await postEntries(tx, [
    {
      ...{ id: entryId, kind: `refund_${step}`, sourceId: refund.id, effectiveOn: asked.effectiveOn },
      ...{ memo: asked.reason ?? '', lines },
    },
  ]);
  return step === 'paid' ? { entry_id: entryId } : { entry_id: entryId, credit_item_id: itemId };
}
