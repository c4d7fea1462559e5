import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type PlanVersion = {
  readonly id: string;
  readonly versionNo: number;
  readonly agreedOn: PlainDate;
  readonly agreedAt: Date;
  readonly agreedByName: string;
  readonly methodId: string | null;
  readonly instalments: readonly { readonly no: number; readonly dueOn: PlainDate; readonly amountMinor: bigint }[];
};

/** The agreement in force of a plan, with its dates as they were agreed, moved or not; null before there is one. */
export async function planVersion(
  db: ReadDb,
  of: { readonly planId: string; readonly versionNo: number },
): Promise<PlanVersion | null> {
  const row = await db
    .selectFrom('plan_versions')
    .select(['id', 'version_no', 'agreed_on', 'agreed_at', 'agreed_by_name', 'method_id'])
    .where('plan_id', '=', of.planId)
    .where('version_no', '=', of.versionNo)
    .executeTakeFirst();
  if (!row) return null;
  const instalments = await db
    .selectFrom('plan_instalments')
    .select(['instalment_no', 'due_on', 'amount_minor'])
    .where('version_id', '=', row.id)
    .orderBy('instalment_no')
    .execute();
  return {
    ...{ id: row.id, versionNo: row.version_no, agreedOn: row.agreed_on as PlainDate, agreedAt: row.agreed_at },
    ...{ agreedByName: row.agreed_by_name, methodId: row.method_id },
    instalments: instalments.map((one) => ({
      no: one.instalment_no,
      dueOn: one.due_on as PlainDate,
      amountMinor: one.amount_minor,
    })),
  };
}

/** The plan an event is of, and the event; null where there is none. */
export async function planOfEvent(
  db: ReadDb,
  eventId: string,
): Promise<{ readonly planId: string; readonly customerId: string; readonly kind: string } | null> {
  const row = await db
    .selectFrom('plan_events')
    .select(['plan_id', 'customer_id', 'kind'])
    .where('id', '=', eventId)
    .executeTakeFirst();
  return row ? { planId: row.plan_id, customerId: row.customer_id, kind: row.kind } : null;
}
