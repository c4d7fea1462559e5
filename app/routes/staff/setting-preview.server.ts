import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { divideHalfUp, money, parseMoney } from '#app/kernel/money.ts';
import { dueDate } from '#app/kernel/payment-terms.ts';
import { addDays, dateInZone, earlier, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { timeInZone } from '#app/kernel/zone-time.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { draftsFrom } from '#app/modules/billing-runs/queries/drafts-from.server.ts';
import { changeSetting, type SettingChange } from '#app/modules/company/commands/change-setting.server.ts';
import { getSeller, type Seller } from '#app/modules/company/queries/get-seller.server.ts';
import { listSettings, seriesOn } from '#app/modules/company/queries/list-settings.server.ts';
import { valueOn } from '#app/modules/company/queries/setting-value.server.ts';
import type { SettingName, SettingRefusal, SettingValues, SettingVersion } from '#app/modules/company/types.ts';
import { languageName, numberText, percentWords, type SettingFact } from '#app/modules/company/ui/setting-words.ts';
import { customersByLanguage } from '#app/modules/customers/queries/customers-by-language.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inPreview, type Tx } from '#app/platform/db/transaction.server.ts';
import { surchargeSamples } from './setting-surcharges.server.ts';

export type SettingPreview = {
  readonly before: SettingValues[SettingName] | null;
  readonly seller: Seller;
  /** What it will look like, as names and values. */
  readonly samples: readonly SettingFact[];
  /** Drafts it reaches; null where drafts have nothing to do with it. */
  readonly drafts: { readonly byHand: number; readonly ofRuns: number } | null;
  /** What is planned after this change and will take its place. */
  readonly later: readonly SettingVersion[];
};

const REACHES_DRAFTS: ReadonlySet<SettingName> = new Set([
  'names',
  'tax_number',
  'help',
  'branding',
  'tax_rate',
  'series',
]);

/**
 * What a change would do: the change itself, made and rolled back, with what documents of its first day would then say. It
 * refuses what the change would refuse.
 */
export function previewSetting(
  db: Parameters<typeof inPreview>[0],
  actor: Actor,
  change: SettingChange,
  moment: Moment,
): Promise<Result<SettingPreview, SettingRefusal>> {
  return inPreview(db, async (tx) => {
    const of = { what: change.what, key: change.key ?? '', on: change.fromOn };
    const before = await valueOn(tx, of);
    const changed = await changeSetting(tx, actor, change, moment);
    if (!changed.ok) return changed;
    const versions = await listSettings(tx, of);
    return ok({
      before,
      seller: await getSeller(tx, { on: change.fromOn }),
      samples: await samplesOf(tx, change, moment),
      drafts: REACHES_DRAFTS.has(change.what)
        ? await draftsFrom(tx, { fromOn: change.fromOn, taxCode: change.what === 'tax_rate' ? of.key : null })
        : null,
      later: versions.filter((version) => version.fromOn > change.fromOn && !version.withdrawn).reverse(),
    });
  });
}

async function samplesOf(tx: Tx, change: SettingChange, moment: Moment): Promise<SettingFact[]> {
  const { company } = await getSeller(tx, { on: moment.today });
  const say = (label: string, value: string): SettingFact => ({ label, value });
  if (isOf(change, 'series')) return nextNumbers(tx, change);
  if (isOf(change, 'surcharge')) return surchargeSamples(tx, change, company.locale);
  if (isOf(change, 'tax_rate')) {
    const taxed = parseMoney('100', company.baseCurrency);
    const net = taxed.ok ? taxed.value : 0n;
    const shown = (minor: bigint) => formatMoney(money(minor, company.baseCurrency), company.locale);
    const tax = divideHalfUp(net * BigInt(change.value.rateBp), 10_000n);
    return [
      say('A line of', shown(net)),
      say(`Tax at ${percentWords(change.value.rateBp)}`, shown(tax)),
      say('To pay', shown(net + tax)),
    ];
  }
  if (isOf(change, 'terms'))
    return change.value.terms.map((terms) =>
      say(
        `${terms.name}, dated ${formatDate(change.fromOn, company.locale)}`,
        dueWords(terms, change.fromOn, company.locale),
      ),
    );
  if (isOf(change, 'time_zone')) {
    const clock = (zone: string) =>
      `${timeInZone(moment.now, zone)} on ${formatDate(dateInZone(moment.now, zone), company.locale)}`;
    return [
      say('It is now, by this zone', clock(change.value.timeZone)),
      say('By the one that holds', clock(company.timeZone)),
    ];
  }
  if (isOf(change, 'languages')) {
    const others = (await customersByLanguage(tx)).filter(({ language }) => !change.value.allowed.includes(language));
    return others.map(({ language, count }) =>
      say(
        `${count} ${count === 1 ? 'customer' : 'customers'} with ${languageName(language)}`,
        `get ${languageName(change.value.fallback)}`,
      ),
    );
  }
  return [];
}

const isOf = <What extends SettingName>(change: SettingChange, what: What): change is SettingChange<What> =>
  change.what === what;

const NUMBERS_SHOWN = 3n;

async function nextNumbers(tx: Tx, change: SettingChange<'series'>): Promise<SettingFact[]> {
  const series = (await seriesOn(tx, change.fromOn)).find(({ code }) => code === change.key);
  if (!series) return [];
  const numbers = Array.from({ length: Number(NUMBERS_SHOWN) }, (_, at) =>
    numberText(change.value, series.nextNo + BigInt(at)),
  );
  return [{ label: 'The next three numbers, if it held now', value: numbers.join(', ') }];
}

function dueWords(terms: SettingValues['terms']['terms'][number], on: PlainDate, locale: string): string {
  const dueOn = dueDate({ from: terms.from ?? 'document', days: terms.days }, on);
  const due = `due ${formatDate(dueOn, locale)}`;
  if (!terms.discount) return due;
  const until = earlier(addDays(on, terms.discount.days), dueOn);
  return `${due}, ${percentWords(terms.discount.bp)} off until ${formatDate(until, locale)}`;
}
