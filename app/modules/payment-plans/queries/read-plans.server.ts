import { sql } from 'kysely';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { AgreedInstalment } from '../rules/standing-of.ts';
import type { PlanBreakCode, PlanId, PlanState } from '../types.ts';

/** A plan's row with its agreement in force, as stored. */
export type StoredPlan = {
  readonly id: PlanId;
  readonly no: bigint;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerNumber: string;
  readonly currency: ReturnType<typeof currency>;
  readonly state: PlanState;
  readonly versionNo: number;
  readonly wish: unknown;
  readonly methodId: string | null;
  readonly note: string;
  readonly askedByKind: 'customer' | 'staff';
  readonly askedByName: string;
  readonly askedAt: Date;
  readonly versionId: string | null;
  readonly policyVersion: bigint | null;
  readonly agreedOn: PlainDate | null;
  readonly totalMinor: bigint | null;
  readonly chargeMinor: bigint | null;
  readonly breaks: readonly PlanBreakCode[];
};

/** Plans with the agreement in force, to be narrowed by the caller. */
export const selectPlans = (db: ReadDb) =>
  db
    .selectFrom('plans as p')
    .innerJoin('customers as c', 'c.id', 'p.customer_id')
    .leftJoin('plan_versions as v', (join) =>
      join.onRef('v.plan_id', '=', 'p.id').onRef('v.version_no', '=', 'p.version_no'),
    )
    .select(['p.id', 'p.no', 'p.number', 'p.customer_id', 'c.name as customer_name', 'c.number as customer_number'])
    .select(['p.currency', 'p.state', 'p.version_no', 'p.wish', 'p.method_id', 'p.note'])
    .select(['p.asked_by_kind', 'p.asked_by_name', 'p.asked_at', 'v.id as version_id', 'v.policy_version'])
    .select(['v.agreed_on', 'v.total_minor', 'v.charge_minor', 'v.breaks']);

type Row = Awaited<ReturnType<ReturnType<typeof selectPlans>['executeTakeFirstOrThrow']>>;

export const storedPlan = (row: Row): StoredPlan => ({
  id: row.id as PlanId,
  no: row.no,
  number: row.number ?? '',
  customerId: row.customer_id,
  customerName: row.customer_name,
  customerNumber: row.customer_number,
  currency: currency(row.currency),
  state: row.state as PlanState,
  versionNo: row.version_no,
  wish: row.wish,
  methodId: row.method_id,
  note: row.note,
  askedByKind: row.asked_by_kind as StoredPlan['askedByKind'],
  askedByName: row.asked_by_name,
  askedAt: row.asked_at,
  versionId: row.version_id,
  policyVersion: row.policy_version,
  agreedOn: row.agreed_on as PlainDate | null,
  totalMinor: row.total_minor,
  chargeMinor: row.charge_minor,
  breaks: (row.breaks ?? []) as PlanBreakCode[],
});

export type VersionMoney = {
  readonly instalments: readonly AgreedInstalment[];
  /** Paid into the version: of each item its amount in the plan less what is left of it. */
  readonly paidMinor: bigint;
};

/** Instalments and money of agreements, by version id. A closed plan's items go on being paid; nobody reads them as the plan's. */
export async function versionMoney(db: ReadDb, versionIds: readonly string[]): Promise<Map<string, VersionMoney>> {
  if (versionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('plan_versions as v')
    .select('v.id')
    .select(
      sql<bigint>`coalesce((select sum(i.amount_minor - least(i.amount_minor, o.residual_minor)) from plan_items i
        join open_items o on o.id = i.item_id where i.version_id = v.id), 0)::bigint`.as('paid_minor'),
    )
    .where('v.id', 'in', [...versionIds])
    .execute();
  const instalments = await db
    .selectFrom('plan_instalments as i')
    .innerJoin('plan_versions as v', 'v.id', 'i.version_id')
    .leftJoin('plan_moves as m', (join) =>
      join.onRef('m.version_id', '=', 'i.version_id').onRef('m.instalment_no', '=', 'i.instalment_no'),
    )
    .select(['i.version_id', 'i.instalment_no', 'i.due_on', 'i.amount_minor', 'm.to_on'])
    .select(
      sql<PlainDate | null>`(select max(e.happened_on) from plan_events e where e.plan_id = v.plan_id and e.version_no = v.version_no
        and e.instalment_no = i.instalment_no and e.kind = 'reopened')`.as('reopened_on'),
    )
    .where('i.version_id', 'in', [...versionIds])
    .orderBy('i.instalment_no')
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        paidMinor: row.paid_minor,
        instalments: instalments.filter((one) => one.version_id === row.id).map(agreedInstalment),
      },
    ]),
  );
}

const agreedInstalment = (row: {
  instalment_no: number;
  due_on: string;
  amount_minor: bigint;
  to_on: string | null;
  reopened_on: PlainDate | null;
}): AgreedInstalment => ({
  no: row.instalment_no,
  dueOn: row.due_on as PlainDate,
  amountMinor: row.amount_minor,
  movedToOn: row.to_on as PlainDate | null,
  reopenedOn: row.reopened_on,
});
