import { assert } from '#app/kernel/assert.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { customersTouched } from '#app/modules/cash-application/queries/customers-touched.server.ts';
import { lockOneForStep } from '#app/modules/instruments/commands/lock-instruments.server.ts';
import { postBankCharge } from '#app/modules/instruments/commands/post-bank-charge.server.ts';
import { takeSteps } from '#app/modules/instruments/commands/take-steps.server.ts';
import { chequeFacts } from '#app/modules/instruments/queries/cheque-facts.server.ts';
import type { ChequeInput, LockedInstrument, StepRefusal } from '#app/modules/instruments/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { type ChargeOnRefusal, chargeOn } from './charge-on-returned-cheque.server.ts';
import { tellChequeReturned } from './tell-cheque-returned.server.ts';
import { undoWithPayment } from './undo-with-payment.server.ts';

export type ReturnChequeInput = {
  readonly instrumentId: string;
  readonly returnedOn: PlainDate;
  readonly reason: string;
  /** What our bank took for it, minor units of the cheque's currency; null for nothing. */
  readonly chargeMinor: bigint | null;
  /** True to bill the customer for that charge with a debit note. */
  readonly chargeOn: boolean;
};

export type ReturnedCheque = {
  readonly reopenedItemIds: readonly string[];
  readonly debitNote: { readonly id: string; readonly number: string } | null;
  /** Named differences and transfers that came back with it. */
  readonly takenBack: number;
  /** Those that had a life of their own since and stand: a person decides what becomes of them. */
  readonly standing: number;
};
/** `no-charge-yet`: a bank that never had it takes nothing for it. */
export type ReturnChequeRefusal =
  | StepRefusal
  | { readonly code: 'no-charge-yet' }
  | { readonly code: 'no-exchange-rate'; readonly currency: string }
  | ChargeOnRefusal;

/**
 * A cheque that was not paid, before it was banked or after. Its payment is reversed out of the account it lies in, what it
 * paid is open again, in the whole group, and differences named with it come back; our bank's charge is posted and billed on if asked, the customer is written to, and it stands on the
 * list of calls to make until somebody made one. Refuses one that is closed, a day ahead, and one before it was received or
 * banked. Locks the customer, then the cheque, then the payment.
 */
export async function returnCheque(
  tx: Tx,
  actor: Actor,
  input: ReturnChequeInput,
  moment: Moment,
): Promise<Result<ReturnedCheque, ReturnChequeRefusal>> {
  if (input.returnedOn > moment.today) return refuse({ code: 'in-the-future' });
  const facts = await chequeFacts(tx, input.instrumentId);
  if (!facts) return refuse({ code: 'unknown-cheque' });
  const kind = facts.state === 'in_hand' ? ('returned_before' as const) : ('returned_after' as const);
  if (facts.paymentId) await lockCustomers(tx, await customersTouched(tx, facts.paymentId));
  const locked = await lockOneForStep(tx, input.instrumentId, kind);
  if (!locked.ok) return locked;
  const earliestOn = later(facts.receivedOn, locked.value.bankedOn ?? facts.receivedOn);
  if (input.returnedOn < earliestOn) return refuse({ code: 'too-early', earliestOn });
  if (kind === 'returned_before' && input.chargeMinor !== null) return refuse({ code: 'no-charge-yet' });
  const reversed = await undoWithPayment(
    tx,
    actor,
    {
      paymentId: locked.value.paymentId!,
      ...{ reason: input.reason, effectiveOn: input.returnedOn, wasDeposited: kind === 'returned_after' },
    },
    moment,
  );
  assert(reversed.ok, 'the payment of a cheque that is not returned stands');
  const charged = await charge(tx, actor, { ...input, ...facts }, moment);
  if (!charged.ok) return charged;
  await takeSteps(tx, actor, [stepOf(locked.value, kind, input, charged.value)], moment);
  await tellChequeReturned(tx, { ...locked.value, paymentId: locked.value.paymentId! }, moment);
  return ok({
    ...{ reopenedItemIds: reversed.value.reopenedItemIds, debitNote: charged.value?.debitNote ?? null },
    ...{ takenBack: reversed.value.takenBack, standing: reversed.value.standing },
  });
}

type Charged = {
  readonly amountMinor: bigint;
  readonly entryId: string;
  readonly debitNote: { id: string; number: string } | null;
};

function stepOf(
  instrument: LockedInstrument,
  kind: 'returned_before' | 'returned_after',
  { returnedOn, reason }: ReturnChequeInput,
  charged: Charged | null,
) {
  return {
    ...{ instrument, kind, reason, effectiveOn: returnedOn },
    ...(charged ? { charge: charged } : {}),
    ...(charged?.debitNote ? { debitNoteId: charged.debitNote.id } : {}),
  };
}

async function charge(
  tx: Tx,
  actor: Actor,
  of: ReturnChequeInput & ChequeInput,
  moment: Moment,
): Promise<Result<Charged | null, ReturnChequeRefusal>> {
  const { chargeMinor } = of;
  if (chargeMinor === null) return ok(null);
  const posted = await postBankCharge(tx, {
    ...{ instrumentId: of.instrumentId, amountMinor: chargeMinor, currency: of.currency, chargedOn: of.returnedOn },
    memo: `Returned cheque ${of.chequeNo}`,
  });
  if (!posted.ok) return posted;
  const { entryId } = posted.value;
  if (!of.chargeOn) return ok({ amountMinor: chargeMinor, entryId, debitNote: null });
  const debitNote = await chargeOn(tx, actor, { ...of, amountMinor: chargeMinor }, moment);
  return debitNote.ok ? ok({ amountMinor: chargeMinor, entryId, debitNote: debitNote.value }) : debitNote;
}
