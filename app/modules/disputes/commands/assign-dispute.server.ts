import type { Updateable } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { DB } from '#db/types.generated.ts';
import type { DisputeRefusal } from '../types.ts';
import { type LockedDispute, lockLiving } from './lock-dispute.server.ts';
import { stepDispute } from './step-dispute.server.ts';

type Done = Promise<Result<{ customerId: string }, DisputeRefusal>>;

/** Takes a dispute for oneself: it is looked at from now on. Taking it again changes nothing. */
export async function takeDispute(
  tx: Tx,
  actor: Actor,
  { disputeId }: { readonly disputeId: string },
  moment: Moment,
): Done {
  if (actor.kind !== 'staff' || actor.id === null) return refuse({ code: 'unknown-person' });
  return assignDispute(tx, actor, { disputeId, toUser: actor.id }, moment);
}

/**
 * Gives a dispute to a colleague, to nobody, or to another queue (whose targets hold for what comes back to us from then on).
 * Refuses a closed dispute, who may not sign in, and a queue that is a department or retired.
 */
export async function assignDispute(
  tx: Tx,
  actor: Actor,
  input: { readonly disputeId: string; readonly toUser?: string | null; readonly queue?: string },
  moment: Moment,
): Done {
  const found = await lockLiving(tx, input);
  if (!found.ok) return found;
  const dispute = found.value;
  const person = input.toUser ? await colleague(tx, input.toUser) : null;
  if (input.toUser && !person) return refuse({ code: 'unknown-person' });
  if (input.queue !== undefined && !(await isDesk(tx, input.queue))) return refuse({ code: 'unknown-queue' });
  const also = {
    ...(input.toUser === undefined ? {} : { owner_user: person?.id ?? null, owner_name: person?.name ?? null }),
    ...(input.queue === undefined ? {} : { queue: input.queue }),
  };
  if (Object.keys(also).length === 0) return ok({ customerId: dispute.customerId });
  await setOrStep(tx, actor, { dispute, also, looked: person !== null }, moment);
  await writeAudit(tx, actor, {
    ...{ action: 'dispute.assigned', subjectKind: 'dispute', subjectId: dispute.id, customerId: dispute.customerId },
    before: { owner: dispute.ownerUser, queue: dispute.queue },
    after: { owner: person?.id ?? null, name: person?.name ?? null, queue: input.queue ?? dispute.queue },
  });
  return ok({ customerId: dispute.customerId });
}

type Change = {
  readonly dispute: LockedDispute;
  readonly also: Updateable<DB['disputes']>;
  readonly looked: boolean;
};

async function setOrStep(tx: Tx, actor: Actor, { dispute, also, looked }: Change, moment: Moment): Promise<void> {
  if (looked && (dispute.state === 'new' || dispute.state === 'reopened')) {
    await stepDispute(tx, actor, dispute, { to: 'looked_at', waitsFor: 'us', why: '' }, moment, also);
    return;
  }
  await tx.updateTable('disputes').set(also).where('id', '=', dispute.id).execute();
}

const colleague = (tx: Tx, userId: string) =>
  tx
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', '=', userId)
    .where('kind', '=', 'staff')
    .where('disabled_at', 'is', null)
    .executeTakeFirst();

async function isDesk(tx: Tx, code: string): Promise<boolean> {
  const row = await tx
    .selectFrom('dispute_queues')
    .select('code')
    .where('code', '=', code)
    .where('is_department', '=', false)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Says by which day the customer has an answer; they read it. Refuses a day that is over. */
export async function setPromisedDate(
  tx: Tx,
  actor: Actor,
  input: { readonly disputeId: string; readonly promisedOn: PlainDate | null },
  moment: Moment,
): Done {
  if (input.promisedOn !== null && input.promisedOn < moment.today) return refuse({ code: 'in-the-past' });
  const found = await lockLiving(tx, input);
  if (!found.ok) return found;
  const dispute = found.value;
  await setOrStep(tx, actor, { dispute, also: { promised_on: input.promisedOn }, looked: true }, moment);
  await writeAudit(tx, actor, {
    ...{ action: 'dispute.promised', subjectKind: 'dispute', subjectId: dispute.id, customerId: dispute.customerId },
    after: { promisedOn: input.promisedOn },
  });
  return ok({ customerId: dispute.customerId });
}
