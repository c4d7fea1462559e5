import { sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { FindingCode, FindingSeverity, IssueRule, RuleParams } from '../rules/issue-rule.ts';

/** The rules that hold now, those switched off included: an off rule for one customer sets the one for all aside. */
export async function issueRulesNow(db: ReadDb): Promise<IssueRule[]> {
  const { rows } =
    await sql<IssueRule>`select version::text as version, code, severity, state, customer_id as "customerId",
    product_id as "productId", params from issue_rules_now order by code, version`.execute(db);
  return rows;
}

/** A version of a rule with the names of what it is for, and how its test came out. */
export type IssueRuleRow = IssueRule & {
  readonly customerNumber: string | null;
  readonly customerName: string | null;
  readonly productName: string | null;
  readonly reason: string;
  readonly changedByName: string;
  readonly changedAt: Date;
  readonly testedCount: number | null;
  readonly stoppedCount: number | null;
};

const ROW = sql`r.version::text as version, r.code, r.severity, r.state, r.customer_id as "customerId", r.product_id as "productId", r.params,
  c.number as "customerNumber", c.name as "customerName", p.name as "productName", r.reason, r.changed_by_name as "changedByName",
  r.changed_at as "changedAt", t.looked_at_count as "testedCount", t.stopped_count as "stoppedCount"`;
const JOINED = sql`left join customers c on c.id = r.customer_id left join products p on p.id = r.product_id
  left join issue_rule_tests t on t.id = r.test_id`;

/** The rules that hold now, those for all first. */
export async function listIssueRules(db: ReadDb): Promise<IssueRuleRow[]> {
  const { rows } = await sql<IssueRuleRow>`select ${ROW} from issue_rules_now r ${JOINED}
    order by r.code, c.number nulls first, p.name nulls first`.execute(db);
  return rows;
}

/** Every version of a rule's code, newest first. */
export async function issueRuleHistory(
  db: ReadDb,
  { code, limit }: { code: FindingCode; limit: number },
): Promise<IssueRuleRow[]> {
  const { rows } = await sql<IssueRuleRow>`select ${ROW} from issue_rules r ${JOINED} where r.code = ${code}
    order by r.version desc limit ${limit}`.execute(db);
  return rows;
}

/** What a rule says: its code, weight, scope and parameters. A test is of exactly these. */
export type RuleValues = {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly customerId: string | null;
  readonly productId: string | null;
  readonly params: RuleParams;
};

/** An invoice a rule would have stopped, with what it would have said. */
export type StoppedInvoice = {
  readonly id: string;
  readonly number: string;
  readonly customerName: string;
  readonly documentOn: string;
  readonly grossMinor: string;
  readonly currency: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

export type RuleTest = {
  readonly id: string;
  readonly lookedFromOn: string;
  readonly lookedToOn: string;
  readonly lookedAtCount: number;
  readonly stoppedCount: number;
  /** The newest of them; there may be more. */
  readonly stopped: readonly StoppedInvoice[];
  readonly testedByName: string;
  readonly testedAt: Date;
};

/** The newest test of exactly these values, or undefined. */
export async function findRuleTest(db: ReadDb, values: RuleValues): Promise<RuleTest | undefined> {
  const { rows } = await sql<RuleTest>`select id, looked_from_on as "lookedFromOn", looked_to_on as "lookedToOn",
      looked_at_count as "lookedAtCount", stopped_count as "stoppedCount", stopped, tested_by_name as "testedByName", tested_at as "testedAt"
    from issue_rule_tests where code = ${values.code} and severity = ${values.severity} and params = ${JSON.stringify(values.params)}::jsonb
      and customer_id is not distinct from ${values.customerId}::uuid and product_id is not distinct from ${values.productId}::uuid
    order by id desc limit 1`.execute(db);
  return rows[0];
}
