import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import { wishToJson } from '../forms.ts';
import type { PlanEventKind, PlanWish } from '../types.ts';

export type PlanEventInput = {
  readonly planId: string;
  readonly customerId: string;
  readonly kind: PlanEventKind;
  readonly versionNo?: number;
  readonly instalmentNo?: number;
  readonly wish?: PlanWish;
  /** JSON; amounts as text of minor units. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Written for the customer to read. */
  readonly note?: string;
};

/** What the customer hears of by mail; `tell-plan` decides whom and how. */
const TOLD: ReadonlySet<PlanEventKind> = new Set([
  'requested',
  'countered',
  'declined',
  'agreed',
  'renegotiated',
  'coming',
  'late',
  'missed',
  'reopened',
  'moved',
  'settled_early',
  'ended',
  'defaulted',
  'cancelled',
]);

/**
 * Writes down that something happened to a plan; the database moves the plan by it, or refuses (TS083). With its audit record
 * and, where the customer should hear of it, the job that tells them, in the same transaction. Answers the event's id.
 */
export async function recordPlanEvent(tx: Tx, actor: Actor, event: PlanEventInput, moment: Moment): Promise<string> {
  const id = newId();
  await tx
    .insertInto('plan_events')
    .values({
      ...{ id, plan_id: event.planId, customer_id: event.customerId, kind: event.kind },
      ...{ version_no: event.versionNo ?? null, instalment_no: event.instalmentNo ?? null },
      wish: event.wish ? JSON.stringify(wishToJson(event.wish)) : null,
      facts: JSON.stringify(event.facts ?? {}),
      ...{ note: event.note?.trim() ?? '', happened_on: moment.today, happened_at: moment.now },
      by_kind: actor.kind === 'link' ? 'customer' : actor.kind,
      ...{ by_id: actor.id, by_name: actor.name },
    })
    .execute();
  await writeAudit(tx, actor, {
    action: `plan.${event.kind}`,
    ...{ subjectKind: 'payment_plan', subjectId: event.planId, customerId: event.customerId },
    after: { ...event.facts, ...(event.instalmentNo ? { instalment: event.instalmentNo } : {}) },
    reason: event.note?.trim() ?? '',
  });
  if (TOLD.has(event.kind)) await enqueue(tx, 'tell-plan', { eventId: id });
  return id;
}
