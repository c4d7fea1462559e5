import type { PlainDate } from '#app/kernel/plain-date.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Custodian, InstrumentStep, LockedInstrument } from '../types.ts';

export type StepInput = {
  readonly instrument: Pick<LockedInstrument, 'id' | 'customerId'>;
  readonly kind: Exclude<InstrumentStep, 'received' | 'banked'>;
  readonly effectiveOn: PlainDate;
  readonly custodian?: Custodian;
  readonly dueOn?: PlainDate;
  readonly paymentId?: string;
  readonly batchId?: string;
  /** What our bank took for it, and the entry that posted it. Minor units of the cheque's currency. */
  readonly charge?: { readonly amountMinor: bigint; readonly entryId: string };
  readonly debitNoteId?: string;
  readonly reason?: string;
};

/**
 * Writes steps of cheques that the caller has locked, each with its audit record. The database stamps where each one
 * stands; a step that may not be taken, or does not agree with its money, is a bug by now and throws (TS040, TS041).
 */
export async function takeSteps(tx: Tx, actor: Actor, steps: readonly StepInput[], moment: Moment): Promise<void> {
  if (steps.length === 0) return;
  await tx
    .insertInto('instrument_events')
    .values(
      steps.map((step) => ({
        instrument_id: step.instrument.id,
        customer_id: step.instrument.customerId,
        kind: step.kind,
        // Both are stamped by the database; what is written here does not count.
        position: 0,
        to_state: 'in_hand',
        effective_on: step.effectiveOn,
        happened_at: moment.now,
        custodian_id: step.custodian?.id ?? null,
        custodian_name: step.custodian?.name ?? null,
        due_on: step.dueOn ?? null,
        payment_id: step.paymentId ?? null,
        batch_id: step.batchId ?? null,
        charge_minor: step.charge?.amountMinor ?? null,
        charge_entry_id: step.charge?.entryId ?? null,
        debit_note_id: step.debitNoteId ?? null,
        reason: step.reason ?? '',
        made_by: actor.id,
        made_by_name: actor.name,
      })),
    )
    .execute();
  await writeAudit(
    tx,
    actor,
    steps.map((step) => ({
      action: `cheque.${step.kind}`,
      subjectKind: 'instrument',
      subjectId: step.instrument.id,
      customerId: step.instrument.customerId,
      after: {
        on: step.effectiveOn,
        ...(step.custodian ? { custodian: step.custodian.name } : {}),
        ...(step.dueOn ? { dueOn: step.dueOn } : {}),
        ...(step.paymentId ? { paymentId: step.paymentId } : {}),
        ...(step.batchId ? { depositId: step.batchId } : {}),
        ...(step.charge ? { chargeMinor: step.charge.amountMinor } : {}),
      },
      reason: step.reason ?? '',
    })),
  );
}
