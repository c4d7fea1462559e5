import { assert } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import { later, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { applyItems } from '#app/modules/ledger/commands/apply-items.server.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { reverseApplications } from '#app/modules/ledger/commands/reverse-applications.server.ts';
import { firstOpenDay } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { ReversePaymentRefusal } from '../types.ts';

export type ReversePaymentInput = {
  readonly paymentId: string;
  readonly reason: string;
  readonly effectiveOn: PlainDate;
  /** Cheques and cash: true once they were deposited; the money then leaves the bank and no longer undeposited funds. */
  readonly wasDeposited?: boolean;
};

/**
 * Undoes a payment that came back: its applications are reversed, so the invoices stand open again; the mirror entry is
 * posted; its item is closed against the debit item of that entry. What lies in a closed month counts on the first open day
 * after it, and the day it came back stays as value date. Refuses `already-reversed`, and a payment of which a part came back.
 * Locks the customer.
 */
export async function reversePayment(
  tx: Tx,
  actor: Actor,
  input: ReversePaymentInput,
  moment: Moment,
): Promise<Result<{ reopenedItemIds: string[]; effectiveOn: PlainDate }, ReversePaymentRefusal>> {
  const payment = await tx.selectFrom('payments').selectAll().where('id', '=', input.paymentId).executeTakeFirst();
  if (!payment) return refuse({ code: 'unknown-payment' });
  await lockCustomers(tx, [payment.customer_id]);
  const before = await cameBackBefore(tx, payment.id);
  if (before) return refuse({ code: before });
  const cameBackOn = later(input.effectiveOn, payment.value_on as PlainDate);
  const standing = await standingApplications(tx, payment.open_item_id);
  if (standing.length > 0) {
    const undone = await reverseApplications(tx, actor, {
      applicationIds: standing.map((row) => row.id),
      effectiveOn: later(cameBackOn, payment.received_on as PlainDate),
      reason: input.reason,
      whenClosed: 'move',
    });
    assert(undone.ok, 'standing applications of a locked customer can be reversed');
  }
  const lastOn = await lastMoveOn(tx, payment.open_item_id, payment.received_on as PlainDate);
  const effectiveOn = await firstOpenDay(tx, ['posting'], later(cameBackOn, lastOn));
  const [entryId, itemId] = [newId<never>() as string, newId<never>() as string];
  await postEntries(tx, [
    await mirrorEntry(tx, payment, {
      ...{ entryId, itemId, effectiveOn, valueOn: cameBackOn },
      ...{ reason: input.reason, wasDeposited: input.wasDeposited ?? false },
    }),
  ]);
  const closed = await applyItems(tx, actor, {
    applications: [
      {
        customerId: payment.customer_id,
        creditItemId: payment.open_item_id,
        debitItemId: itemId,
        amountMinor: payment.amount_minor,
        effectiveOn,
      },
    ],
  });
  assert(closed.ok, 'a reversed payment closes against its mirror');
  await tx
    .insertInto('payment_reversals')
    .values({
      payment_id: payment.id,
      customer_id: payment.customer_id,
      reason: input.reason,
      effective_on: effectiveOn,
      entry_id: entryId,
      open_item_id: itemId,
      recorded_at: moment.now,
      recorded_by_name: actor.name,
    })
    .execute();
  await writeAudit(tx, actor, {
    action: 'payment.reversed',
    subjectKind: 'payment',
    subjectId: payment.id,
    customerId: payment.customer_id,
    reason: input.reason,
  });
  return ok({ reopenedItemIds: [...new Set(standing.map((row) => row.debit_item_id))], effectiveOn });
}

async function cameBackBefore(tx: Tx, paymentId: string): Promise<'already-reversed' | 'part-came-back' | null> {
  const of = (table: 'payment_reversals' | 'payment_parts_returned') =>
    tx.selectFrom(table).select('payment_id').where('payment_id', '=', paymentId).executeTakeFirst();
  if (await of('payment_reversals')) return 'already-reversed';
  return (await of('payment_parts_returned')) ? 'part-came-back' : null;
}

const standingApplications = (tx: Tx, creditItemId: string) =>
  tx
    .selectFrom('applications as a')
    .select(['a.id', 'a.debit_item_id', 'a.effective_on'])
    .where('a.credit_item_id', '=', creditItemId)
    .where('a.reverses_id', 'is', null)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('applications as r').select('r.id').whereRef('r.reverses_id', '=', 'a.id'))),
    )
    .execute();

/** The item can only be closed in full on the day of its last application, or later. */
async function lastMoveOn(tx: Tx, creditItemId: string, otherwise: PlainDate): Promise<PlainDate> {
  const row = await tx
    .selectFrom('applications')
    .select((eb) => eb.fn.max('effective_on').as('last_on'))
    .where('credit_item_id', '=', creditItemId)
    .executeTakeFirst();
  return (row?.last_on as PlainDate | null) ?? otherwise;
}

const UNDEPOSITED = '1020';
const BANK = '1010';

type PaymentRow = { id: string; entry_id: string; customer_id: string };

async function mirrorEntry(
  tx: Tx,
  payment: PaymentRow,
  of: {
    entryId: string;
    itemId: string;
    effectiveOn: PlainDate;
    valueOn: PlainDate;
    reason: string;
    wasDeposited: boolean;
  },
) {
  const lines = await tx
    .selectFrom('entry_lines')
    .selectAll()
    .where('entry_id', '=', payment.entry_id)
    .orderBy('line_no')
    .execute();
  return {
    id: of.entryId,
    kind: 'payment_reversal' as const,
    sourceId: payment.id,
    effectiveOn: of.effectiveOn,
    valueOn: of.valueOn,
    memo: of.reason,
    lines: lines.map((line) => ({
      account: of.wasDeposited && line.account_code === UNDEPOSITED ? BANK : line.account_code,
      currency: currency(line.currency),
      amountMinor: -line.amount_minor,
      baseMinor: -line.base_minor,
      ...(line.account_code === '1100'
        ? { receivable: { customerId: payment.customer_id, itemId: of.itemId, dueOn: of.effectiveOn } }
        : {}),
    })),
  };
}
