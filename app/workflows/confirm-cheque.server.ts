import { assert } from '#app/kernel/assert.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { payableItems } from '#app/modules/cash-application/queries/payable-items.server.ts';
import { endHolds } from '#app/modules/instruments/commands/end-holds.server.ts';
import { lockOneForStep } from '#app/modules/instruments/commands/lock-instruments.server.ts';
import { takeSteps } from '#app/modules/instruments/commands/take-steps.server.ts';
import { chequeFacts } from '#app/modules/instruments/queries/cheque-facts.server.ts';
import type { ChequeInput, NotPossible, UnknownInstrument } from '#app/modules/instruments/types.ts';
import type { RecordPaymentRefusal } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { receiveAndName } from './receive-and-name.server.ts';
import { paymentOf } from './receive-cheque.server.ts';
import type { SettleRefusal } from './settle-and-name.server.ts';

export type ConfirmedCheque = {
  readonly paymentId: string;
  readonly paymentNumber: string;
  readonly appliedMinor: bigint;
  readonly leftMinor: bigint;
};
/** `not-yet`: the date written on it has not come. */
export type ConfirmChequeRefusal =
  | NotPossible
  | UnknownInstrument
  | { readonly code: 'not-yet'; readonly datedOn: PlainDate }
  | RecordPaymentRefusal
  | SettleRefusal;

/**
 * Whoever keeps a post-dated cheque says that its day has come and it may be banked: from today it is a payment, its holds
 * end, and it pays what it was meant to pay as far as that is still open; a rest stays on the account. Refuses before its
 * date, and any other cheque. Locks the customer, then the cheque.
 */
export async function confirmCheque(
  tx: Tx,
  actor: Actor,
  input: { readonly instrumentId: string },
  moment: Moment,
): Promise<Result<ConfirmedCheque, ConfirmChequeRefusal>> {
  const locked = await lockOneForStep(tx, input.instrumentId, 'confirmed');
  if (!locked.ok) return locked;
  const facts = await chequeFacts(tx, input.instrumentId);
  assert(facts, 'a locked cheque is there');
  // It was looked for when it was received; its payment is no second one.
  const cheque = { ...facts, acceptSuspicion: true };
  if (moment.today < cheque.datedOn) return refuse({ code: 'not-yet', datedOn: cheque.datedOn });
  const meant = await endHolds(tx, actor, {
    ...{ instrumentId: locked.value.id, reason: 'The cheque may be banked' },
    effectiveOn: moment.today,
  });
  const received = await receiveAndName(
    tx,
    actor,
    {
      ...{ payment: paymentOf(cheque, moment.today), rests: [], leftOver: 'account' },
      apply: { kind: 'chosen', allocations: await stillOpen(tx, cheque, meant) },
    },
    moment,
  );
  if (!received.ok) return received;
  const { id: paymentId, number: paymentNumber, appliedMinor, leftMinor } = received.value;
  const step = { kind: 'confirmed' as const, effectiveOn: moment.today, paymentId };
  await takeSteps(tx, actor, [{ instrument: locked.value, ...step }], moment);
  return ok({ paymentId, paymentNumber, appliedMinor, leftMinor });
}

type Part = { readonly itemId: string; readonly amountMinor: bigint };

/** What it was meant to pay may have been paid, credited or shortened, or have left the group, while it waited. */
async function stillOpen(tx: Tx, cheque: ChequeInput, meant: readonly Part[]): Promise<Part[]> {
  const groups = await payableItems(tx, cheque);
  const left = new Map(groups.flatMap((group) => group.items.map((item) => [item.id, item.residualMinor])));
  return meant.flatMap(({ itemId, amountMinor }) => {
    const open = left.get(itemId) ?? 0n;
    return open > 0n ? [{ itemId, amountMinor: open < amountMinor ? open : amountMinor }] : [];
  });
}
