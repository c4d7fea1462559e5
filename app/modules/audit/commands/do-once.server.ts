import { createHash } from 'node:crypto';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** `form-changed`: this form was sent before and said something else. `at-once`: it is being sent twice at this moment. */
export type OnceRefusal = { readonly code: 'form-changed' } | { readonly code: 'at-once' };

export type Once = {
  /** Whose keys these are and for what, `credit:<user>`. */
  readonly scope: string;
  /** Made with the form, 8 to 200 characters. */
  readonly key: string;
  /** What was asked for; compared by its hash. Amounts as text. */
  readonly input: unknown;
};

const asText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);

/**
 * Does something once per form, however often the form is sent: the second time what was answered first is answered again.
 * `outcome` is kept as JSON, so it holds texts only. The same key with another input is refused, and so is the same form at
 * the same moment: the other one won, this one is undone.
 */
export async function doOnce<Outcome extends Record<string, string | null>, Refusal>(
  tx: Tx,
  once: Once,
  moment: Moment,
  work: () => Promise<Result<Outcome, Refusal>>,
): Promise<Result<Outcome, Refusal | OnceRefusal>> {
  const inputHash = createHash('sha256').update(JSON.stringify(once.input, asText)).digest('hex');
  const earlier = await tx
    .selectFrom('idempotency_keys')
    .select(['input_hash', 'outcome'])
    .where('scope', '=', once.scope)
    .where('key', '=', once.key)
    .executeTakeFirst();
  if (earlier)
    return earlier.input_hash === inputHash ? ok(earlier.outcome as Outcome) : refuse({ code: 'form-changed' });
  const done = await work();
  if (!done.ok) return done;
  const kept = await tx
    .insertInto('idempotency_keys')
    .values({
      ...{ scope: once.scope, key: once.key, input_hash: inputHash },
      ...{ outcome: JSON.stringify(done.value), created_at: moment.now },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return kept.numInsertedOrUpdatedRows === 0n ? refuse({ code: 'at-once' }) : done;
}
