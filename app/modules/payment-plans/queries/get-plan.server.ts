import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PlanView } from '../types.ts';

/** A plan as it stands on a day, by the money that is there. `customerId`: only if it is theirs (the portal says it always). */
export function getPlan(
  _db: ReadDb,
  _of: { readonly planId: string; readonly customerId?: string },
  _today: PlainDate,
): Promise<PlanView | null> {
  throw new Error('not built');
}
