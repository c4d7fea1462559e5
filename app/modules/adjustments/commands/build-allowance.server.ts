import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { AllowanceRefusal } from '../types.ts';
import { checkCommon } from './check-common.server.ts';

export type AllowanceInput = {
  readonly change: 'build' | 'release';
  /** Above zero, in minor units of the base currency. */
  readonly amountMinor: bigint;
  readonly reason: string;
  readonly effectiveOn: PlainDate;
};

/**
 * Sets an amount aside for expected losses, 6100 / 1190 in base currency, or releases part of what was set aside. Refuses a
 * closed day with the first open one, a day ahead, a missing reason, and a release of more than is left. The law counts
 * under a lock of its own.
 */
export async function buildAllowance(
  tx: Tx,
  actor: Actor,
  input: AllowanceInput,
  moment: Moment,
): Promise<Result<{ id: string }, AllowanceRefusal>> {
  const checked = await checkCommon(tx, input, moment);
  if (!checked.ok) return checked;
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'not-staff' });
  const base = currency((await getCompany(tx)).baseCurrency);
  const [id, entryId] = [newId<never>() as string, newId<never>() as string];
  const minor = input.change === 'build' ? input.amountMinor : -input.amountMinor;
  const line = (account: string, amountMinor: bigint) => ({
    account,
    currency: base,
    amountMinor,
    baseMinor: amountMinor,
  });
  await postEntries(tx, [
    {
      ...{
        id: entryId,
        kind: 'loss_allowance',
        sourceId: id,
        effectiveOn: input.effectiveOn,
        memo: input.reason.trim(),
      },
      lines: [line('6100', minor), line('1190', -minor)],
    },
  ]);
  await writeAudit(tx, actor, {
    ...{ action: 'allowance.changed', subjectKind: 'allowance_change', subjectId: id },
    after: { amountMinor: minor, currency: base, effectiveOn: input.effectiveOn },
    reason: input.reason.trim(),
  });
  try {
    await tx
      .insertInto('allowance_changes')
      .values({
        ...{ id, amount_minor: minor, currency: base, reason: input.reason.trim(), effective_on: input.effectiveOn },
        ...{ entry_id: entryId, made_by: actor.id, made_by_name: actor.name, made_at: moment.now },
      })
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'allowance_used_up') return refuse({ code: 'allowance-used-up' });
    throw error;
  }
  return ok({ id });
}
