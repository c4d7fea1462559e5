import { createHash } from 'node:crypto';
import type { AttemptId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { StartAttemptRefusal } from '../types.ts';
import { type StartAttemptInput, startPaymentAttempt } from './start-payment-attempt.server.ts';

export type StartOnceInput = StartAttemptInput & {
  /** Made with the form, 8 to 200 characters: sending the form again brings the same attempt. */
  readonly key: string;
  /** Whose keys these are: the customer, or the scoped link. The wall of the table reads it too. */
  readonly keyOwnerId: string;
  /** What else the form said, in one text: the same key with anything else is another form. */
  readonly choices?: string;
};

/** `form-changed`: this form was sent before and said something else. `at-once`: it is being sent twice at this moment. */
export type StartOnceRefusal = StartAttemptRefusal | { readonly code: 'form-changed' } | { readonly code: 'at-once' };

/**
 * Starts an attempt once per form, however often the form is sent: the second time the first attempt is answered, whatever
 * became of it. The same key with other amounts is refused.
 */
export async function startAttemptOnce(
  tx: Tx,
  actor: Actor,
  { key, keyOwnerId, choices = '', ...input }: StartOnceInput,
  moment: Moment,
): Promise<Result<{ attemptId: AttemptId; repeated: boolean }, StartOnceRefusal>> {
  const scope = `pay:${keyOwnerId}`;
  const inputHash = hashOf(input, choices);
  const earlier = await tx
    .selectFrom('idempotency_keys')
    .select(['input_hash', 'outcome'])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirst();
  if (earlier) {
    if (earlier.input_hash !== inputHash) return refuse({ code: 'form-changed' });
    return ok({ attemptId: (earlier.outcome as { attemptId: AttemptId }).attemptId, repeated: true });
  }
  const started = await startPaymentAttempt(tx, actor, input, moment);
  if (!started.ok) return started;
  const kept = await tx
    .insertInto('idempotency_keys')
    .values({
      scope,
      key,
      input_hash: inputHash,
      outcome: JSON.stringify({ attemptId: started.value.attemptId }),
      created_at: moment.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  // The same form at the same moment: the other one won, this one is undone.
  if (kept.numInsertedOrUpdatedRows === 0n) return refuse({ code: 'at-once' });
  return ok({ ...started.value, repeated: false });
}

function hashOf(input: StartAttemptInput, choices: string): string {
  const items = [...input.items].sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
  const text = JSON.stringify([
    input.customerId,
    input.currency,
    input.amountMinor.toString(),
    items.map((item) => [item.itemId, item.amountMinor.toString()]),
    ...(choices ? [choices] : []),
  ]);
  return createHash('sha256').update(text).digest('hex');
}
