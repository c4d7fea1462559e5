import { stopMethodAfter } from '#app/modules/payments/commands/keep-method.server.ts';
import { getAttempt } from '#app/modules/payments/queries/get-attempt.server.ts';
import type { Attempt, FailureCode } from '#app/modules/payments/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueueMany } from '#app/platform/jobs/jobs.server.ts';
import { hearAutopay } from './hear-autopay.server.ts';
import { hearPlan } from './hear-plan.server.ts';
import type { Outside } from './outside.server.ts';

/** Whoever ordered a charge hears here what became of it, also days later. Each may hear the same thing any number of times. */
const HEARS: Readonly<
  Partial<Record<Attempt['requestedByKind'], (outside: Outside, attempt: Attempt) => Promise<void>>>
> = { autopay: hearAutopay, plan: hearPlan };

/** An automatic attempt moved: who ordered it is told by a job of its own. In the transaction of the move. */
export const afterCharge = (tx: Tx, attempt: Attempt): Promise<void> => afterCharges(tx, [attempt]);

/** The same for several attempts. */
export async function afterCharges(tx: Tx, attempts: readonly Attempt[]): Promise<void> {
  const ordered = attempts.filter(isOrdered);
  await enqueueMany(
    tx,
    'after-charge',
    ordered.map(({ id }) => ({ attemptId: id })),
  );
}

/** As `afterCharge`, for a charge that took nothing. A method that can take no money any more goes out of use. */
export async function afterFailure(tx: Tx, attempt: Attempt, failure: FailureCode, moment: Moment): Promise<void> {
  const { savedMethodId: methodId } = attempt;
  if (methodId !== null) await stopMethodAfter(tx, { methodId, failure }, moment);
  await afterCharge(tx, attempt);
}

/** Nobody sits at the page of such an attempt. */
export const isOrdered = (attempt: Attempt): boolean =>
  attempt.requestedByKind === 'autopay' || attempt.requestedByKind === 'plan';

/** The job: tells whoever ordered the charge where it stands now. */
export async function tellWhoOrdered(outside: Outside, attemptId: string): Promise<void> {
  const attempt = await getAttempt(outside.db, { id: attemptId });
  if (attempt) await HEARS[attempt.requestedByKind]?.(outside, attempt);
}
