import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { lockCustomers } from '#app/modules/ledger/commands/lock-customers.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DisputeId, DisputeKind, DisputeOutcome, DisputeRefusal, DisputeState, WaitsFor } from '../types.ts';

/** A dispute as it stands under its customer's lock. */
export type LockedDispute = {
  readonly id: DisputeId;
  readonly number: string;
  readonly customerId: string;
  readonly itemId: string | null;
  readonly invoiceId: string | null;
  readonly kind: DisputeKind;
  readonly reasonCode: string;
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  readonly holdId: string | null;
  readonly state: DisputeState;
  readonly waitsFor: WaitsFor | null;
  readonly stateAt: Date;
  readonly queue: string;
  readonly ownerUser: string | null;
  readonly answerDueAt: Date | null;
  readonly resolveDueAt: Date | null;
  readonly resolveLeftMinutes: number | null;
  readonly firstAnsweredAt: Date | null;
  readonly lastWordAt: Date;
  readonly raisedAt: Date;
  readonly approvalId: string | null;
  readonly outcome: DisputeOutcome | null;
  readonly severity: string | null;
  readonly notifyEmail: string;
};

type Of = { readonly disputeId: string; readonly customerId?: string | undefined };

/** Locks the customer, then reads the dispute. Refuses one that is not there or, where a customer is named, not theirs. */
export async function lockDispute(tx: Tx, of: Of): Promise<Result<LockedDispute, DisputeRefusal>> {
  const owner = await tx.selectFrom('disputes').select('customer_id').where('id', '=', of.disputeId).executeTakeFirst();
  if (!owner || (of.customerId !== undefined && owner.customer_id !== of.customerId))
    return refuse({ code: 'unknown-dispute' });
  await lockCustomers(tx, [owner.customer_id]);
  const row = await tx.selectFrom('disputes').selectAll().where('id', '=', of.disputeId).executeTakeFirstOrThrow();
  return ok({
    ...{ id: row.id as DisputeId, number: row.number ?? '', customerId: row.customer_id, itemId: row.item_id },
    ...{ invoiceId: row.invoice_id, kind: row.kind as DisputeKind, reasonCode: row.reason_code, queue: row.queue },
    ...{ amountMinor: row.amount_minor, currency: row.currency, holdId: row.hold_id, ownerUser: row.owner_user },
    ...{ state: row.state as DisputeState, waitsFor: row.waits_for as WaitsFor | null, stateAt: row.state_at },
    ...{
      answerDueAt: row.answer_due_at,
      resolveDueAt: row.resolve_due_at,
      resolveLeftMinutes: row.resolve_left_minutes,
    },
    ...{ firstAnsweredAt: row.first_answered_at, lastWordAt: row.last_word_at, raisedAt: row.raised_at },
    ...{ approvalId: row.approval_id, outcome: row.outcome as DisputeOutcome | null, severity: row.severity },
    notifyEmail: row.notify_email,
  });
}

/** The same, of one that lives: a closed one is refused with how it ended. */
export async function lockLiving(tx: Tx, of: Of): Promise<Result<LockedDispute, DisputeRefusal>> {
  const found = await lockDispute(tx, of);
  if (!found.ok || found.value.outcome === null) return found;
  return refuse({ code: 'closed', number: found.value.number, outcome: found.value.outcome });
}
