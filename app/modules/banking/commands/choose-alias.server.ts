import { sql } from 'kysely';
import type { LearnedAlias } from '#app/kernel/matching/types.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type AliasRefusal = { readonly code: 'unknown-alias' | 'nothing-changed' | 'reason-missing' };

/** Forgets what was learned for good, whatever is confirmed later, or takes that back. */
export async function chooseAlias(
  tx: Tx,
  actor: Actor,
  choice: LearnedAlias & { readonly isForgotten: boolean; readonly reason: string },
  { now }: Moment,
): Promise<Result<undefined, AliasRefusal>> {
  const { kind, value, customerId, isForgotten } = choice;
  const reason = choice.reason.trim();
  if (reason === '') return refuse({ code: 'reason-missing' });
  const { rows } = await sql<{ isForgotten: boolean; shown: string }>`
    select is_forgotten as "isForgotten", shown from bank_aliases_now
    where (kind, value, customer_id) = (${kind}, ${value}, ${customerId}::uuid)`.execute(tx);
  const alias = rows[0];
  if (!alias) return refuse({ code: 'unknown-alias' });
  if (alias.isForgotten === isForgotten) return refuse({ code: 'nothing-changed' });
  await sql`
    insert into bank_alias_choices (kind, value, customer_id, is_forgotten, reason, made_by, made_by_name, made_at)
    values (${kind}, ${value}, ${customerId}, ${isForgotten}, ${reason}, ${actor.id}, ${actor.name}, ${now})`.execute(
    tx,
  );
  await writeAudit(tx, actor, {
    ...{ action: isForgotten ? 'bank-alias.forgotten' : 'bank-alias.remembered', subjectKind: 'customer' },
    ...{ subjectId: customerId, customerId, after: { kind, of: alias.shown }, reason },
  });
  return ok();
}
