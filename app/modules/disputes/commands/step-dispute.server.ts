import { sql, type Updateable } from 'kysely';
import { addBusinessMinutes, businessMinutesBetween } from '#app/kernel/business-hours.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import type { DB } from '#db/types.generated.ts';
import { deskClock } from '../queries/desk-clock.server.ts';
import type { DisputeState, WaitsFor } from '../types.ts';
import type { LockedDispute } from './lock-dispute.server.ts';

/** Who stands in the thread and in the stages: a department answers under a link and is nobody's user. */
export type Doer = Actor | { readonly kind: 'department'; readonly id: null; readonly name: string };

export type Step = {
  readonly to: DisputeState;
  readonly waitsFor: WaitsFor | null;
  readonly why: string;
};
type Stands = Pick<LockedDispute, 'id' | 'customerId' | 'state' | 'waitsFor' | 'stateAt' | 'queue' | 'kind'> &
  Partial<Pick<LockedDispute, 'resolveDueAt' | 'resolveLeftMinutes'>>;
/** Columns of the dispute that change with the step. */
type Also = Updateable<DB['disputes']>;

/**
 * Takes a dispute one step: the stage is written and the dispute stands there; never earlier than the step before, whatever the
 * clock says. The clock to its solution runs on while colleagues and departments have it, stops while we wait for the
 * customer, goes on where it stopped when they answer, and ends with the dispute.
 */
export async function stepDispute(
  tx: Tx,
  by: Doer,
  dispute: Stands,
  step: Step,
  moment: Moment,
  also: Also = {},
): Promise<Date> {
  const at = moment.now < dispute.stateAt ? dispute.stateAt : moment.now;
  await writeStage(tx, by, { id: dispute.id, customerId: dispute.customerId, from: dispute.state, step, at });
  const clocks = await clocksAfter(tx, dispute, step, at);
  await tx
    .updateTable('disputes')
    .set({ state: step.to, waits_for: step.waitsFor, state_at: at, ...clocks, ...also })
    .where('id', '=', dispute.id)
    .execute();
  return at;
}

/** What the customer hears of by mail; `tell-dispute` decides whom and how. */
const TOLD: ReadonlySet<DisputeState> = new Set(['new', 'reopened', 'closed']);

/** Writes one stage, numbered after the one before; with the job that tells the customer, where they should hear of it. */
export async function writeStage(
  tx: Tx,
  by: Doer,
  of: {
    readonly id: string;
    readonly customerId: string;
    readonly from: string | null;
    readonly step: Step;
    readonly at: Date;
  },
): Promise<void> {
  const { position } = await tx
    .insertInto('dispute_stages')
    .values({
      ...{ dispute_id: of.id, customer_id: of.customerId, from_state: of.from, to_state: of.step.to },
      position: sql<number>`(select coalesce(max(s.position), 0) + 1 from dispute_stages s where s.dispute_id = ${of.id}::uuid)`,
      ...{ waits_for: of.step.waitsFor, why: of.step.why, changed_at: of.at },
      ...{ by_kind: by.kind, by_id: by.id, by_name: by.name },
    })
    .returning('position')
    .executeTakeFirstOrThrow();
  if (TOLD.has(of.step.to)) await enqueue(tx, 'tell-dispute', { disputeId: of.id, position: String(position) });
}

async function clocksAfter(tx: Tx, dispute: Stands, step: Step, at: Date) {
  if (step.to === 'closed' || step.to === 'decided')
    return { answer_due_at: null, resolve_due_at: null, resolve_left_minutes: null };
  const stops = step.waitsFor === 'customer';
  if (stops && dispute.resolveDueAt) {
    const { hours } = await deskClock(tx, dispute);
    return { resolve_due_at: null, resolve_left_minutes: businessMinutesBetween(at, dispute.resolveDueAt, hours) };
  }
  if (!stops && dispute.resolveLeftMinutes != null) {
    const { hours } = await deskClock(tx, dispute);
    return { resolve_due_at: addBusinessMinutes(at, dispute.resolveLeftMinutes, hours), resolve_left_minutes: null };
  }
  return {};
}
