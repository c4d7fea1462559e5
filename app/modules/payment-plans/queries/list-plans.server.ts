import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PlanListView, PlanRow } from '../types.ts';

/** Plans of a view, newest first; `after` is the `no` of the last row seen. Of one customer where given. */
export function listPlans(
  _db: ReadDb,
  _of: { readonly view?: PlanListView; readonly customerId?: string; readonly after?: bigint; readonly limit?: number },
  _today: PlainDate,
): Promise<PlanRow[]> {
  throw new Error('not built');
}
