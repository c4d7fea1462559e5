import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PlanAskOutcome } from '../types.ts';

/** What became of an asking of the portal, by the key of its form; null where there is none. */
export function planAskOutcome(
  _db: ReadDb,
  _of: { readonly customerId: string; readonly key: string },
): Promise<PlanAskOutcome | null> {
  throw new Error('not built');
}
