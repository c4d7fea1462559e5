import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { type PreventiveRule, preventiveRules } from '#app/modules/billing-runs/queries/preventive-rules.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type RuleScore, scoreRule, type Verdict } from '../rules/score-rule.ts';

/** A check before issue that a dispute offers, as it would have done over the past year. */
export type OfferedRule = Omit<PreventiveRule, 'lookedAt' | 'stopped'> & { readonly score: RuleScore };
export type RuleOffer = {
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly rules: readonly OfferedRule[];
};

/**
 * Which checks before issue would have stopped the invoice of a dispute, each tried over the invoices of the last twelve
 * months: disputes we lost that would not have come, and invoices that were right and would have waited for nothing. The
 * one its cause names (`issueRule`) is tried in any case. Null when the dispute is over no invoice. Switches nothing on.
 */
export async function preventionOf(
  db: ReadDb,
  of: { readonly invoiceId: string | null; readonly customerId: string; readonly issueRule: string | null },
  today: PlainDate,
): Promise<RuleOffer | null> {
  if (of.invoiceId === null) return null;
  const { invoiceId, customerId } = of;
  const found = await preventiveRules(db, { invoiceId, customerId, asked: of.issueRule as never }, today);
  if (!found) return null;
  const looked = [...new Set(found.rules.flatMap(({ lookedAt }) => lookedAt))];
  const verdicts = await verdictsOn(db, looked);
  return {
    ...{ fromOn: found.fromOn, toOn: found.toOn },
    rules: found.rules.map(({ lookedAt, stopped, ...rule }) => ({
      ...rule,
      score: scoreRule({ lookedAt, stopped }, verdicts),
    })),
  };
}

/** What became of each invoice that was wrong; those that were right are left out. */
async function verdictsOn(db: ReadDb, invoiceIds: readonly string[]): Promise<Map<string, Verdict>> {
  const { rows } = await sql<{ id: string } & Verdict>`
    with looked as (select unnest(${[...invoiceIds]}::uuid[]) as id),
    lost as (select d.invoice_id as id, count(*)::int as disputes from disputes d where d.outcome in ('agreed', 'part', 'rebilled')
      and d.invoice_id in (select id from looked) group by 1),
    mended as (select v.corrects_id as id from invoices v where v.kind = 'credit_note' and v.corrects_id in (select id from looked)
      union select v.replaces_id from invoices v where v.replaces_id in (select id from looked))
    select coalesce(l.id, m.id) as id, coalesce(l.disputes, 0) as "lostDisputes", true as "wasWrong"
    from lost l full join mended m on m.id = l.id`.execute(db);
  return new Map(rows.map(({ id, ...verdict }) => [id, verdict]));
}
