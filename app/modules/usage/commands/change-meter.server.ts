import type { Decimal } from '#app/kernel/decimal.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { lineOn, lockMeters } from '../queries/meters-of-rows.server.ts';
import type { MeterId } from '../types.ts';
import { type AddMeterRefusal, addMeter } from './add-meter.server.ts';
import { recordReadings } from './record-readings.server.ts';

export type ChangeMeterInput = {
  readonly meterId: MeterId;
  readonly changedOn: PlainDate;
  /** What the old dial showed when it was taken out. */
  readonly lastValue: Decimal;
  /** The meter that took its place; null where none did. */
  readonly next: {
    readonly code: string;
    readonly digits: number;
    readonly multiplier: Decimal;
    readonly firstValue: Decimal;
  } | null;
};
export type ChangeMeterRefusal = AddMeterRefusal | { readonly code: 'not-there' | 'ended-already' | 'read-since' };

/** Takes a meter out with its last reading, and puts another in its place on the same day, under the same contract line. */
export async function changeMeter(
  tx: Tx,
  actor: Actor,
  input: ChangeMeterInput,
  moment: Moment,
): Promise<Result<{ meterId: MeterId }, ChangeMeterRefusal>> {
  const known = await tx.selectFrom('meters').select('code').where('id', '=', input.meterId).executeTakeFirst();
  if (!known) return refuse({ code: 'not-there' });
  const meter = (await lockMeters(tx, [known.code])).get(known.code.toLowerCase());
  if (!meter || meter.endedOn) return refuse({ code: 'ended-already' });
  const rows = [
    { row: 1, meter: meter.code, readOn: input.changedOn, value: input.lastValue, kind: 'actual' as const },
  ];
  const last = await recordReadings(tx, actor, { parts: [{ rows, problems: [] }] }, moment);
  if (!last.ok) return refuse({ code: 'bad-reading', text: last.refusal.problems[0]?.text ?? '' });
  try {
    await tx.updateTable('meters').set({ ended_on: input.changedOn }).where('id', '=', meter.id).execute();
  } catch (error) {
    if (constraintOf(error) === 'meter_end') return refuse({ code: 'read-since' });
    throw error;
  }
  await writeAudit(tx, actor, {
    action: 'meter.taken_out',
    subjectKind: 'meter',
    subjectId: meter.id,
    customerId: meter.customerId as CustomerId,
    after: { changedOn: input.changedOn, lastValue: input.lastValue, next: input.next?.code ?? null },
  });
  if (!input.next) return ok({ meterId: input.meterId });
  const contractLineId = lineOn(meter, input.changedOn);
  if (!contractLineId) return refuse({ code: 'line-not-metered' });
  return addMeter(
    tx,
    actor,
    { ...input.next, contractLineId, startsOn: input.changedOn, replacesId: input.meterId },
    moment,
  );
}
