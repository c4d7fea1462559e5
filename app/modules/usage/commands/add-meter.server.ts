import { sql } from 'kysely';
import { type Decimal, toMicros } from '#app/kernel/decimal.ts';
import type { CustomerId } from '#app/kernel/ids.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import type { MeterId } from '../types.ts';
import { recordReadings } from './record-readings.server.ts';

export type AddMeterInput = {
  readonly contractLineId: string;
  readonly code: string;
  /** Whole digits of the dial, 1 to 9. */
  readonly digits: number;
  /** Units a step of the dial stands for, above 0 and below 1,000, three decimals. */
  readonly multiplier: Decimal;
  readonly startsOn: PlainDate;
  readonly firstValue: Decimal;
  readonly replacesId?: MeterId;
};

export type AddMeterRefusal =
  | { readonly code: 'line-not-metered' | 'code-taken' | 'bad-dial' }
  | { readonly code: 'bad-reading'; readonly text: string };

const MULTIPLIER_MAX = 1_000_000_000n;

/** Puts a meter under a metered contract line; counting begins at its first reading. Site and unit are those of the line. */
export async function addMeter(
  tx: Tx,
  actor: Actor,
  input: AddMeterInput,
  moment: Moment,
): Promise<Result<{ meterId: MeterId }, AddMeterRefusal>> {
  const scale = toMicros(input.multiplier);
  if (input.digits < 1 || input.digits > 9 || scale <= 0n || scale >= MULTIPLIER_MAX || scale % 1_000n !== 0n)
    return refuse({ code: 'bad-dial' });
  const line = await tx
    .selectFrom('contract_lines as l')
    .innerJoin('products as p', 'p.id', 'l.product_id')
    .select(['l.customer_id', 'l.site_id', 'p.unit_code'])
    .where('l.id', '=', input.contractLineId)
    .where('l.charge', '=', 'metered')
    .where('l.withdrawn_in_version', 'is', null)
    .executeTakeFirst();
  if (!line) return refuse({ code: 'line-not-metered' });
  const code = input.code.trim();
  const taken = await sql`select from meters where lower(code) = lower(${code})`.execute(tx);
  if (taken.rows.length > 0) return refuse({ code: 'code-taken' });
  const id = newId<MeterId>();
  await tx
    .insertInto('meters')
    .values({
      id,
      customer_id: line.customer_id,
      contract_line_id: input.contractLineId,
      site_id: line.site_id,
      code,
      unit_code: line.unit_code,
      digits: input.digits,
      multiplier: input.multiplier,
      starts_on: input.startsOn,
      replaces_id: input.replacesId ?? null,
      recorded_at: moment.now,
      recorded_by_name: actor.name,
    })
    .execute();
  const rows = [{ row: 1, meter: code, readOn: input.startsOn, value: input.firstValue, kind: 'actual' as const }];
  const first = await recordReadings(tx, actor, { parts: [{ rows, problems: [] }] }, moment);
  if (!first.ok) return refuse({ code: 'bad-reading', text: first.refusal.problems[0]?.text ?? '' });
  const { digits, multiplier, startsOn, firstValue } = input;
  await writeAudit(tx, actor, {
    action: 'meter.added',
    subjectKind: 'meter',
    subjectId: id,
    customerId: line.customer_id as CustomerId,
    after: { code, digits, multiplier, startsOn, firstValue },
  });
  return ok({ meterId: id });
}
