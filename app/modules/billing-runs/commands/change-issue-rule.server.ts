import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { findRuleTest, type RuleValues } from '../queries/issue-rules.server.ts';
import { checkRuleValues, type RuleRefusal } from './check-rule-values.server.ts';

export type ChangeRuleRefusal =
  | RuleRefusal
  | { readonly code: 'reason-missing' }
  /** It is so already. */
  | { readonly code: 'nothing-changed' }
  /** Run the test over past invoices with exactly these values first. */
  | { readonly code: 'not-tested' };

type Row = { severity: string; params: unknown; state: string };

/**
 * Sets a rule from now on, as a new version: on with the newest test of exactly these values, or off. Runs previewed before
 * keep what was found. Refuses a rule that was not tested, one without a reason, and one that is so already.
 */
export async function changeIssueRule(
  tx: Tx,
  actor: Actor,
  { state, reason, ...values }: RuleValues & { state: 'on' | 'off'; reason: string },
  { now }: Moment,
): Promise<Result<undefined, ChangeRuleRefusal>> {
  if (reason.trim() === '') return refuse({ code: 'reason-missing' });
  const checked = await checkRuleValues(tx, values);
  if (!checked.ok) return checked;
  const params = JSON.stringify(values.params);
  const { rows } = await sql<Row & { same: boolean }>`
    select severity, params, state, severity = ${values.severity} and params = ${params}::jsonb and state = ${state} as same
    from issue_rules_now where code = ${values.code} and customer_id is not distinct from ${values.customerId}::uuid
      and product_id is not distinct from ${values.productId}::uuid`.execute(tx);
  const before = rows[0];
  if (before?.same) return refuse({ code: 'nothing-changed' });
  const test = state === 'on' ? await findRuleTest(tx, values) : undefined;
  if (state === 'on' && !test) return refuse({ code: 'not-tested' });
  await sql`insert into issue_rules (code, severity, customer_id, product_id, params, state, test_id, reason, changed_by, changed_by_name, changed_at)
    values (${values.code}, ${values.severity}, ${values.customerId}, ${values.productId}, ${params}::jsonb, ${state}, ${test?.id ?? null},
      ${reason.trim()}, ${actor.id}, ${actor.name}, ${now})`.execute(tx);
  await writeAudit(tx, actor, {
    ...{ action: 'issue-rule.changed', subjectKind: 'issue-rule', subjectId: newId() },
    ...(values.customerId && { customerId: values.customerId as never }),
    ...(before && {
      before: { code: values.code, severity: before.severity, params: before.params, state: before.state },
    }),
    after: { code: values.code, severity: values.severity, params: values.params, state, productId: values.productId },
    reason: reason.trim(),
  });
  return ok();
}
