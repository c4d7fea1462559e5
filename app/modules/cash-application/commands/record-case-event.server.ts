import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { CaseEventRefusal } from '../types.ts';

/** What happens to a deduction or a certificate. A certificate ends with its number, or waived with a reason. */
export type CaseEvent =
  | { readonly kind: 'assigned'; readonly ownerId: string; readonly note: string; readonly dueOn?: PlainDate }
  | { readonly kind: 'noted' | 'asked'; readonly note: string; readonly dueOn?: PlainDate }
  | { readonly kind: 'collected'; readonly certificateNumber: string; readonly note: string; readonly fileId?: string }
  | { readonly kind: 'waived'; readonly note: string };

/**
 * Adds to the story of a case. Refuses a case that is none, an end of a deduction (its claim ends by money or credit), a
 * certificate that ended before, and an end without a number or reason. Takes no locks: a unique index ends it once.
 */
export async function recordCaseEvent(
  tx: Tx,
  actor: Actor,
  input: { readonly reductionId: string; readonly event: CaseEvent },
  moment: Moment,
): Promise<Result<null, CaseEventRefusal>> {
  const { event } = input;
  const reduction = await tx
    .selectFrom('reductions')
    .select(['id', 'kind', 'customer_id'])
    .where('id', '=', input.reductionId)
    .executeTakeFirst();
  if (reduction?.kind !== 'deduction' && reduction?.kind !== 'withholding') return refuse({ code: 'unknown-case' });
  const ends = event.kind === 'collected' || event.kind === 'waived';
  if (ends && reduction.kind === 'deduction') return refuse({ code: 'ends-by-money' });
  if (event.kind === 'collected' && event.certificateNumber.trim() === '') return refuse({ code: 'number-needed' });
  if (event.kind === 'waived' && event.note.trim() === '') return refuse({ code: 'reason-needed' });
  try {
    await tx
      .insertInto('case_events')
      .values({
        reduction_id: reduction.id,
        customer_id: reduction.customer_id,
        kind: event.kind,
        owner_id: event.kind === 'assigned' ? event.ownerId : null,
        note: event.note,
        certificate_number: event.kind === 'collected' ? event.certificateNumber.trim() : '',
        file_id: event.kind === 'collected' ? (event.fileId ?? null) : null,
        due_on: 'dueOn' in event ? (event.dueOn ?? null) : null,
        happened_at: moment.now,
        by_name: actor.name,
      })
      .execute();
  } catch (error) {
    if (constraintOf(error) !== 'case_events_collected_once_unique') throw error;
    return refuse({ code: 'ended-already' });
  }
  await writeAudit(tx, actor, {
    action: `case.${event.kind}`,
    subjectKind: 'reduction',
    subjectId: reduction.id,
    customerId: reduction.customer_id,
    after: { ...event },
    reason: event.note,
  });
  return ok(null);
}
