import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { BankRule } from '../types.ts';

export type BankRuleInput = Omit<BankRule, 'id' | 'timesUsed' | 'timesWrong' | 'postsAlone'> & {
  /** The version this one takes the place of; its uses are not carried over. */
  readonly replaces: string | null;
};

export type BankRuleRefusal = {
  readonly code:
    | 'names-nothing'
    | 'note-missing'
    | 'customer-missing'
    | 'customer-money-comes-in'
    | 'too-long'
    | 'changed-meanwhile'
    | 'not-confirmed'
    | 'reason-missing'
    | 'unknown-rule';
};

const CONSTRAINTS: Readonly<Record<string, BankRuleRefusal['code']>> = {
  bank_rules_named_check: 'names-nothing',
  bank_rules_note_check: 'note-missing',
  bank_rules_text_check: 'too-long',
  bank_rules_party_check: 'too-long',
  bank_rules_replaces_unique: 'changed-meanwhile',
  bank_rules_replaces_fk: 'unknown-rule',
};

/** Writes a rule, or a new version of one. A rule names a text or a payer: the database keeps none on an amount alone. */
export async function setBankRule(
  tx: Tx,
  actor: Actor,
  input: BankRuleInput,
  { now }: Moment,
): Promise<Result<{ readonly ruleId: string }, BankRuleRefusal>> {
  const rule = { ...input, textHolds: input.textHolds.trim(), partyIs: input.partyIs.trim(), note: input.note.trim() };
  if (rule.kind === 'on-account' && !rule.customerId) return refuse({ code: 'customer-missing' });
  if (rule.kind === 'on-account' && rule.sign !== 'in') return refuse({ code: 'customer-money-comes-in' });
  if (rule.replaces && !(await isStanding(tx, rule.replaces))) return refuse({ code: 'changed-meanwhile' });
  const ruleId = newId();
  const customerId = rule.kind === 'on-account' ? rule.customerId : null;
  try {
    await sql`
      insert into bank_rules (id, replaces, text_holds, party_is, sign, under_minor, currency, kind, customer_id, note, made_by, made_by_name, made_at)
      values (${ruleId}, ${rule.replaces}, ${rule.textHolds}, ${rule.partyIs}, ${rule.sign}, ${rule.underMinor}, ${rule.currency}, ${rule.kind},
        ${customerId}, ${rule.note}, ${actor.id}, ${actor.name}, ${now})`.execute(tx);
  } catch (error) {
    const code = CONSTRAINTS[constraintOf(error) ?? ''];
    if (code) return refuse({ code });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{
      action: rule.replaces ? 'bank-rule.changed' : 'bank-rule.made',
      subjectKind: 'bank-rule',
      subjectId: ruleId,
      customerId,
    },
    ...{ before: rule.replaces ? { rule: rule.replaces } : null },
    after: {
      ...{ textHolds: rule.textHolds, partyIs: rule.partyIs, sign: rule.sign, kind: rule.kind, note: rule.note },
      ...{ underMinor: rule.underMinor?.toString() ?? null, currency: rule.currency },
    },
  });
  return ok({ ruleId });
}

async function isStanding(tx: Tx, ruleId: string): Promise<boolean> {
  const { rows } = await sql`select from bank_rules_now where id = ${ruleId}`.execute(tx);
  return rows.length > 0;
}

/** Ends a rule; what it explained stays. */
export async function endBankRule(
  tx: Tx,
  actor: Actor,
  { ruleId, reason }: { readonly ruleId: string; readonly reason: string },
  { now }: Moment,
): Promise<Result<undefined, BankRuleRefusal>> {
  if (reason.trim() === '') return refuse({ code: 'reason-missing' });
  if (!(await isStanding(tx, ruleId))) return refuse({ code: 'changed-meanwhile' });
  await sql`insert into bank_rule_endings (rule_id, reason, ended_by, ended_by_name, ended_at)
    values (${ruleId}, ${reason.trim()}, ${actor.id}, ${actor.name}, ${now})`.execute(tx);
  await writeAudit(tx, actor, {
    ...{ action: 'bank-rule.ended', subjectKind: 'bank-rule', subjectId: ruleId, reason: reason.trim() },
  });
  return ok();
}

/** Lets a rule post without a person, or no longer. The database refuses one that was not confirmed often enough. */
export async function tickBankRule(
  tx: Tx,
  actor: Actor,
  { ruleId, postsAlone }: { readonly ruleId: string; readonly postsAlone: boolean },
  { now }: Moment,
): Promise<Result<undefined, BankRuleRefusal>> {
  if (!(await isStanding(tx, ruleId))) return refuse({ code: 'changed-meanwhile' });
  try {
    await sql`insert into bank_rule_ticks (rule_id, posts_alone, made_by, made_by_name, made_at)
      values (${ruleId}, ${postsAlone}, ${actor.id}, ${actor.name}, ${now})`.execute(tx);
  } catch (error) {
    if (constraintOf(error) === 'bank_rule_confirmed') return refuse({ code: 'not-confirmed' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'bank-rule.ticked', subjectKind: 'bank-rule', subjectId: ruleId, after: { postsAlone } },
  });
  return ok();
}
