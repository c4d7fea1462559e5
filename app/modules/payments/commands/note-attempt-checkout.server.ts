import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { failureWords } from '../rules/failure-words.ts';
import type { FailureCode } from '../types.ts';

export type CheckoutNote =
  /** The processor has a page for it. `failure` says why the last try on that page did not work. */
  | {
      readonly kind: 'open';
      readonly sessionRef: string;
      readonly sessionUrl: string | null;
      readonly failure: FailureCode | null;
    }
  /** The processor did not answer: a page may or may not exist. Nobody pays again until the sweep has found out. */
  | { readonly kind: 'unknown' };

/**
 * Writes down what became of asking for a checkout. Never moves an attempt back: one that is processing or decided stays
 * as it is. Answers whether the attempt changed. Used by the portal right after the call and by the sweep.
 */
export async function noteAttemptCheckout(
  tx: Tx,
  attemptId: string,
  note: CheckoutNote,
  moment: Moment,
): Promise<boolean> {
  if (note.kind === 'unknown') {
    const unknown = await tx
      .updateTable('payment_attempts')
      .set({ state: 'unknown', changed_at: moment.now })
      .where('id', '=', attemptId)
      .where('state', '=', 'created')
      .executeTakeFirst();
    return unknown.numUpdatedRows > 0n;
  }
  const failureText = note.failure === null ? '' : failureWords(note.failure);
  const opened = await tx
    .updateTable('payment_attempts')
    .set({
      state: 'open',
      session_ref: note.sessionRef,
      session_url: note.sessionUrl,
      failure_text: failureText,
      failure_code: note.failure,
      changed_at: moment.now,
    })
    .where('id', '=', attemptId)
    .where('state', 'in', ['created', 'unknown', 'open'])
    .where((where) =>
      where.or([
        where('state', '<>', 'open'),
        where('session_ref', 'is distinct from', note.sessionRef),
        where('session_url', 'is distinct from', note.sessionUrl),
        where('failure_text', '<>', failureText),
      ]),
    )
    .executeTakeFirst();
  return opened.numUpdatedRows > 0n;
}
