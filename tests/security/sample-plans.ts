import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { moveInstalment } from '#app/modules/payment-plans/commands/move-instalment.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { anInvoice, CLERK, GBP, issue } from '#tests/support/people.ts';
import { aPolicy, ask, must } from '#tests/support/plans.ts';

/** A plan in force over an invoice of its own, one of its dates moved, and what the customer asked of it. Answers its id. */
export async function aPlan(
  { owner, staff }: Pick<TestDatabase, 'owner' | 'staff'>,
  customerId: string,
  moment: Moment,
): Promise<string> {
  await aPolicy(staff.db, moment);
  const { openItemId } = await issue(staff.db, anInvoice(customerId, 20_000n, { documentOn: plainDate('2026-04-01') }));
  const shape = {
    count: 4,
    rhythm: 'monthly' as const,
    firstOn: addDays(moment.today, 7),
    firstMinor: null,
    nextOn: null,
  };
  const wish = { ...shape, currency: GBP, items: [{ itemId: openItemId, amountMinor: 20_000n }] };
  const { planId } = must(await ask(staff.db, customerId, { wish }, moment));
  const move = { planId, instalmentNo: 1, toOn: addDays(moment.today, 9) };
  must(await inTransaction(staff.db, (tx) => moveInstalment(tx, CLERK, move, moment)));
  await owner.pool.query(
    `insert into plan_asks (customer_id, key, act, plan_id, note, asked_by_name, asked_at) values ($1, $3, 'help', $2, 'Help', 'Someone', now())`,
    [customerId, planId, keyOf(customerId)],
  );
  return planId;
}

/** Another for each customer: nobody may look at what became of a stranger's asking. */
const keyOf = (customerId: string): string => `sample-${customerId}`;

/** The same plan for the addresses that show it, with the file of its agreement as the worker would have made it. */
export async function aPlanOf(
  { owner }: Pick<TestDatabase, 'owner'>,
  customerId: string,
  file: { readonly sha256: string; readonly bytes: number },
): Promise<{ plan: string; planAskKey: string }> {
  const { rows } = await owner.pool.query<{ plan: string; version: string }>(
    `select p.id as plan, v.id as version from plans p join plan_versions v on v.plan_id = p.id and v.version_no = p.version_no
     where p.customer_id = $1 and p.state = 'active' order by p.no limit 1`,
    [customerId],
  );
  const { plan, version } = rows[0] ?? { plan: '', version: '' };
  await owner.pool.query(
    `insert into documents (customer_id, kind, file_name, media_type, sha256, size_bytes, produced_at, plan_version_id)
     values ($1, 'plan_agreement', 'agreement.pdf', 'application/pdf', $2, $3, now(), $4)`,
    [customerId, file.sha256, file.bytes, version],
  );
  return { plan, planAskKey: keyOf(customerId) };
}
