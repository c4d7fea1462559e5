import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { autopayPolicy } from '../queries/policy.server.ts';
import { autopayRulesOf, contractsForAutopay } from '../queries/rules.server.ts';
import type { Collects, SaveRuleRefusal } from '../types.ts';

export type SaveRuleInput = Collects & {
  readonly customerId: string;
  readonly contractId: string | null;
  readonly currency: Currency;
  readonly methodId: string;
  readonly ceilingMinor: bigint | null;
  readonly noticeDays: number;
  readonly notifyEmail: string;
  /** The version the person looked at; null when there was no such rule. */
  readonly versionNo: number | null;
};

/**
 * A customer turns autopay on, or changes what it takes: it is on afterwards. Runs as the portal, inside the customer's
 * scope. Refuses a method that cannot be used, another's contract, fewer days of notice than the policy, and a rule that
 * somebody changed meanwhile.
 */
export async function saveAutopayRule(
  tx: Tx,
  actor: Actor,
  input: SaveRuleInput,
  { now, today }: Moment,
): Promise<Result<{ readonly ruleId: string }, SaveRuleRefusal>> {
  const { customerId, contractId, currency } = input;
  const { noticeDays: leastDays } = await autopayPolicy(tx, today);
  if (input.noticeDays < leastDays) return refuse({ code: 'notice-too-short', leastDays });
  if (!(await isUsable(tx, input))) return refuse({ code: 'method-not-usable' });
  const contracts = contractId === null ? [] : await contractsForAutopay(tx, customerId);
  if (contractId !== null && !contracts.some((one) => one.id === contractId && one.currency === currency))
    return refuse({ code: 'unknown-contract' });
  const stands = (await autopayRulesOf(tx, customerId)).find(
    (rule) => rule.contractId === contractId && rule.currency === currency,
  );
  if ((stands?.versionNo ?? null) !== input.versionNo) return refuse({ code: 'changed-meanwhile' });
  const wanted = {
    ...{ method_id: input.methodId, collects: input.collects, day_no: input.dayNo, ceiling_minor: input.ceilingMinor },
    ...{ notice_days: input.noticeDays, state: 'on', paused_because: null, paused_until_on: null },
    ...{ notify_email: input.notifyEmail.trim().toLowerCase(), version_no: (input.versionNo ?? 0) + 1 },
    ...{ changed_by_name: actor.name, changed_at: now },
  };
  const written = stands
    ? await tx
        .updateTable('autopay_rules')
        .set(wanted)
        .where('id', '=', stands.id)
        .where('version_no', '=', stands.versionNo)
        .returning('id')
        .executeTakeFirst()
    : await tx
        .insertInto('autopay_rules')
        .values({
          ...{ customer_id: customerId, contract_id: contractId, currency },
          ...wanted,
          ...{ made_by_name: actor.name, made_at: now },
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
  if (!written) return refuse({ code: 'changed-meanwhile' });
  await writeAudit(tx, actor, {
    ...{ action: 'autopay.turned-on', subjectKind: 'autopay_rule', subjectId: written.id, customerId },
    before: stands ? auditOf(stands) : null,
    after: auditOf(input),
  });
  return ok({ ruleId: written.id });
}

const auditOf = (of: Omit<SaveRuleInput, 'customerId' | 'versionNo' | 'currency'> & { currency: string }) => ({
  ...{ contractId: of.contractId, currency: of.currency, methodId: of.methodId, collects: of.collects },
  ...{ dayNo: of.dayNo, ceilingMinor: of.ceilingMinor, noticeDays: of.noticeDays },
});

async function isUsable(tx: Tx, { customerId, methodId }: SaveRuleInput): Promise<boolean> {
  const row = await tx
    .selectFrom('saved_methods')
    .select('id')
    .where('id', '=', methodId)
    .where('customer_id', '=', customerId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return row !== undefined;
}
