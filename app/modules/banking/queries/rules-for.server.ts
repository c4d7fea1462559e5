import { sql } from 'kysely';
import { formatMoney } from '#app/kernel/format-money.ts';
import { currency, money } from '#app/kernel/money.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { applyRules, onlyHit } from '../rules/apply-rules.ts';
import type { BankRule, RuleHit, RuleLine } from '../types.ts';

export type BankRuleRow = BankRule & {
  readonly customerName: string | null;
  readonly customerNumber: string | null;
  readonly madeByName: string;
  readonly madeAt: Date;
};

/** The rules that hold, the newest first, each with how often it was confirmed and undone. */
export async function listBankRules(db: ReadDb): Promise<BankRuleRow[]> {
  const { rows } = await sql<Omit<BankRuleRow, 'underMinor'> & { underMinor: string | bigint | null }>`
    select r.id, r.text_holds as "textHolds", r.party_is as "partyIs", r.sign, r.under_minor as "underMinor", r.currency, r.kind,
      r.customer_id as "customerId", r.note, r.posts_alone as "postsAlone", u.was_right as "timesUsed", u.seen - u.was_right as "timesWrong",
      c.name as "customerName", c.number as "customerNumber", r.made_by_name as "madeByName", r.made_at as "madeAt"
    from bank_rules_now r cross join lateral bank_class_record('rule/' || r.id) u left join customers c on c.id = r.customer_id
    order by r.made_at desc, r.id`.execute(db);
  return rows.map((row) => ({ ...row, underMinor: row.underMinor === null ? null : BigInt(row.underMinor) }));
}

/** What the rules that hold now say of a line: asked once for many lines. */
export async function rulesFor(
  db: ReadDb,
  { locale }: { readonly locale: string },
): Promise<(line: RuleLine) => RuleHit[]> {
  const rules = await listBankRules(db);
  const words = (minor: bigint, code: string) => formatMoney(money(minor, currency(code)), locale);
  return (line) => applyRules(rules, line, words);
}

/** The one thing the rules agree on that may be posted without a person; null where there is none. */
export const ruleToPost = (hits: readonly RuleHit[]): RuleHit | null => onlyHit(hits);
