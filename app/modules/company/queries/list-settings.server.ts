import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { NumberSeries, SettingName, SettingValues, SettingVersion } from '../types.ts';

const VERSIONS_MAX = 200;

/** The versions of a setting, the newest day first, those taken back among them; two hundred at most. */
export async function listSettings<What extends SettingName>(
  db: ReadDb,
  of: { readonly what: What; readonly key?: string },
): Promise<SettingVersion<What>[]> {
  const { rows } = await sql<SettingVersion<What>>`
    select v.id, v.what, v.key, v.from_on as "fromOn", v.value, v.reason, v.made_by_name as "madeByName", v.made_at as "madeAt",
      case when w.version_id is not null then jsonb_build_object('byName', w.withdrawn_by_name, 'at', w.withdrawn_at) end as withdrawn
    from company_versions v left join company_version_withdrawals w on w.version_id = v.id
    where v.what = ${of.what} and (${of.key ?? null}::text is null or v.key = ${of.key ?? null})
    order by v.from_on desc, v.id desc limit ${VERSIONS_MAX}`.execute(db);
  return rows.map((row) => ({
    ...row,
    withdrawn: row.withdrawn && { ...row.withdrawn, at: new Date(row.withdrawn.at) },
  }));
}

/** What is planned of any setting after a day, in the order of the days. */
export async function plannedSettings(db: ReadDb, after: PlainDate): Promise<SettingVersion[]> {
  const { rows } = await sql<SettingVersion>`
    select v.id, v.what, v.key, v.from_on as "fromOn", v.value, v.reason, v.made_by_name as "madeByName", v.made_at as "madeAt", null as withdrawn
    from company_versions v
    where v.from_on > ${after}::date and not exists (select from company_version_withdrawals w where w.version_id = v.id)
    order by v.from_on, v.id limit ${VERSIONS_MAX}`.execute(db);
  return rows;
}

/** The value of a setting on a day, null where nothing was changed since the set-up. */
export async function settingOn<What extends SettingName>(
  db: ReadDb,
  of: { readonly what: What; readonly key?: string; readonly on: PlainDate },
): Promise<SettingValues[What] | null> {
  const { rows } = await sql<{ value: SettingValues[What] | null }>`
    select company_version(${of.what}, ${of.key ?? ''}, ${of.on}::date) as value`.execute(db);
  return rows[0]?.value ?? null;
}

/** The number series with the shape their numbers have on a day. Legacy numbers are given elsewhere and are not among them. */
export async function seriesOn(db: ReadDb, on: PlainDate): Promise<NumberSeries[]> {
  const { rows } = await sql<NumberSeries>`
    select s.code, coalesce(held.value ->> 'prefix', s.prefix) as prefix, coalesce((held.value ->> 'pad')::integer, s.pad::integer) as pad, s.next_no as "nextNo"
    from number_series s cross join lateral (select company_version('series', s.code, ${on}::date) as value) held
    where s.code <> 'LEGACY' order by s.code`.execute(db);
  return rows;
}
