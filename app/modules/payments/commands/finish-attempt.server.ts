import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { auditInsert } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { Attempt } from '../types.ts';

export type FinishAttemptInput = {
  readonly attempt: Attempt;
  readonly paymentId: string;
  readonly sessionRef: string | null;
  readonly intentRef: string;
};

/**
 * The money is there and recorded as `paymentId`: these attempts have succeeded, whatever they were thought to be before.
 * They are locked, and their items were freed in this transaction. A second success is a bug and throws.
 */
export async function finishAttempts(
  tx: Tx,
  actor: Actor,
  finished: readonly FinishAttemptInput[],
  moment: Moment,
): Promise<void> {
  const rows = finished.map(({ attempt, paymentId, sessionRef, intentRef }) => ({
    ...{ id: attempt.id, payment_id: paymentId, intent_ref: intentRef },
    session_ref: attempt.sessionRef ?? sessionRef,
  }));
  const audits = finished.map(({ attempt, paymentId }) => ({
    ...{ action: 'attempt.succeeded', subjectKind: 'payment_attempt', subjectId: attempt.id },
    ...{ customerId: attempt.customerId, after: { paymentId } },
  }));
  const done = await sql<{ id: string }>`
    with audited as (${auditInsert(actor, audits)})
    update payment_attempts a set state = 'succeeded', payment_id = f.payment_id, session_ref = f.session_ref, intent_ref = f.intent_ref,
      session_url = null, failure_text = '', failure_code = null, changed_at = ${moment.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (id uuid, payment_id uuid, session_ref text, intent_ref text)
    where a.id = f.id and a.id = any (${rows.map(({ id }) => id)}::uuid[]) and a.payment_id is null returning a.id`.execute(
    tx,
  );
  assert(done.rows.length === finished.length, 'an attempt has a payment already');
}
