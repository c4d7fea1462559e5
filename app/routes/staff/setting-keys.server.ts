import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import type { SettingName } from '#app/modules/company/types.ts';
import { percentWords, SETTING_WORDS, seriesName, surchargeName } from '#app/modules/company/ui/setting-words.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

/** A settings page's title; of a category or series with its name. */
export async function keyTitle(db: ReadDb, what: SettingName, key: string): Promise<string> {
  if (what === 'series') return `Numbers of ${seriesName(key).toLowerCase()}`;
  if (what === 'surcharge') return `Surcharge: ${surchargeName(key)}`;
  if (what !== 'tax_rate') return SETTING_WORDS[what].title;
  const category = (await listTaxCategories(db, undefined, 'all')).find(({ code }) => code === key);
  return `Rate of ${category?.name ?? key} (${key})`;
}

/** The tax categories to choose from. */
export async function taxChoices(db: ReadDb): Promise<{ value: string; label: string }[]> {
  return (await listTaxCategories(db)).map(({ code, name, rateBp }) => ({
    value: code,
    label: `${name}, ${percentWords(rateBp)}`,
  }));
}
