import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PlanChoices } from '../types.ts';

/** What a customer can choose from on a day, one for each currency in which something is owed; the most owed first. */
export function planChoices(_db: ReadDb, _customerId: string, _today: PlainDate): Promise<PlanChoices[]> {
  throw new Error('not built');
}
