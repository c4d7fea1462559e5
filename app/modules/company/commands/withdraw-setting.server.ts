import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import type { WithdrawSettingRefusal } from '../types.ts';
import { COMPANY_ID } from './set-company-bank.server.ts';

/** Takes a planned change back before its first day; its row stays. Refuses what holds already: that is changed by another. */
export async function withdrawSetting(
  tx: Tx,
  actor: Actor,
  { versionId }: { readonly versionId: string },
  { now }: Moment,
): Promise<Result<undefined, WithdrawSettingRefusal>> {
  const version = await tx
    .selectFrom('company_versions')
    .select(['what', 'key', 'from_on', 'value'])
    .where('id', '=', versionId)
    .executeTakeFirst();
  if (!version) return refuse({ code: 'unknown-version' });
  try {
    await tx
      .insertInto('company_version_withdrawals')
      .values({
        ...{ version_id: versionId, withdrawn_by: actor.kind === 'staff' ? actor.id : null },
        ...{ withdrawn_by_name: actor.name, withdrawn_at: now },
      })
      .execute();
  } catch (error) {
    const broken = constraintOf(error);
    if (broken === 'company_version_withdrawals_pkey') return refuse({ code: 'already-withdrawn' });
    if (broken === 'company_version_in_force') return refuse({ code: 'holds-already' });
    throw error;
  }
  await writeAudit(tx, actor, {
    ...{ action: 'setting.withdrawn', subjectKind: 'company', subjectId: COMPANY_ID },
    before: { setting: version.what, of: version.key || null, fromOn: version.from_on, value: version.value },
  });
  return ok();
}
