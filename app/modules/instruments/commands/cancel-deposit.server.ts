import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { CancelDepositRefusal, LockedInstrument } from '../types.ts';
import { lockForStep } from './lock-instruments.server.ts';
import { takeSteps } from './take-steps.server.ts';

/**
 * A deposit that did not happen after all: its entry is mirrored as of today (or the first open day after it), and what was
 * in it is in hand again, its clock still running. Refuses one cancelled before, and one the bank has spoken about: a
 * cheque in it cleared or came back. Locks its cheques.
 */
export async function cancelDeposit(
  tx: Tx,
  actor: Actor,
  input: { readonly depositId: string; readonly reason: string },
  moment: Moment,
): Promise<Result<{ effectiveOn: PlainDate }, CancelDepositRefusal>> {
  const batch = await tx.selectFrom('deposit_batches').selectAll().where('id', '=', input.depositId).executeTakeFirst();
  if (!batch) return refuse({ code: 'unknown-deposit' });
  const lines = await tx
    .selectFrom('deposit_lines as d')
    .innerJoin('payments as p', 'p.id', 'd.payment_id')
    .leftJoin('payment_reversals as r', 'r.payment_id', 'd.payment_id')
    .select(['d.instrument_id', 'p.number', 'r.payment_id as reversed'])
    .where('d.batch_id', '=', batch.id)
    .execute();
  const locked = await lockForStep(
    tx,
    lines.flatMap((line) => (line.instrument_id ? [line.instrument_id] : [])),
    'taken_out',
  );
  if (await isCancelled(tx, batch.id)) return refuse({ code: 'already-cancelled' });
  if (!locked.ok) return refuse({ code: 'bank-has-spoken', number: locked.refusal.number });
  const cameBack = lines.find((line) => line.reversed !== null);
  if (cameBack) return refuse({ code: 'bank-has-spoken', number: cameBack.number });
  const effectiveOn = await firstOpenDay(tx, ['posting'], moment.today);
  return store(tx, actor, { batch, instruments: locked.value, effectiveOn, reason: input.reason, moment });
}

const isCancelled = async (tx: Tx, batchId: string): Promise<boolean> =>
  (await tx
    .selectFrom('deposit_cancellations')
    .select('batch_id')
    .where('batch_id', '=', batchId)
    .executeTakeFirst()) !== undefined;

type Ready = {
  batch: { id: string; currency: string; amount_minor: bigint; base_minor: bigint };
  instruments: readonly LockedInstrument[];
  effectiveOn: PlainDate;
  reason: string;
  moment: Moment;
};

async function store(
  tx: Tx,
  actor: Actor,
  { batch, instruments, effectiveOn, reason, moment }: Ready,
): Promise<Result<{ effectiveOn: PlainDate }, CancelDepositRefusal>> {
  const entryId = newId<never>() as string;
  const line = (account: string, sign: bigint) => ({
    account,
    currency: currency(batch.currency),
    amountMinor: sign * batch.amount_minor,
    baseMinor: sign * batch.base_minor,
  });
  await postEntries(tx, [
    {
      ...{ id: entryId, kind: 'deposit' as const, sourceId: batch.id, effectiveOn, memo: reason },
      lines: [line('1010', -1n), line('1020', 1n)],
    },
  ]);
  try {
    await tx
      .insertInto('deposit_cancellations')
      .values({
        ...{ batch_id: batch.id, effective_on: effectiveOn, entry_id: entryId, reason },
        ...{ made_by_name: actor.name, made_at: moment.now },
      })
      .execute();
  } catch (error) {
    if (constraintOf(error) === 'deposit_cancellations_pkey') return refuse({ code: 'already-cancelled' });
    throw error;
  }
  const step = { kind: 'taken_out' as const, effectiveOn, batchId: batch.id, reason };
  await takeSteps(
    tx,
    actor,
    instruments.map((instrument) => ({ instrument, ...step })),
    moment,
  );
  const audit = { action: 'deposit.cancelled', subjectKind: 'deposit', subjectId: batch.id, reason };
  await writeAudit(tx, actor, audit);
  return ok({ effectiveOn });
}
