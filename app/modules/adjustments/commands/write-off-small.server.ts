import type { Currency } from '#app/kernel/money.ts';
import { later } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { SmallDone, SmallRefusal, WriteOffAgainst, WriteOffRefusal } from '../types.ts';
import { refuseUndecided } from './check-common.server.ts';
import { type Listed, lockItems } from './lock-items.server.ts';
import { storeWriteOffs } from './write-off.server.ts';

export type SmallInput = {
  readonly batchId: string;
  readonly currency: Currency;
  readonly items: readonly Listed[];
  readonly reason: string;
  readonly against: WriteOffAgainst;
  readonly approvalId?: string;
};

/**
 * Writes off a decided list of small balances, dated today or the first open day after it. Each item is looked at again under
 * lock: one whose open amount is not the listed one any more is left alone, with why. Amounts in minor units of the currency.
 */
export async function writeOffSmall(
  tx: Tx,
  actor: Actor,
  input: SmallInput,
  moment: Moment,
): Promise<Result<SmallDone, SmallRefusal | WriteOffRefusal>> {
  if (input.items.length === 0) return refuse({ code: 'nothing-listed' });
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'not-staff' });
  const locked = await lockItems(tx, input.items);
  const batched = await storeBatch(tx, actor, input, [...locked.values()], moment);
  if (!batched.ok) return batched;
  const unchanged = input.items.filter((row) => locked.get(row.itemId)?.residualMinor === row.amountMinor);
  const today = await firstOpenDay(tx, ['posting'], moment.today);
  const ready = [];
  for (const row of unchanged) {
    const item = locked.get(row.itemId)!;
    const effectiveOn = await firstOpenDay(tx, ['posting'], later(today, item.effectiveOn));
    ready.push({ ...row, item, effectiveOn, reasonCode: 'small', reason: input.reason, against: input.against });
  }
  if (ready.length > 0) {
    const stored = await storeWriteOffs(tx, actor, ready, { decided: { batchId: input.batchId } }, moment);
    if (!stored.ok) return stored;
  }
  const skipped = input.items
    .filter((row) => !unchanged.includes(row))
    .map(({ itemId }) => {
      const item = locked.get(itemId);
      const why = !item?.residualMinor ? 'it is settled' : 'another amount is open now';
      return { itemId, number: item?.number ?? '', why };
    });
  return ok({
    batchId: input.batchId,
    written: ready.length,
    writtenMinor: ready.reduce((sum, row) => sum + row.amountMinor, 0n),
    skipped,
  });
}

async function storeBatch(
  tx: Tx,
  actor: Actor,
  input: SmallInput,
  locked: readonly { readonly partBaseMinor: bigint }[],
  moment: Moment,
): Promise<Result<void, SmallRefusal>> {
  const amountMinor = input.items.reduce((sum, row) => sum + row.amountMinor, 0n);
  const items = input.items.map((row) => ({ itemId: row.itemId, amountMinor: row.amountMinor.toString() }));
  try {
    await tx
      .insertInto('write_off_batches')
      .values({
        ...{ id: input.batchId, currency: input.currency, items: JSON.stringify(items), amount_minor: amountMinor },
        ...{ base_minor: locked.reduce((sum, item) => sum + item.partBaseMinor, 0n), reason: input.reason },
        ...{ approval_id: input.approvalId ?? null, made_by: actor.id!, made_by_name: actor.name, made_at: moment.now },
      })
      .execute();
  } catch (error) {
    return refuseUndecided(error);
  }
  await writeAudit(tx, actor, {
    ...{ action: 'small-balances.written-off', subjectKind: 'write_off_batch', subjectId: input.batchId },
    after: { items: items.length, amountMinor, currency: input.currency },
    reason: input.reason,
  });
  return ok();
}
