import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import { limitFor } from '#app/modules/approvals/queries/may-do-alone.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { itemToWriteOff } from '../queries/item-to-write-off.server.ts';
import type { AskedOrDone, WriteOffInput, WriteOffRefusal } from '../types.ts';
import { lockItem } from './lock-items.server.ts';
import { writeOff } from './write-off.server.ts';

/**
 * Writes off within the actor's limit at once, or asks for a second person; nothing is posted then. Refuses both alike
 * what could not be done now, so that nobody waits for a decision on the impossible. Minor units.
 */
export async function askWriteOff(
  tx: Tx,
  actor: Actor,
  input: WriteOffInput,
  moment: Moment,
): Promise<Result<AskedOrDone, WriteOffRefusal>> {
  const item = await lockItem(tx, input.itemId, input.amountMinor);
  const shown = await itemToWriteOff(tx, input.itemId);
  if (!item || !shown) return refuse({ code: 'item-not-open' });
  if (input.amountMinor <= 0n) return refuse({ code: 'amount-not-positive' });
  if (input.amountMinor > item.residualMinor) return refuse({ code: 'more-than-open', openMinor: item.residualMinor });
  const limit = await limitFor(tx, { kind: 'write_off', role: actor.role ?? '', baseMinor: item.partBaseMinor });
  if (limit.alone) {
    const done = await writeOff(tx, actor, input, moment);
    return done.ok ? ok({ state: 'done', ...done.value }) : done;
  }
  const { locale } = await getCompany(tx);
  const asked = await requestApproval(
    tx,
    actor,
    {
      kind: 'write_off',
      subjectKind: 'open_item',
      subjectId: item.id,
      customerId: item.customerId,
      currency: item.currency,
      amountMinor: input.amountMinor,
      baseMinor: item.partBaseMinor,
      summary: `Write off ${formatMoney(money(input.amountMinor, item.currency), locale)} of ${shown.number}, ${shown.customerName}`,
      reasonCode: input.reasonCode,
      reason: input.reason,
      payload: { ...input, kind: 'item', number: shown.number },
    },
    moment,
  );
  return asked.ok ? ok({ state: 'waiting', approvalId: asked.value.approvalId }) : asked;
}
