import { sql } from 'kysely';
import { assert } from '#app/kernel/assert.ts';
import { currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { now } from '#app/platform/clock/clock.server.ts';
import { PREPARED } from '#app/platform/db/prepared-statements.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { Branding, Company, SettingValues } from '../types.ts';
import { PLAIN_BRANDING } from './get-branding.server.ts';

/** A day, and up to when it was known what holds on it: a document's date and the instant of its issue. */
export type SettingDay = { readonly on?: PlainDate; readonly knownAt?: Date };

const PREPARE = sql.raw(PREPARED);

type Row = {
  name: string;
  legal_name: string;
  address_lines: string[];
  tax_number: string;
  country: string;
  base_currency: string;
  time_zone: string;
  locale: string;
  help_name: string;
  help_email: string;
  help_phone: string;
  help_hours: string;
  mail_from: string;
  held: Partial<SettingValues> | null;
};

/**
 * The company as it is now, or as it was on a day and was known at an instant. One row, made when the system is set up, and
 * the versions that hold on the day. Without it nothing can be billed, so its absence is a bug.
 */
export const getCompany = async (db: ReadDb, at: SettingDay = {}): Promise<Company> =>
  (await getCompanyAndBranding(db, at)).company;

/** The same, and how its pages look on that day: in one statement, for every page asks both. */
export async function getCompanyAndBranding(
  db: ReadDb,
  at: SettingDay = {},
): Promise<{ company: Company; branding: Branding }> {
  const { rows } =
    await sql<Row>`${PREPARE} select c.name, c.legal_name, c.address_lines, c.tax_number, c.country, c.base_currency,
      c.time_zone, c.locale, c.help_name, c.help_email, c.help_phone, c.help_hours, c.mail_from, (
      select jsonb_object_agg(v.what, v.value) from (
        select distinct on (v.what) v.what, v.value from company_versions v
        where v.key = '' and v.from_on <= coalesce(${at.on ?? null}::date, company_day(${now()}))
          and v.made_at <= coalesce(${at.knownAt ?? null}::timestamptz, 'infinity')
          and not exists (select from company_version_withdrawals w where w.version_id = v.id
            and w.withdrawn_at <= coalesce(${at.knownAt ?? null}::timestamptz, 'infinity'))
        order by v.what, v.from_on desc, v.id desc) v) as held
    from company c`.execute(db);
  const [row] = rows;
  assert(row, 'the company is not set up');
  const held = row.held ?? {};
  const base: Company = {
    name: row.name,
    legalName: row.legal_name,
    addressLines: row.address_lines,
    taxNumber: row.tax_number,
    country: row.country,
    baseCurrency: currency(row.base_currency),
    timeZone: row.time_zone,
    locale: row.locale,
    help: { name: row.help_name, email: row.help_email, phone: row.help_phone, hours: row.help_hours },
    mailFrom: row.mail_from,
  };
  const company = {
    ...{ ...base, ...held.names, ...held.tax_number, ...held.mail, ...held.time_zone },
    ...(held.help && { help: held.help }),
    ...(held.languages && { languages: held.languages }),
  };
  return { company, branding: held.branding ?? PLAIN_BRANDING };
}
