import { isDeepStrictEqual } from 'node:util';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { valueOn } from '../queries/setting-value.server.ts';
import type { SettingName, SettingRefusal, SettingValues } from '../types.ts';
import { COMPANY_ID } from './set-company-bank.server.ts';

export type SettingChange<What extends SettingName = SettingName> = {
  readonly what: What;
  /** The tax category or the number series; of no other setting. */
  readonly key?: string;
  readonly fromOn: PlainDate;
  readonly value: SettingValues[What];
  readonly reason: string;
};

/**
 * Changes a setting of the company from a day on, today or later; a time zone from tomorrow at the earliest. What was
 * issued stays as it is, since documents take what held on their date and was known when they were issued. Refuses a day
 * that has passed, a value that is in force already, and a prefix another series has or had. Locks nothing but the series.
 */
export async function changeSetting<What extends SettingName>(
  tx: Tx,
  actor: Actor,
  change: SettingChange<What>,
  { now, today }: Moment,
): Promise<Result<{ readonly versionId: string }, SettingRefusal>> {
  const firstOn = change.what === 'time_zone' ? addDays(today, 1) : today;
  if (change.fromOn < firstOn) return refuse({ code: 'dated-back', firstOn });
  const key = change.key ?? '';
  const before = await valueOn(tx, { what: change.what, key, on: change.fromOn });
  if (isDeepStrictEqual(before, change.value)) return refuse({ code: 'nothing-changed' });
  let row: { id: string };
  try {
    row = await tx
      .insertInto('company_versions')
      .values({
        ...{ what: change.what, key, from_on: change.fromOn, value: JSON.stringify(change.value) },
        ...{ reason: change.reason.trim(), made_by: actor.kind === 'staff' ? actor.id : null },
        ...{ made_by_name: actor.name, made_at: now },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
  } catch (error) {
    const broken = constraintOf(error);
    if (broken === 'company_version_not_dated_back') return refuse({ code: 'dated-back', firstOn });
    if (broken === 'company_version_value') return refuse({ code: 'does-not-fit' });
    if (broken === 'company_version_key')
      return refuse({ code: change.what === 'series' ? 'prefix-taken' : 'does-not-fit' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'setting.changed', subjectKind: 'company', subjectId: COMPANY_ID },
    before: before === null ? null : { ...(before as object) },
    after: { setting: change.what, ...(key && { of: key }), fromOn: change.fromOn, ...(change.value as object) },
    reason: change.reason.trim(),
  });
  return ok({ versionId: row.id });
}
