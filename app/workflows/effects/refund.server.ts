import { z } from 'zod';
import { assert } from '#app/kernel/assert.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { currency, money } from '#app/kernel/money.ts';
import { later, plainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { makeRefundBatch } from '#app/modules/adjustments/commands/make-refund-batch.server.ts';
import { refund } from '#app/modules/adjustments/commands/refund.server.ts';
import { creditToRefund } from '#app/modules/adjustments/queries/credit-to-refund.server.ts';
import type { Approval } from '#app/modules/approvals/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { refusalText } from '../adjustment-words.ts';
import { tellRefund } from '../tell-refund.server.ts';
import type { ApprovalEffect, EffectDone, EffectRefused } from './effect.server.ts';

const minor = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);
const PAYLOAD = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('refund'),
    creditItemId: z.uuid(),
    amountMinor: minor,
    method: z.enum(['original', 'bank']),
    bankAccountId: z.uuid().nullable(),
    reasonCode: z.string(),
    effectiveOn: z.string(),
  }),
  z.object({
    kind: z.literal('batch'),
    batchId: z.uuid(),
    currency: z.string(),
    refundIds: z.array(z.uuid()).min(1),
    executeOn: z.string(),
  }),
]);

/** Gives back what was approved, or makes the approved file for the bank. Refuses when the credit or a refund has changed since. */
export const refundEffect: ApprovalEffect = async (tx, actor, approval, moment) => {
  const payload = PAYLOAD.safeParse(approval.payload);
  assert(payload.success, `request ${approval.id} asks for a refund`);
  const { locale } = await getCompany(tx);
  return payload.data.kind === 'refund'
    ? oneRefund(tx, { actor, approval, locale, moment }, payload.data)
    : file(tx, { actor, approval, locale, moment }, payload.data);
};

type Case = { readonly actor: Actor; readonly approval: Approval; readonly locale: string; readonly moment: Moment };
type Of<Kind extends string> = Extract<z.output<typeof PAYLOAD>, { kind: Kind }>;

async function oneRefund(
  tx: Tx,
  { actor, approval, locale, moment }: Case,
  asked: Of<'refund'>,
): Promise<Result<EffectDone, EffectRefused>> {
  const credit = await creditToRefund(tx, asked.creditItemId);
  assert(credit, `credit ${asked.creditItemId} of request ${approval.id} exists`);
  const effectiveOn = await firstOpenDay(tx, ['posting'], later(plainDate(asked.effectiveOn), credit.effectiveOn));
  const decided = { approvalId: approval.id, askedAt: approval.requestedAt, askedByName: approval.requestedByName };
  const done = await refund(tx, actor, { ...asked, effectiveOn, reason: approval.reason, decided }, moment);
  if (!done.ok) return refuse({ text: refusalText(done.refusal, { currency: credit.currency, locale }) });
  const amount = formatMoney(money(asked.amountMinor, credit.currency), locale);
  const next =
    asked.method === 'original' ? 'It goes back the way it came.' : 'It waits for the next file to the bank.';
  return ok({
    text: `${amount} of ${credit.number} is refunded as ${done.value.number}. ${next}`,
    path: `/staff/refunds/${done.value.id}`,
  });
}

async function file(
  tx: Tx,
  { actor, approval, locale, moment }: Case,
  asked: Of<'batch'>,
): Promise<Result<EffectDone, EffectRefused>> {
  const code = currency(asked.currency);
  const input = { ...asked, currency: code, executeOn: plainDate(asked.executeOn), approvalId: approval.id };
  const made = await makeRefundBatch(tx, actor, input, moment);
  if (!made.ok) return refuse({ text: refusalText(made.refusal, { currency: code, locale }) });
  for (const refundId of made.value.refundIds) await tellRefund(tx, refundId, 'refund_sent', moment);
  const day = formatDate(later(input.executeOn, moment.today), locale);
  return ok({
    text: `${made.value.number} with ${made.value.refundIds.length} refunds is ready to hand to the bank, to be paid on ${day}.`,
    path: '/staff/refunds/batches',
  });
}
