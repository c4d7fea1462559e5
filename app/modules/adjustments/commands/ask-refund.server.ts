import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import { limitFor } from '#app/modules/approvals/queries/may-do-alone.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { AskedOrDone, RefundInput, RefundRefusal } from '../types.ts';
import { lockCreditFor, refund } from './refund.server.ts';

/** Gives back within the actor's limit at once, or asks for a second person; nothing is posted then. Minor units. */
export async function askRefund(
  tx: Tx,
  actor: Actor,
  input: RefundInput,
  moment: Moment,
): Promise<Result<AskedOrDone, RefundRefusal>> {
  const credit = await lockCreditFor(tx, input);
  if (!credit.ok) return credit;
  const { item, shown } = credit.value;
  const limit = await limitFor(tx, { kind: 'refund', role: actor.role ?? '', baseMinor: item.partBaseMinor });
  if (limit.alone) {
    const done = await refund(tx, actor, input, moment);
    return done.ok ? ok({ state: 'done', ...done.value }) : done;
  }
  const { locale } = await getCompany(tx);
  const amount = formatMoney(money(input.amountMinor, item.currency), locale);
  const way =
    input.method === 'original'
      ? 'the way it came'
      : `to the account of ${shown.bankAccount!.holder} ending ${shown.bankAccount!.tail}`;
  const asked = await requestApproval(
    tx,
    actor,
    {
      ...{ kind: 'refund', subjectKind: 'open_item', subjectId: item.id, customerId: item.customerId },
      ...{ currency: item.currency, amountMinor: input.amountMinor, baseMinor: item.partBaseMinor },
      summary: `Refund ${amount} of ${shown.number} to ${shown.customerName}, ${way}`,
      ...{ reasonCode: input.reasonCode, reason: input.reason },
      payload: { ...input, kind: 'refund', number: shown.number },
    },
    moment,
  );
  return asked.ok ? ok({ state: 'waiting', approvalId: asked.value.approvalId }) : asked;
}
