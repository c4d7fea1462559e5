import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { planPayment } from '#app/modules/cash-application/queries/plan-payment.server.ts';
import type { HowToApply } from '#app/modules/cash-application/types.ts';
import { recordInstrument } from '#app/modules/instruments/commands/record-instrument.server.ts';
import { twinOfCheque } from '#app/modules/instruments/queries/twin-of-cheque.server.ts';
import type {
  ChequeInput,
  Custodian,
  ReceiveChequeRefusal,
  RecordedInstrument,
} from '#app/modules/instruments/types.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import type { RecordPaymentInput, RecordPaymentRefusal } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { receiveAndName } from './receive-and-name.server.ts';
import type { NamedRest, SettleRefusal } from './settle-and-name.server.ts';

export type ReceiveChequeInput = {
  readonly cheque: ChequeInput;
  readonly custodian: Custodian;
  /** What it pays, or for a post-dated one, what it is meant to pay. */
  readonly apply: HowToApply;
  /** What was paid short, by name, and what becomes of a rest: of a cheque that may be banked. */
  readonly rests?: readonly NamedRest[];
  readonly leftOver?: 'account' | 'small_difference';
  readonly sendReceipt?: boolean;
  /** The day it counts in the books, where the month in which it was received is closed. */
  readonly countsOn?: PlainDate;
};

export type ReceivedCheque = RecordedInstrument & {
  /** Null while it is post-dated: it is no payment before it may be banked. */
  readonly paymentId: string | null;
  /** Minor units of the cheque that are not set against, or meant for, an item. */
  readonly leftMinor: bigint;
};

/** `rests-later`: nothing is paid short before the cheque is money. */
export type ReceiveRefusal =
  | ReceiveChequeRefusal
  | RecordPaymentRefusal
  | SettleRefusal
  | { readonly code: 'rests-later' };

/** What a payment by cheque is found by, on the account and on statements. */
const chequeReference = (cheque: Pick<ChequeInput, 'chequeNo'>): string => `Cheque ${cheque.chequeNo}`;

/**
 * Takes a cheque and gives it its provisional receipt number. One that may be banked is a payment at once, with its credit
 * item, applied as asked; a post-dated one posts nothing and holds what it is meant to pay, so that nobody chases it.
 * Refuses what looks like a cheque received before unless accepted, a time ahead, and whatever recording or applying
 * refuses; then nothing is stored. Locks the customer, then the series.
 */
export async function receiveCheque(
  tx: Tx,
  actor: Actor,
  input: ReceiveChequeInput,
  moment: Moment,
): Promise<Result<ReceivedCheque, ReceiveRefusal>> {
  const { cheque } = input;
  if (cheque.receivedOn > moment.today || cheque.receivedAt > moment.now) return refuse({ code: 'in-the-future' });
  await lockCustomers(tx, [cheque.customerId]);
  const twin = cheque.acceptSuspicion ? null : await twinOfCheque(tx, cheque);
  if (twin) return refuse({ code: 'looks-like-a-duplicate', ...twin });
  return cheque.datedOn > cheque.receivedOn
    ? receivePostDated(tx, actor, input, moment)
    : receiveBankable(tx, actor, input, moment);
}

async function receiveBankable(
  tx: Tx,
  actor: Actor,
  input: ReceiveChequeInput,
  moment: Moment,
): Promise<Result<ReceivedCheque, ReceiveRefusal>> {
  const { cheque, custodian } = input;
  const received = await receiveAndName(
    tx,
    actor,
    {
      ...{ payment: paymentOf(cheque, input.countsOn ?? cheque.receivedOn), apply: input.apply, sendReceipt: false },
      ...{ rests: input.rests ?? [], leftOver: input.leftOver ?? 'account' },
    },
    moment,
  );
  if (!received.ok) return received;
  const { id: paymentId, leftMinor } = received.value;
  const recorded = await recordInstrument(tx, actor, { cheque, custodian, paymentId, meantFor: [] }, moment);
  // Ordered here and not with the payment: the receipt it mails carries the cheque's number.
  if (input.sendReceipt !== false) await enqueue(tx, 'send-receipt', { paymentId });
  return ok({ ...recorded, paymentId, leftMinor });
}

async function receivePostDated(
  tx: Tx,
  actor: Actor,
  input: ReceiveChequeInput,
  moment: Moment,
): Promise<Result<ReceivedCheque, ReceiveRefusal>> {
  const { cheque, custodian } = input;
  if ((input.rests ?? []).length > 0 || input.leftOver === 'small_difference') return refuse({ code: 'rests-later' });
  const planned = await planPayment(tx, { ...cheque, how: input.apply });
  if (!planned.ok) return planned;
  const held = await placeHolds(tx, actor, {
    holds: planned.value.map((part) => ({
      ...{ customerId: part.customerId, itemId: part.itemId, kind: 'in_flight' as const },
      ...{ amountMinor: part.amountMinor, reason: `Post-dated ${chequeReference(cheque).toLowerCase()}` },
      effectiveOn: cheque.receivedOn,
    })),
  });
  if (!held.ok) return refuse({ code: 'does-not-fit' });
  const meantFor = planned.value.map((part, index) => ({ ...part, holdId: held.value[index]! }));
  const recorded = await recordInstrument(tx, actor, { cheque, custodian, paymentId: null, meantFor }, moment);
  const planMinor = planned.value.reduce((total, part) => total + part.amountMinor, 0n);
  return ok({ ...recorded, paymentId: null, leftMinor: cheque.amountMinor - planMinor });
}

/** The payment a cheque is from the day on which it may be banked. The suspicion of a double was asked of the cheque itself. */
export const paymentOf = (cheque: ChequeInput, countsOn: PlainDate): RecordPaymentInput => ({
  ...{ customerId: cheque.customerId, method: 'cheque', currency: cheque.currency, amountMinor: cheque.amountMinor },
  ...{
    receivedOn: countsOn,
    valueOn: later(cheque.receivedOn, cheque.datedOn),
    reference: chequeReference(cheque),
    payerName: cheque.drawerName,
    note: cheque.note,
  },
  acceptSuspicion: cheque.acceptSuspicion ?? false,
});
