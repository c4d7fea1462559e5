import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { withinLimit } from '../rules/may-decide.ts';
import type { ApprovalKind, ApprovalRule } from '../types.ts';

/**
 * Whether a role does this alone, and the rule that says so as it stands now: keep it with the document (`alone_rule`).
 * The amount is in minor units of the base currency; null (no amount) is alone only where there is no limit.
 */
export async function limitFor(
  db: ReadDb,
  { kind, role, baseMinor }: { kind: ApprovalKind; role: string; baseMinor: bigint | null },
): Promise<{ alone: boolean; rule: ApprovalRule }> {
  const { rows } = await sql<{ rule: ApprovalRule }>`select approval_rule_of(${kind}) as rule`.execute(db);
  const rule = rows[0]?.rule ?? { kind, roles: {} };
  return { alone: withinLimit(rule, { role, which: 'aloneUpToMinor', baseMinor }), rule };
}
