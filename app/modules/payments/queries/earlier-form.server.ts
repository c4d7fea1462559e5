import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What a pay form led to when it was sent before: a payment attempt, or a use of credit. Null for one not sent before. */
export async function earlierForm(
  db: ReadDb,
  { key, keyOwnerId }: { readonly key: string; readonly keyOwnerId: string },
): Promise<{ readonly attemptId?: string; readonly useId?: string } | null> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select('outcome')
    .where('scope', '=', `pay:${keyOwnerId}`)
    .where('key', '=', key)
    .executeTakeFirst();
  return (row?.outcome as { attemptId?: string; useId?: string } | undefined) ?? null;
}
