import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { DOCUMENT_LANGUAGES, PLAIN_DAYS_ALLOWED, type SettingName, type SettingValues } from '../types.ts';
import { PLAIN_BRANDING } from './get-branding.server.ts';
import { getCompany } from './get-company.server.ts';
import { seriesOn, settingOn } from './list-settings.server.ts';
import { listTaxCategories } from './list-tax-categories.server.ts';

/** What customers may be given until somebody names terms. */
const PLAIN_TERMS: SettingValues['terms'] = {
  terms: [{ name: '30 days', days: 30, discount: null }],
};

type Asked = { readonly what: SettingName; readonly key?: string; readonly on: PlainDate };

/** Nothing is charged until somebody says so; the tax is then the first that is charged at all. */
async function noSurcharge(db: ReadDb, key: string): Promise<SettingValues['surcharge'] | null> {
  if (!/^(card|direct_debit)\.[A-Z]{3}$/.test(key)) return null;
  const categories = await listTaxCategories(db);
  const taxCode = (categories.find(({ rateBp }) => rateBp > 0) ?? categories[0])?.code;
  return taxCode === undefined ? null : { isOn: false, percentBp: 0, fixedMinor: '0', taxCode };
}

/** What a setting is on a day: the version that holds, or what was set up. Null for a category or series there is none of. */
export async function valueOn<What extends SettingName>(
  db: ReadDb,
  asked: Asked & { readonly what: What },
): Promise<SettingValues[What] | null> {
  const of: Asked = asked;
  const held = await settingOn(db, of);
  return (held ?? (await setUpValue(db, of))) as SettingValues[What] | null;
}

async function setUpValue(db: ReadDb, { what, key, on }: Asked): Promise<SettingValues[SettingName] | null> {
  if (what === 'branding') return PLAIN_BRANDING;
  if (what === 'terms') return PLAIN_TERMS;
  if (what === 'days_allowed') return PLAIN_DAYS_ALLOWED;
  if (what === 'surcharge') return key === undefined ? null : noSurcharge(db, key);
  if (what === 'languages') return { allowed: [...DOCUMENT_LANGUAGES], fallback: 'en' };
  if (what === 'tax_rate') {
    const category = (await listTaxCategories(db, on, 'all')).find(({ code }) => code === key);
    return category ? { rateBp: category.rateBp } : null;
  }
  if (what === 'series') {
    const series = (await seriesOn(db, on)).find(({ code }) => code === key);
    return series ? { prefix: series.prefix, pad: series.pad } : null;
  }
  const {
    name,
    legalName,
    addressLines,
    taxNumber,
    help,
    mailFrom,
    timeZone,
    replyTo = '',
  } = await getCompany(db, { on });
  if (what === 'names') return { name, legalName, addressLines };
  if (what === 'tax_number') return { taxNumber };
  if (what === 'help') return help;
  if (what === 'mail') return { mailFrom, replyTo };
  return { timeZone };
}
