import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

export type CauseInput = {
  readonly code: string;
  readonly label: string;
  readonly department: string;
  /** What we do so that it does not come again. */
  readonly prevention: string;
  /** The check before issue that could see it; null for none. */
  readonly issueRule: string | null;
  /** The reasons it stands behind most. */
  readonly reasons: readonly string[];
  readonly state: 'on' | 'off';
};

export type CauseRefusal = {
  readonly code:
    | 'label-missing'
    | 'code-missing'
    | 'unknown-department'
    | 'unknown-reason'
    | 'nothing-changed'
    | 'too-long';
};

const CODE = /^[a-z][a-z0-9_]{1,30}$/;

/** Writes a new version of a cause, or a new cause. What was learned by an older version keeps its words. */
export async function setDisputeCause(
  tx: Tx,
  actor: Actor,
  input: CauseInput,
  { now }: Moment,
): Promise<Result<undefined, CauseRefusal>> {
  const [label, prevention] = [input.label.trim(), input.prevention.trim()];
  if (!CODE.test(input.code)) return refuse({ code: 'code-missing' });
  if (label === '') return refuse({ code: 'label-missing' });
  if (label.length > 120 || prevention.length > 500) return refuse({ code: 'too-long' });
  const reasons = [...new Set(input.reasons)].sort();
  const { rows } = await sql<{ department: boolean; reasons: boolean; same: boolean }>`
    select exists (select from dispute_queues where code = ${input.department}) as department,
      ${reasons}::text[] <@ array(select code from dispute_reasons) as reasons,
      exists (select from dispute_causes_now c where c.code = ${input.code} and (c.label, c.department, c.prevention, c.reasons, c.state)
        = (${label}, ${input.department}, ${prevention}, ${reasons}::text[], ${input.state})
        and c.issue_rule is not distinct from ${input.issueRule}) as same`.execute(tx);
  const found = rows[0]!;
  if (!found.department) return refuse({ code: 'unknown-department' });
  if (!found.reasons) return refuse({ code: 'unknown-reason' });
  if (found.same) return refuse({ code: 'nothing-changed' });
  await tx
    .insertInto('dispute_causes')
    .values({
      ...{ code: input.code, label, department: input.department, prevention, issue_rule: input.issueRule, reasons },
      ...{ state: input.state, changed_by: actor.id, changed_by_name: actor.name, changed_at: now },
    })
    .execute();
  await writeAudit(tx, actor, {
    ...{ action: 'dispute-cause.changed', subjectKind: 'dispute-cause', subjectId: newId() },
    after: { code: input.code, label, department: input.department, issueRule: input.issueRule, state: input.state },
  });
  return ok();
}
