import { sql } from 'kysely';
import { toBaseMinor } from '#app/kernel/exchange.ts';
import { currency, MINOR_MAX, minorDigits } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { auditInsert } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { postingsJson } from '#app/modules/ledger/commands/post-entries.server.ts';
import { firstOpenDay, openDays, periodClosedIn } from '#app/modules/ledger/queries/periods.server.ts';
import type { EntryInput } from '#app/modules/ledger/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { PaymentMethod, RecordedPayment, RecordPaymentInput, RecordPaymentRefusal } from '../types.ts';
import { type PaymentFacts, readPaymentFacts } from './read-payment-facts.server.ts';

/** Where the money lies until the bank confirms it (DESIGN 5). */
const MONEY_ACCOUNT: Record<PaymentMethod, string> = {
  card: '1030',
  direct_debit: '1030',
  cheque: '1020',
  cash: '1020',
  transfer: '1010',
};

type Ready = {
  input: RecordPaymentInput;
  facts: PaymentFacts;
  id: string;
  entryId: string;
  openItemId: string;
  baseMinor: bigint;
};
export type IndexedRefusal = RecordPaymentRefusal & { readonly index: number };

/**
 * Records money received, all or nothing: entries, credit items, audit, receipt numbers last. It stays unapplied until
 * cash application sets it against invoices. Amounts in minor units. Refuses, with the index of the payment at fault, a
 * suspected double (same customer, amount and reference within three days) unless accepted, a processor reference
 * recorded before, dates ahead of today, and dates in a closed month unless they move. Locks the customers in id order,
 * then the receipt series until commit.
 */
export async function recordPayments(
  tx: Tx,
  actor: Actor,
  input: { readonly payments: readonly RecordPaymentInput[] },
  moment: Moment,
): Promise<Result<RecordedPayment[], IndexedRefusal>> {
  if (input.payments.length === 0) return ok([]);
  const payments = await moveDates(tx, input.payments);
  const facts = await readPaymentFacts(tx, payments);
  const lastOn = await lastDay(tx, payments, moment);
  const ready: Ready[] = [];
  for (const [index, payment] of payments.entries()) {
    const prepared = prepare(payment, facts.get(index), lastOn);
    if (!prepared.ok) return refuse({ ...prepared.refusal, index });
    ready.push(prepared.value);
  }
  return store(tx, actor, ready, moment);
}

/** Outside money keeps the day it came as its value date; in the books it counts on the first open day. */
async function moveDates(tx: Tx, payments: readonly RecordPaymentInput[]): Promise<RecordPaymentInput[]> {
  const days = await openDays(
    tx,
    ['posting'],
    payments.filter((payment) => payment.whenClosed === 'move').map((payment) => payment.receivedOn),
  );
  return payments.map((payment) => {
    const { receivedOn, valueOn = receivedOn } = payment;
    return payment.whenClosed === 'move' ? { ...payment, receivedOn: days.get(receivedOn)!, valueOn } : payment;
  });
}

/** Nothing is received tomorrow; only while this month is closed does money of today count on the first open day. */
async function lastDay(tx: Tx, payments: readonly RecordPaymentInput[], { today }: Moment): Promise<PlainDate> {
  return payments.some((payment) => payment.receivedOn > today) ? firstOpenDay(tx, ['posting'], today) : today;
}

function prepare(
  input: RecordPaymentInput,
  facts: PaymentFacts | undefined,
  lastOn: PlainDate,
): Result<Ready, RecordPaymentRefusal> {
  if (input.amountMinor <= 0n) return refuse({ code: 'amount-not-positive' });
  if (input.amountMinor > MINOR_MAX) return refuse({ code: 'amount-out-of-range' });
  if (input.receivedOn > lastOn) return refuse({ code: 'in-the-future' });
  if (!facts) return refuse({ code: 'unknown-customer' });
  if (facts.twin && !input.acceptSuspicion && !input.processorRef) {
    return refuse({ code: 'looks-like-a-duplicate', number: facts.twin.number, receivedOn: facts.twin.receivedOn });
  }
  if (facts.rate === null) return refuse({ code: 'no-exchange-rate', currency: input.currency });
  const digits = { from: minorDigits(input.currency), base: minorDigits(currency(facts.base)) };
  const baseMinor = facts.rate === '1' ? input.amountMinor : toBaseMinor(input.amountMinor, facts.rate, digits);
  return ok({ input, facts, id: input.id ?? newId(), entryId: newId(), openItemId: newId(), baseMinor });
}

const toEntry = ({ input, id, entryId, openItemId, baseMinor }: Ready): EntryInput => ({
  id: entryId,
  kind: 'payment',
  sourceId: id,
  effectiveOn: input.receivedOn,
  valueOn: input.valueOn ?? input.receivedOn,
  memo: input.reference,
  lines: [
    { account: MONEY_ACCOUNT[input.method], currency: input.currency, amountMinor: input.amountMinor, baseMinor },
    {
      account: '1100',
      currency: input.currency,
      amountMinor: -input.amountMinor,
      baseMinor: -baseMinor,
      receivable: { customerId: input.customerId, itemId: openItemId, dueOn: input.receivedOn },
    },
  ],
});

const toAudit = ({ input, facts, id }: Ready) => ({
  action: 'payment.recorded',
  subjectKind: 'payment',
  subjectId: id,
  customerId: input.customerId,
  after: {
    method: input.method,
    amountMinor: input.amountMinor,
    currency: input.currency,
    receivedOn: input.receivedOn,
  },
  reason: facts.twin ? `recorded although ${facts.twin.number} looks the same` : '',
});

/** Entries, audit records and receipts in one round trip; the database takes the numbers last. */
async function store(
  tx: Tx,
  actor: Actor,
  ready: readonly Ready[],
  moment: Moment,
): Promise<Result<RecordedPayment[], IndexedRefusal>> {
  const receipts = ready.map(({ input, id, entryId, openItemId }) => ({
    id,
    customer_id: input.customerId,
    method: input.method,
    currency: input.currency,
    amount_minor: input.amountMinor.toString(),
    received_on: input.receivedOn,
    value_on: input.valueOn ?? input.receivedOn,
    reference: input.reference,
    payer_name: input.payerName,
    note: input.note,
    processor_ref: input.processorRef ?? null,
    entry_id: entryId,
    open_item_id: openItemId,
    recorded_at: moment.now.toISOString(),
    recorded_by: actor.id,
    recorded_by_name: actor.name,
  }));
  try {
    const { rows } = await sql<{
      id: string;
      number: string;
    }>`/*prepared*/ with audited as (${auditInsert(actor, ready.map(toAudit))})
      select id, number from receive_payments(${postingsJson(ready.map(toEntry))}::jsonb, ${JSON.stringify(receipts)}::jsonb)`.execute(
      tx,
    );
    const numbers = new Map(rows.map((row) => [row.id, row.number]));
    return ok(ready.map(({ id, openItemId }) => ({ id, number: numbers.get(id)!, openItemId })));
  } catch (error) {
    const closed = periodClosedIn(error);
    if (closed) {
      const index = ready.findIndex(({ entryId }) => entryId === closed.rowId);
      return refuse({ ...closed.refusal, index });
    }
    if (constraintOf(error) !== 'payments_processor_ref_unique') throw error;
    const taken = /\(processor_ref\)=\((.*)\)/.exec((error as { detail?: string }).detail ?? '')?.[1];
    return refuse({
      code: 'already-recorded',
      index: Math.max(
        0,
        ready.findLastIndex(({ input }) => input.processorRef === taken),
      ),
    });
  }
}
