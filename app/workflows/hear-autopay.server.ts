import { assert } from '#app/kernel/assert.ts';
import { ok } from '#app/kernel/result.ts';
import { noteTry, type TryNews } from '#app/modules/autopay/commands/note-try.server.ts';
import { tryOfAttempt } from '#app/modules/autopay/queries/last-attempt.server.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import type { Attempt, Charged } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { momentFor, type Outside } from './outside.server.ts';

type Ports = Pick<Outside, 'db'>;
type Asked = { readonly chargeId: string; readonly tryNo: number };

/** Hears, as soon as it is known, what became of an attempt of autopay; the hourly run would find it too. */
export async function hearAutopay(ports: Ports, attempt: Attempt): Promise<void> {
  const asked = await tryOfAttempt(ports.db, attempt.id);
  if (asked) await learnOfTry(ports, asked, attempt.id, await momentFor(ports));
}

/** What became of a debit that was with the bank: its attempt knows, by an event or because it was asked for. */
export async function learnOfTry(ports: Ports, asked: Asked, attemptId: string, moment: Moment): Promise<void> {
  const attempt = await getAttempt(ports.db, { id: attemptId });
  assert(attempt, `attempt ${attemptId} is gone`);
  if (attempt.state !== 'succeeded' && attempt.state !== 'failed') return;
  const news = { ...asked, ...fateOf({ attemptId, state: attempt.state, failure: attempt.failureCode }) };
  await inTransaction(ports.db, async (tx) => ok(await noteTry(tx, news, moment)));
}

type Fate = TryNews extends infer News ? (News extends unknown ? Omit<News, keyof Asked> : never) : never;

export function fateOf({ attemptId, state, failure }: Charged): Fate {
  if (failure === 'paid-meanwhile') return { fate: 'refused', because: failure };
  if (state === 'succeeded') return { fate: 'collected', attemptId };
  if (state === 'failed') return { fate: 'declined', attemptId, code: failure ?? 'generic_decline' };
  return { fate: 'open', attemptId };
}
