import { formatDate } from '#app/kernel/format-date.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import { plannedSettings, seriesOn } from '#app/modules/company/queries/list-settings.server.ts';
import { listTaxCategories } from '#app/modules/company/queries/list-tax-categories.server.ts';
import { valueOn } from '#app/modules/company/queries/setting-value.server.ts';
import type { SettingName, SettingVersion, TaxCategory } from '#app/modules/company/types.ts';
import {
  numberText,
  percentWords,
  SETTING_WORDS,
  seriesName,
  settingFacts,
} from '#app/modules/company/ui/setting-words.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { surchargeRows } from './setting-surcharges.server.ts';

/** One line of the settings page: what it is now, what it changes and from when, and where it is changed. */
export type SettingRow = {
  readonly to: string;
  readonly title: string;
  readonly now: string;
  readonly changes: string;
  /** What is planned, in words; empty for nothing. */
  readonly planned: string;
};
/** `foot`: what all rows of the group change and from when, where it is the same. */
export type SettingGroup = {
  readonly title: string;
  readonly rows: readonly SettingRow[];
  readonly foot?: string;
  readonly add?: { to: string; label: string };
};

type Around = { readonly db: ReadDb; readonly today: PlainDate; readonly locale: string };

/** The company's settings in groups, as they are today. */
export async function settingGroups(around: Around): Promise<SettingGroup[]> {
  const { db, today } = around;
  const planned = await plannedSettings(db, today);
  const row = async (what: SettingName): Promise<SettingRow> => {
    const value = await valueOn(db, { what, on: today });
    const facts = value ? settingFacts(what, value) : [];
    return {
      ...{ to: `/staff/settings/company/${what}`, title: SETTING_WORDS[what].title, changes: wordsOf(what) },
      ...{
        now: facts.map(({ label, value: text }) => `${label}: ${text}`).join('. '),
        planned: plansOf(planned, around, what),
      },
    };
  };
  const rows = (...whats: SettingName[]) => Promise.all(whats.map(row));
  return [
    { title: 'How documents look', rows: await rows('branding', 'languages') },
    { title: 'Who we are', rows: await rows('names', 'tax_number', 'help') },
    {
      ...{ title: 'Taxes', rows: await taxRows(around, planned), foot: wordsOf('tax_rate') },
      add: { to: '/staff/settings/taxes/new', label: 'Add a tax category' },
    },
    { title: 'Numbers of documents', rows: await seriesRows(around, planned), foot: wordsOf('series') },
    { title: 'Money', rows: [...(await rows('terms')), await bankRow(around)] },
    {
      title: 'Surcharges',
      rows: await surchargeRows(around, (key) => plansOf(planned, around, 'surcharge', key)),
      foot: wordsOf('surcharge'),
    },
    { title: 'Days and mail', rows: [...(await rows('time_zone')), HOLIDAYS, ...(await rows('days_allowed', 'mail'))] },
  ];
}

const wordsOf = (what: SettingName): string => `${SETTING_WORDS[what].changes} ${SETTING_WORDS[what].when}`;

const HOLIDAYS: SettingRow = {
  ...{ to: '/staff/cheques/holidays', title: 'Bank holidays', planned: '' },
  now: 'By the calendar of our country, as imported.',
  changes: 'Which days are working days: when cheques must be banked. At once; due days of cheques in hand are moved.',
};

function plansOf(planned: readonly SettingVersion[], { locale }: Around, what: SettingName, key = ''): string {
  const days = planned
    .filter((one) => one.what === what && one.key === key)
    .map((one) => formatDate(one.fromOn, locale));
  return days.length === 0 ? '' : `Changes on ${days.join(', ')}`;
}

async function taxRows(around: Around, planned: readonly SettingVersion[]): Promise<SettingRow[]> {
  const categories = await listTaxCategories(around.db, around.today, 'all');
  return categories.map((one) => ({
    to: `/staff/settings/company/tax_rate?of=${encodeURIComponent(one.code)}`,
    ...{ title: `${one.name} (${one.code})`, changes: '' },
    now: [
      `${percentWords(one.rateBp)}, ${TAX_KINDS[one.standardCode] ?? one.standardCode}`,
      ...daysOf(one, around),
    ].join(', '),
    planned: plansOf(planned, around, 'tax_rate', one.code),
  }));
}

const daysOf = ({ validFromOn, validToOn }: TaxCategory, { today, locale }: Around): string[] => [
  ...(validFromOn && validFromOn > today ? [`from ${formatDate(validFromOn, locale)}`] : []),
  ...(validToOn ? [`${validToOn < today ? 'ended' : 'until'} ${formatDate(validToOn, locale)}`] : []),
];

/** The letters of EN 16931 in words. */
export const TAX_KINDS: Readonly<Record<string, string>> = {
  ...{ S: 'standard (S)', Z: 'zero rated (Z)', E: 'exempt (E)', AE: 'reverse charge (AE)', G: 'export (G)' },
  ...{ K: 'supply within the European Union (K)', O: 'outside the scope (O)' },
};

async function seriesRows(around: Around, planned: readonly SettingVersion[]): Promise<SettingRow[]> {
  const series = await seriesOn(around.db, around.today);
  return series.map((one) => ({
    to: `/staff/settings/company/series?of=${encodeURIComponent(one.code)}`,
    ...{ title: seriesName(one.code), changes: '' },
    now: `The next one is ${numberText(one, one.nextNo)}`,
    planned: plansOf(planned, around, 'series', one.code),
  }));
}

async function bankRow({ db, today }: Around): Promise<SettingRow> {
  const accounts = await listBankAccounts(db, { on: today });
  return {
    ...{ to: '/staff/settings/company-bank', title: 'Our bank accounts', planned: '' },
    now:
      accounts.length === 0
        ? 'None is printed yet.'
        : accounts.map((one) => `${one.currency} at ${one.bankName}`).join('. '),
    changes:
      'Where customers transfer money, on documents. Asked by one person, approved by another, from the day chosen.',
  };
}
