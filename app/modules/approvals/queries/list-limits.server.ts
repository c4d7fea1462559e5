import { assert } from '#app/kernel/assert.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { ApprovalKind, LimitNow } from '../types.ts';

/** The limits as they stand now, in minor units of the base currency. A kind and role that is not here may nothing. */
export async function listLimits(db: ReadDb): Promise<LimitNow[]> {
  const rows = await db.selectFrom('approval_rules_now').selectAll().orderBy('kind').orderBy('role').execute();
  return rows.map((row) => {
    assert(row.kind && row.role && row.changed_at, 'a limit has a kind, a role and a moment');
    return {
      kind: row.kind as ApprovalKind,
      role: row.role,
      aloneUpToMinor: row.alone_up_to_minor,
      approvesUpToMinor: row.approves_up_to_minor,
      changedByName: row.changed_by_name ?? '',
      changedAt: row.changed_at,
    };
  });
}
