import { ok, type Result } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { COMPANY_ID } from '#app/modules/company/commands/set-company-bank.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { contactRules } from '../queries/gate-facts.server.ts';
import type { ContactRules } from '../types.ts';

/** Sets when and how often customers may be reminded, from the next message on. Writes `delivery.rules-changed` when something changed. */
export async function setContactRules(
  tx: Tx,
  actor: Actor,
  rules: ContactRules,
  moment: Moment,
): Promise<Result<{ changed: boolean }, never>> {
  await tx.selectFrom('contact_rules').select('only_row').forUpdate().execute();
  const before = await contactRules(tx);
  if (JSON.stringify(before) === JSON.stringify(rules)) return ok({ changed: false });
  await tx
    .updateTable('contact_rules')
    .set({
      ...{ quiet_from: rules.quietFrom, quiet_until: rules.quietUntil, rest_days: rules.restDays },
      ...{ cap_count: rules.capCount, cap_days: rules.capDays },
      ...{ changed_by: actor.id, changed_by_name: actor.name, changed_at: moment.now },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'delivery.rules-changed', subjectKind: 'company', subjectId: COMPANY_ID },
    ...{ before: { ...before }, after: { ...rules } },
  });
  return ok({ changed: true });
}
