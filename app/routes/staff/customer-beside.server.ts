import type { PlainDate } from '#app/kernel/plain-date.ts';
import { openCases } from '#app/modules/cash-application/queries/case-story.server.ts';
import { groupOf } from '#app/modules/customers/queries/group-of.server.ts';
import type { Customer } from '#app/modules/customers/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** What stands beside a customer's account: its group, and its open deductions and certificates. */
export async function readBeside(db: ReadDb, customer: Customer, today: PlainDate) {
  const { id: customerId, parent } = customer;
  const [group, deductions, certificates] = await Promise.all([
    groupOf(db, { customerId, parentId: parent?.id ?? null, today }),
    openCases(db, 'deduction', customerId),
    openCases(db, 'withholding', customerId),
  ]);
  return { group, cases: { customerId, deductions, certificates } };
}
