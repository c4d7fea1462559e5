import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { requestApproval } from '#app/modules/approvals/commands/request-approval.server.ts';
import { limitFor } from '#app/modules/approvals/queries/may-do-alone.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import {
  SMALL_ITEMS_MAX,
  type SmallDone,
  type SmallRefusal,
  type WriteOffAgainst,
  type WriteOffRefusal,
} from '../types.ts';
import { type Listed, lockItems } from './lock-items.server.ts';
import { writeOffSmall } from './write-off-small.server.ts';

export type AskSmallInput = {
  readonly currency: Currency;
  readonly items: readonly Listed[];
  readonly reason: string;
  readonly against: WriteOffAgainst;
};
export type AskedSmall =
  | { readonly state: 'done'; readonly done: SmallDone }
  | { readonly state: 'waiting'; readonly approvalId: string };

/** One request for the whole list, with items and amounts as they were read; within the actor's limit it is done at once. */
export async function askSmallWriteOffs(
  tx: Tx,
  actor: Actor,
  input: AskSmallInput,
  moment: Moment,
): Promise<Result<AskedSmall, SmallRefusal | WriteOffRefusal>> {
  if (input.items.length === 0) return refuse({ code: 'nothing-listed' });
  if (input.items.length > SMALL_ITEMS_MAX) return refuse({ code: 'too-many', most: SMALL_ITEMS_MAX });
  if (input.reason.trim() === '') return refuse({ code: 'reason-missing' });
  const locked = await lockItems(tx, input.items);
  const fits = input.items.every(({ itemId, amountMinor }) => {
    const item = locked.get(itemId);
    return item?.side === 'debit' && item.currency === input.currency && item.residualMinor === amountMinor;
  });
  if (!fits || locked.size !== input.items.length) return refuse({ code: 'item-not-open' });
  const batchId = newId<never>() as string;
  const baseMinor = [...locked.values()].reduce((sum, item) => sum + item.partBaseMinor, 0n);
  const limit = await limitFor(tx, { kind: 'write_off', role: actor.role ?? '', baseMinor });
  if (limit.alone) {
    const done = await writeOffSmall(tx, actor, { ...input, batchId }, moment);
    return done.ok ? ok({ state: 'done', done: done.value }) : done;
  }
  const amountMinor = input.items.reduce((sum, row) => sum + row.amountMinor, 0n);
  const { locale } = await getCompany(tx);
  const listed = input.items.map((row) => ({ itemId: row.itemId, amountMinor: row.amountMinor.toString() }));
  const asked = await requestApproval(
    tx,
    actor,
    {
      ...{ kind: 'write_off', subjectKind: 'write_off_batch', subjectId: batchId },
      ...{ currency: input.currency, amountMinor, baseMinor, reasonCode: 'small', reason: input.reason },
      summary: `Write off ${input.items.length} small balances, ${formatMoney(money(amountMinor, input.currency), locale)} in all`,
      payload: {
        ...{ kind: 'small', batchId, currency: input.currency, against: input.against, items: listed },
        numbers: input.items.map((row) => locked.get(row.itemId)!.number),
      },
    },
    moment,
  );
  return asked.ok ? ok({ state: 'waiting', approvalId: asked.value.approvalId }) : asked;
}
