import type { PlainDate } from '#app/kernel/plain-date.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type EnvelopeGrid, gridOf } from '../rules/grid-of.ts';
import type { PlanEnvelope } from '../types.ts';

export type PolicyGrid = EnvelopeGrid;

/** The picture of a policy, in force or only typed: which sums in how many payments a customer spreads alone, as of a day. */
export async function policyGrid(
  db: ReadDb,
  policy: Omit<PlanEnvelope, 'versionNo'>,
  today: PlainDate,
): Promise<PolicyGrid> {
  const taxes = await listTaxCategories(db, today);
  const chargeTaxBp = taxes.find(({ code }) => code === policy.chargeTaxCode)?.rateBp ?? 0;
  return gridOf({ ...policy, versionNo: 0n }, { today, chargeTaxBp, calendar: await getCalendar(db) });
}
