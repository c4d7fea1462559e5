import type { UserId } from '#app/kernel/ids.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Language } from '#app/modules/customers/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** A person of a customer changes their own name and the language we write to them in; null is the customer's language. */
export async function changePerson(
  tx: Tx,
  actor: Actor,
  { userId, name, language }: { readonly userId: UserId; readonly name: string; readonly language: Language | null },
  _moment: Moment,
): Promise<Result<undefined, never>> {
  const before = await tx
    .selectFrom('users')
    .select(['name', 'language'])
    .where('id', '=', userId)
    .forUpdate()
    .executeTakeFirst();
  await tx.updateTable('users').set({ name, language }).where('id', '=', userId).where('kind', '=', 'portal').execute();
  await writeAudit(tx, actor, {
    ...{ action: 'person.changed', subjectKind: 'user', subjectId: userId, before: before ?? null },
    after: { name, language },
  });
  return ok();
}
