import { sql } from 'kysely';
import { addMonthsClamped } from '#app/kernel/plain-date.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { findRuleTest, type RuleTest, type RuleValues, type StoppedInvoice } from '../queries/issue-rules.server.ts';
import { type PastInvoice, pastInvoices } from '../queries/past-invoices.server.ts';
import { findingsOf } from '../rules/findings-of.ts';
import { checkRuleValues, type RuleRefusal } from './check-rule-values.server.ts';

/** How far a test looks back, how many invoices it looks at, and how many of those it would have stopped it names. */
const MONTHS_BACK = 12;
const LOOKED_AT_MAX = 5_000;
const NAMED_MAX = 200;

/**
 * Runs a rule with exactly these values, alone, over the invoices of the last twelve months (the newest 5,000) and keeps what
 * it would have stopped. Changes nothing else: the rule is switched on, or not, by another command that asks for this test.
 */
export async function testIssueRule(
  tx: Tx,
  actor: Actor,
  values: RuleValues,
  { now, today }: Moment,
): Promise<Result<RuleTest, RuleRefusal>> {
  const checked = await checkRuleValues(tx, values);
  if (!checked.ok) return checked;
  const fromOn = addMonthsClamped(today, -MONTHS_BACK);
  const einvoices = values.code === 'einvoice-incomplete';
  const past = await pastInvoices(tx, { ...values, fromOn, toOn: today, limit: LOOKED_AT_MAX, einvoices });
  const rule = { ...values, version: '', state: 'on' as const };
  const stopped = past.flatMap((each) => {
    const found = findingsOf(each.draft, each.facts, [rule])[0];
    return found ? [asStopped(each, found.facts)] : [];
  });
  await sql`insert into issue_rule_tests (code, severity, customer_id, product_id, params, looked_from_on, looked_to_on, looked_at_count, stopped_count,
      stopped, tested_by, tested_by_name, tested_at)
    values (${values.code}, ${values.severity}, ${values.customerId}, ${values.productId}, ${JSON.stringify(values.params)}::jsonb, ${fromOn}, ${today},
      ${past.length}, ${stopped.length}, ${JSON.stringify(stopped.slice(0, NAMED_MAX))}::jsonb, ${actor.id}, ${actor.name}, ${now})`.execute(
    tx,
  );
  return ok((await findRuleTest(tx, values))!);
}

const asStopped = (
  { draft, facts, number, documentOn }: PastInvoice,
  found: StoppedInvoice['facts'],
): StoppedInvoice => ({
  ...{ id: draft.draftId, number, documentOn, customerName: facts.customerName },
  ...{ grossMinor: String(draft.grossMinor), currency: draft.currency, facts: found },
});
