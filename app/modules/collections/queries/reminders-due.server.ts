import type { PlainDate } from '#app/kernel/plain-date.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { planReminder } from '../rules/plan-reminders.ts';
import type { PlannedReminder, PolicyVersion } from '../types.ts';
import { remindableCustomers } from './remindable-customers.server.ts';

const CHUNK = 200;

/** The reminders a policy makes due on a day, customer by customer in chunks; also asked by the page that shows what a change would do. With a customer: theirs alone. */
export async function* remindersDue(
  db: ReadDb,
  policy: Pick<PolicyVersion, 'stages' | 'gapDays'>,
  on: PlainDate,
  only: { readonly customerId?: string | undefined } = {},
): AsyncGenerator<PlannedReminder> {
  const { baseCurrency } = await getCompany(db);
  const aheadDays = Math.max(0, ...policy.stages.map((stage) => -stage.offsetDays));
  for (let after: string | null = null; ; ) {
    const customers = await remindableCustomers(db, { ...only, on, aheadDays, after, limit: CHUNK });
    for (const customer of customers) {
      const plan = planReminder(customer, { ...policy, baseCurrency }, on);
      if (plan) yield plan;
    }
    after = customers.at(-1)?.customerId ?? null;
    if (customers.length < CHUNK) return;
  }
}
