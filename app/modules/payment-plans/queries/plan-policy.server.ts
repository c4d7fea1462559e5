import type { Currency } from '#app/kernel/money.ts';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { RiskClass } from '#app/modules/customers/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { PlanEnvelope, PlanPolicy, PlanPolicyVersion, Rhythm } from '../types.ts';

const COLUMNS = [
  'version_no',
  'currency',
  'from_on',
  'is_open',
  'min_total_minor',
  'max_total_minor',
  'oldest_days',
  'most_count',
  'rhythms',
  'first_share_bp',
  'first_within_days',
  'min_instalment_minor',
  'longest_days',
  'risk_classes',
  'excluded_kinds',
  'interest_bp',
  'fee_minor',
  'charge_tax_code',
  'grace_days',
  'cure_days',
  'misses_to_default',
  'move_days',
  'notice_days',
  'needs_method',
  'after_default_days',
] as const;

/** The policy of a currency on a day: the newest day counts, of one day the newest version. Null: no plans in it. */
export async function planPolicy(db: ReadDb, of: Currency, on: PlainDate): Promise<PlanPolicy | null> {
  const row = await db
    .selectFrom('plan_policies')
    .select(COLUMNS)
    .where('currency', '=', of)
    .where('from_on', '<=', on)
    .orderBy('from_on', 'desc')
    .orderBy('version_no', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? policyOf(row) : null;
}

/** All policies, newest first, for the people who set them. */
export async function listPlanPolicies(db: ReadDb): Promise<PlanPolicyVersion[]> {
  const rows = await db
    .selectFrom('plan_policies')
    .select(COLUMNS)
    .select(['reason', 'made_by_name', 'made_at'])
    .orderBy('currency')
    .orderBy('from_on', 'desc')
    .orderBy('version_no', 'desc')
    .execute();
  return rows.map((row) => ({
    ...policyOf(row),
    ...{ reason: row.reason, madeByName: row.made_by_name, madeAt: row.made_at },
  }));
}

/** The policy an agreement was made under. */
export async function planPolicyVersion(db: ReadDb, versionNo: bigint): Promise<PlanPolicy | null> {
  const row = await db
    .selectFrom('plan_policies')
    .select(COLUMNS)
    .where('version_no', '=', versionNo)
    .executeTakeFirst();
  return row ? policyOf(row) : null;
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];
const rowsOf = (db: ReadDb) => db.selectFrom('plan_policies').select(COLUMNS).execute();

const policyOf = (row: Row): PlanPolicy => ({
  versionNo: row.version_no,
  currency: currency(row.currency),
  fromOn: row.from_on as PlainDate,
  isOpen: row.is_open,
  minTotalMinor: row.min_total_minor,
  maxTotalMinor: row.max_total_minor,
  oldestDays: row.oldest_days,
  mostCount: row.most_count,
  rhythms: row.rhythms as Rhythm[],
  firstShareBp: row.first_share_bp,
  firstWithinDays: row.first_within_days,
  minInstalmentMinor: row.min_instalment_minor,
  longestDays: row.longest_days,
  riskClasses: row.risk_classes as RiskClass[],
  excludedKinds: row.excluded_kinds,
  interestBp: row.interest_bp,
  feeMinor: row.fee_minor,
  chargeTaxCode: row.charge_tax_code,
  graceDays: row.grace_days,
  cureDays: row.cure_days,
  missesToDefault: row.misses_to_default,
  moveDays: row.move_days,
  noticeDays: row.notice_days,
  needsMethod: row.needs_method,
  afterDefaultDays: row.after_default_days,
});

/** What everybody may know of a policy: without the classes of risk it takes and what follows a default. */
export function envelopeOf({ riskClasses: _classes, afterDefaultDays: _after, ...envelope }: PlanPolicy): PlanEnvelope {
  return envelope;
}
