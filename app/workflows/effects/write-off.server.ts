import { z } from 'zod';
import { assert } from '#app/kernel/assert.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { currency, money } from '#app/kernel/money.ts';
import { later, plainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeOff } from '#app/modules/adjustments/commands/write-off.server.ts';
import { writeOffSmall } from '#app/modules/adjustments/commands/write-off-small.server.ts';
import { itemToWriteOff } from '#app/modules/adjustments/queries/item-to-write-off.server.ts';
import { WRITE_OFF_AGAINST } from '#app/modules/adjustments/types.ts';
import type { Approval } from '#app/modules/approvals/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { refusalText } from '../adjustment-words.ts';
import type { ApprovalEffect, EffectDone, EffectRefused } from './effect.server.ts';

const minor = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);
const against = z.enum(WRITE_OFF_AGAINST);
const PAYLOAD = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('item'),
    itemId: z.uuid(),
    amountMinor: minor,
    effectiveOn: z.string(),
    against,
    reasonCode: z.string(),
  }),
  z.object({
    kind: z.literal('small'),
    batchId: z.uuid(),
    currency: z.string(),
    against,
    items: z.array(z.object({ itemId: z.uuid(), amountMinor: minor })).min(1),
  }),
]);

/**
 * Writes off what was approved: one item, or a list of small balances. The day is the one asked for, or the first open one
 * after it; an item that is open with less by now refuses, so that nobody approves more than there is.
 */
export const writeOffEffect: ApprovalEffect = async (tx, actor, approval, moment) => {
  const payload = PAYLOAD.safeParse(approval.payload);
  assert(payload.success, `request ${approval.id} asks for a write-off`);
  const { locale } = await getCompany(tx);
  return payload.data.kind === 'item'
    ? oneItem(tx, { actor, approval, locale, moment }, payload.data)
    : small(tx, { actor, approval, locale, moment }, payload.data);
};

type Case = { readonly actor: Actor; readonly approval: Approval; readonly locale: string; readonly moment: Moment };
type Of<Kind extends string> = Extract<z.output<typeof PAYLOAD>, { kind: Kind }>;

async function oneItem(
  tx: Tx,
  { actor, approval, locale, moment }: Case,
  asked: Of<'item'>,
): Promise<Result<EffectDone, EffectRefused>> {
  const item = await itemToWriteOff(tx, asked.itemId);
  assert(item, `item ${asked.itemId} of request ${approval.id} exists`);
  const effectiveOn = await firstOpenDay(tx, ['posting'], later(plainDate(asked.effectiveOn), item.effectiveOn));
  const done = await writeOff(
    tx,
    actor,
    { ...asked, effectiveOn, reason: approval.reason, decided: { approvalId: approval.id } },
    moment,
  );
  if (!done.ok) return refuse({ text: refusalText(done.refusal, { currency: item.currency, locale }) });
  const amount = formatMoney(money(asked.amountMinor, item.currency), locale);
  return ok({
    text: `${amount} of ${item.number} is written off as ${done.value.number}, dated ${formatDate(effectiveOn, locale)}.`,
    path: `/staff/write-offs/${done.value.id}`,
  });
}

async function small(
  tx: Tx,
  { actor, approval, locale, moment }: Case,
  asked: Of<'small'>,
): Promise<Result<EffectDone, EffectRefused>> {
  const code = currency(asked.currency);
  const input = { ...asked, currency: code, reason: approval.reason, approvalId: approval.id };
  const done = await writeOffSmall(tx, actor, input, moment);
  if (!done.ok) return refuse({ text: refusalText(done.refusal, { currency: code, locale }) });
  const { written, writtenMinor, skipped } = done.value;
  const left = skipped.map((row) => `${row.number} (${row.why})`).join(', ');
  const amount = formatMoney(money(writtenMinor, code), locale);
  return ok({
    text: `${written} of ${asked.items.length} small balances are written off, ${amount} in all.${left ? ` Left alone: ${left}.` : ''}`,
    path: '/staff/adjustments',
  });
}
