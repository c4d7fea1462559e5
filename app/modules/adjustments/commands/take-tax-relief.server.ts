import { basePart } from '#app/kernel/exchange.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { ReliefRefusal } from '../types.ts';
import { checkCommon } from './check-common.server.ts';
import { lockWriteOff } from './lock-write-off.server.ts';

export type ReliefInput = {
  readonly writeOffId: string;
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly effectiveOn: PlainDate;
};

/**
 * Takes back output tax on a write-off once the law allows it: 2200 against the account the write-off burdened. Never more
 * than the tax in what is still written off. Minor units. Locks the customer; the database locks the write-off.
 */
export async function takeTaxRelief(
  tx: Tx,
  actor: Actor,
  input: ReliefInput,
  moment: Moment,
): Promise<Result<{ reliefId: string }, ReliefRefusal>> {
  const written = await lockWriteOff(tx, input.writeOffId);
  if (!written) return refuse({ code: 'unknown-write-off' });
  const checked = await checkCommon(tx, input, moment);
  if (!checked.ok) return checked;
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'not-staff' });
  if (input.effectiveOn < written.effectiveOn)
    return refuse({ code: 'before-write-off', writeOffOn: written.effectiveOn });
  if (input.amountMinor > written.reliefLeftMinor)
    return refuse({ code: 'more-than-tax', leftMinor: written.reliefLeftMinor });
  const [reliefId, entryId] = [newId<never>() as string, newId<never>() as string];
  const baseMinor = basePart(written.baseMinor, input.amountMinor, written.amountMinor);
  await postEntries(tx, [
    {
      id: entryId,
      kind: 'tax_relief',
      sourceId: written.id,
      effectiveOn: input.effectiveOn,
      memo: input.reason,
      lines: [
        { account: '2200', currency: written.currency, amountMinor: input.amountMinor, baseMinor },
        {
          account: written.account,
          currency: written.currency,
          amountMinor: -input.amountMinor,
          baseMinor: -baseMinor,
        },
      ],
    },
  ]);
  try {
    await tx
      .insertInto('tax_reliefs')
      .values({
        ...{ id: reliefId, write_off_id: written.id, customer_id: written.customerId, entry_id: entryId },
        ...{ amount_minor: input.amountMinor, effective_on: input.effectiveOn, reason: input.reason },
        ...{ made_by: actor.id, made_by_name: actor.name, made_at: moment.now },
      })
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'relief_fits')
      return refuse({ code: 'more-than-tax', leftMinor: written.reliefLeftMinor });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{
      action: 'write-off.relieved',
      subjectKind: 'write_off',
      subjectId: written.id,
      customerId: written.customerId,
    },
    after: { amountMinor: input.amountMinor, currency: written.currency, effectiveOn: input.effectiveOn },
    reason: input.reason,
  });
  return ok({ reliefId });
}
