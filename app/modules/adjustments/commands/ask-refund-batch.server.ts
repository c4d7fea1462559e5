import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import { limitFor } from '#app/modules/approvals/queries/may-do-alone.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { BatchRefusal } from '../types.ts';
import { type BatchInput, type BatchMade, makeRefundBatch, readyForFile, sumOf } from './make-refund-batch.server.ts';

export type AskedBatch =
  | ({ readonly state: 'done' } & BatchMade)
  | { readonly state: 'waiting'; readonly approvalId: string };

/** Asks for the approval of a file of these refunds as a whole; within the actor's limit it is made at once. */
export async function askRefundBatch(
  tx: Tx,
  actor: Actor,
  input: Omit<BatchInput, 'batchId' | 'approvalId'>,
  moment: Moment,
): Promise<Result<AskedBatch, BatchRefusal>> {
  const ready = await readyForFile(tx, input);
  if (!ready.ok) return ready;
  const { rows, debtor } = ready.value;
  const [amountMinor, baseMinor] = [sumOf(rows, 'amount_minor'), sumOf(rows, 'base_minor')];
  const batchId = newId<never>() as string;
  const limit = await limitFor(tx, { kind: 'refund', role: actor.role ?? '', baseMinor });
  if (limit.alone) {
    const made = await makeRefundBatch(tx, actor, { ...input, batchId }, moment);
    return made.ok ? ok({ state: 'done', ...made.value }) : made;
  }
  const { locale } = await getCompany(tx);
  const amount = formatMoney(money(amountMinor, input.currency), locale);
  const asked = await requestApproval(
    tx,
    actor,
    {
      ...{ kind: 'refund', subjectKind: 'refund_batch', subjectId: batchId },
      ...{ currency: input.currency, amountMinor, baseMinor },
      summary: `Bank file of ${rows.length} ${rows.length === 1 ? 'refund' : 'refunds'}, ${amount} in all, from ${debtor.bankName}`,
      reason: `Pay out ${rows.map((row) => row.number).join(', ')}`.slice(0, 2_000),
      payload: { kind: 'batch', batchId, ...input },
    },
    moment,
  );
  return asked.ok ? ok({ state: 'waiting', approvalId: asked.value.approvalId }) : asked;
}
