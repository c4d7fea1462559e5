import { basePart } from '#app/kernel/exchange.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import type { LineInput } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { ReinstateRefusal } from '../types.ts';
import { checkCommon } from './check-common.server.ts';
import { type LockedWriteOff, lockWriteOff } from './lock-write-off.server.ts';

export type ReinstateInput = {
  readonly writeOffId: string;
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly effectiveOn: PlainDate;
};

/**
 * Claims (part of) a write-off again because it is paid after all: 1100 against 6110, and 2200 for the part of the relief
 * that this amount gives back, pro rata of what is not recovered yet. Makes an open debit item to be paid. Minor units.
 * Never more than is still written off. Locks the customer; the database locks the write-off.
 */
export async function reinstate(
  tx: Tx,
  actor: Actor,
  input: ReinstateInput,
  moment: Moment,
): Promise<Result<{ recoveryId: string; itemId: string; taxMinor: bigint; customerId: string }, ReinstateRefusal>> {
  const written = await lockWriteOff(tx, input.writeOffId);
  if (!written) return refuse({ code: 'unknown-write-off' });
  const checked = await checkCommon(tx, input, moment);
  if (!checked.ok) return checked;
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'not-staff' });
  if (input.effectiveOn < written.effectiveOn)
    return refuse({ code: 'before-write-off', writeOffOn: written.effectiveOn });
  if (input.amountMinor > written.unrecoveredMinor)
    return refuse({ code: 'more-than-written-off', leftMinor: written.unrecoveredMinor });
  // Rounded down, as the law in the database does: the last part then gives back exactly what is left.
  const taxMinor = (written.relievedMinor * input.amountMinor) / written.unrecoveredMinor;
  const ids = {
    recoveryId: newId<never>() as string,
    entryId: newId<never>() as string,
    itemId: newId<never>() as string,
  };
  await postEntries(tx, [
    {
      id: ids.entryId,
      kind: 'recovery',
      sourceId: written.id,
      effectiveOn: input.effectiveOn,
      memo: input.reason,
      lines: linesOf(written, { ...input, taxMinor, itemId: ids.itemId }),
    },
  ]);
  try {
    await tx
      .insertInto('recoveries')
      .values({
        ...{
          id: ids.recoveryId,
          write_off_id: written.id,
          customer_id: written.customerId,
          amount_minor: input.amountMinor,
        },
        ...{ tax_minor: taxMinor, effective_on: input.effectiveOn, entry_id: ids.entryId, debit_item_id: ids.itemId },
        ...{ made_by: actor.id, made_by_name: actor.name, made_at: moment.now },
      })
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'recovery_fits')
      return refuse({ code: 'more-than-written-off', leftMinor: written.unrecoveredMinor });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{
      action: 'write-off.recovered',
      subjectKind: 'write_off',
      subjectId: written.id,
      customerId: written.customerId,
    },
    after: { amountMinor: input.amountMinor, taxMinor, currency: written.currency, itemId: ids.itemId },
    reason: input.reason,
  });
  return ok({ recoveryId: ids.recoveryId, itemId: ids.itemId, taxMinor, customerId: written.customerId });
}

function linesOf(
  written: LockedWriteOff,
  of: {
    readonly amountMinor: bigint;
    readonly taxMinor: bigint;
    readonly itemId: string;
    readonly effectiveOn: PlainDate;
  },
): LineInput[] {
  const { currency } = written;
  const baseMinor = basePart(written.baseMinor, of.amountMinor, written.amountMinor);
  const taxBaseMinor = basePart(written.baseMinor, of.taxMinor, written.amountMinor);
  const net = of.amountMinor - of.taxMinor;
  return [
    {
      account: '1100',
      currency,
      amountMinor: of.amountMinor,
      baseMinor,
      receivable: { customerId: written.customerId, itemId: of.itemId, dueOn: of.effectiveOn },
    },
    ...(net > 0n ? [{ account: '6110', currency, amountMinor: -net, baseMinor: taxBaseMinor - baseMinor }] : []),
    ...(of.taxMinor > 0n ? [{ account: '2200', currency, amountMinor: -of.taxMinor, baseMinor: -taxBaseMinor }] : []),
  ];
}
