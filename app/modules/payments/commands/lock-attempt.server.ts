import { sql } from 'kysely';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { getAttempts } from '../queries/get-attempt.server.ts';
import type { Attempt } from '../types.ts';

/** One attempt, locked until the transaction ends: all that happens to it happens one after the other. Worker only. */
export async function lockAttempt(tx: Tx, attemptId: string): Promise<Attempt | null> {
  return (await lockAttempts(tx, [attemptId])).get(attemptId) ?? null;
}

/** Several attempts by id, locked in id order before any customer is. One that does not exist is missing. */
export async function lockAttempts(tx: Tx, attemptIds: readonly string[]): Promise<ReadonlyMap<string, Attempt>> {
  await sql`/*prepared*/
    select id from payment_attempts where id = any (${[...attemptIds]}::uuid[]) order by id for update`.execute(tx);
  return new Map((await getAttempts(tx, attemptIds)).map((attempt) => [attempt.id, attempt]));
}
