import { formatDate } from '#app/kernel/format-date.ts';
import { type Currency, minorToDecimal, parseCurrency } from '#app/kernel/money.ts';
import { termsText } from '#app/kernel/payment-terms.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { SettingName, SettingRefusal, SettingValues, WithdrawSettingRefusal } from '../types.ts';

export type SettingWords = {
  readonly title: string;
  /** What it changes, in a sentence. */
  readonly changes: string;
  /** From when, and what stays. */
  readonly when: string;
};

const DOCUMENTS = 'Documents dated on or after the day you choose. What is issued stays as it is.';

export const SETTING_WORDS: Readonly<Record<SettingName, SettingWords>> = {
  branding: {
    title: 'Logo, colour and footer',
    changes: 'How every PDF looks: its letterhead, the colour of its headings and links, and the foot of each page.',
    when: DOCUMENTS,
  },
  names: { title: 'Name and address', changes: 'Who sells, on documents, pages and mail.', when: DOCUMENTS },
  tax_number: { title: 'Tax number', changes: 'Our tax number on documents and in e-invoices.', when: DOCUMENTS },
  help: {
    title: 'Whom customers ask',
    changes: 'The contact at the foot of documents, mail and portal pages.',
    when: DOCUMENTS,
  },
  tax_rate: {
    title: 'Tax rate',
    changes: 'The tax on lines of this category.',
    when: 'Invoices whose tax point is on or after the day you choose, whenever they are made. Credit notes keep the rate of their invoice.',
  },
  series: {
    title: 'Number series',
    changes: 'How numbers of these documents look.',
    when: 'The first number taken on the day you choose. Numbers run on: none is skipped, none starts again.',
  },
  terms: {
    title: 'Payment terms',
    changes: 'Which terms colleagues can choose for a customer.',
    when: 'What is chosen from that day on. Customers keep the terms they have.',
  },
  surcharge: {
    title: 'Surcharge',
    changes: 'What customers pay on top for paying this way. They see it with its tax before they confirm.',
    when: 'Payments begun on or after the day you choose. What somebody was shown before stays what they pay.',
  },
  time_zone: {
    title: 'Time zone',
    changes: 'What today is: dates of new documents, when something is late, when jobs of the night run.',
    when: 'Midnight of the day you choose, tomorrow at the earliest, so that no day comes twice. Dates that stand stay.',
  },
  days_allowed: {
    title: 'Days that are not late',
    changes: 'After how many days the report of late money says that we billed late or delivered late.',
    when: 'Invoices dated on or after the day you choose.',
  },
  languages: {
    title: 'Languages of documents',
    changes: 'In which languages documents and mail may go out.',
    when: 'What is produced from the day you choose. Customers with another language get the one for everybody else.',
  },
  mail: {
    title: 'Where mail comes from',
    changes: 'The sender of all mail, and where answers go.',
    when: 'Mail that leaves on or after the day you choose.',
  },
};

export const isSettingName = (text: string): text is SettingName => Object.hasOwn(SETTING_WORDS, text);

const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  ...{ en: 'English', ms: 'Malay', ar: 'Arabic', ml: 'Malayalam', hi: 'Hindi', zh: 'Chinese' },
};
export const languageName = (code: string): string => LANGUAGE_NAMES[code] ?? code;

/** Basis points as people write per cent: 2000 is 20 %, 1750 is 17.5 %. */
export const percentWords = (basisPoints: number): string => `${basisPoints / 100} %`;

/** A method and currency as the key of a surcharge names them: `card.GBP` is "Card, GBP". */
export function surchargeName(key: string): string {
  const [method = '', code = ''] = key.split('.');
  return `${method === 'card' ? 'Card' : 'Bank debit'}, ${code}`;
}

/** The fixed part of a surcharge in the currency of its key: "0.30 GBP". */
export function surchargeFixed(key: string, fixedMinor: string): string {
  const code = surchargeCurrency(key);
  return code ? `${minorToDecimal(BigInt(fixedMinor), code)} ${code}` : fixedMinor;
}

/** The currency that the key of a surcharge names. */
export const surchargeCurrency = (key: string): Currency | null => parseCurrency(key.split('.')[1] ?? '');

export type SettingFact = { readonly label: string; readonly value: string };

/** A setting as names and values, for tables of before and after. `key`: of one category, series or way of paying. */
export function settingFacts<What extends SettingName>(
  what: What,
  value: SettingValues[What],
  key = '',
): SettingFact[] {
  const facts = FACTS[what] as (value: SettingValues[What], key: string) => SettingFact[];
  return facts(value, key);
}

const fact = (label: string, value: string): SettingFact => ({ label, value: value || 'None' });

const FACTS: { readonly [What in SettingName]: (value: SettingValues[What], key: string) => SettingFact[] } = {
  names: (of) => [
    fact('Name', of.name),
    fact('Registered name', of.legalName),
    fact('Address', of.addressLines.join(', ')),
  ],
  tax_number: (of) => [fact('Tax number', of.taxNumber)],
  help: (of) => [
    ...[fact('Who answers', of.name), fact('E-mail', of.email), fact('Telephone', of.phone), fact('Hours', of.hours)],
  ],
  branding: (of) => [
    fact('Logo', of.logo ? `${LOGO_KINDS[of.logo.mediaType]}, ${of.logo.width} × ${of.logo.height}` : ''),
    fact('Colour', of.accentColour),
    fact('Footer', of.footerLines.join(' · ')),
  ],
  mail: (of) => [fact('From', of.mailFrom), fact('Answers go to', of.replyTo || 'The address of whom customers ask')],
  time_zone: (of) => [fact('Time zone', of.timeZone.replaceAll('_', ' '))],
  languages: (of) => [
    fact('Documents go out in', of.allowed.map(languageName).join(', ')),
    fact('Everybody else gets', languageName(of.fallback)),
  ],
  terms: (of) =>
    of.terms.map((terms) =>
      fact(
        terms.name,
        `${termsText({ from: terms.from ?? 'document', days: terms.days })}${terms.discount ? `, ${percentWords(terms.discount.bp)} off within ${terms.discount.days} days` : ''}`,
      ),
    ),
  days_allowed: (of) => [
    fact('From the period’s end to the invoice', daysWords(of.billedDays)),
    fact('From the invoice to the customer', daysWords(of.deliveredDays)),
  ],
  tax_rate: (of) => [fact('Rate', percentWords(of.rateBp))],
  surcharge: (of, key) => [
    fact('Charged', of.isOn ? 'Yes' : 'No'),
    fact('Share of the amount', percentWords(of.percentBp)),
    fact('Fixed part', surchargeFixed(key, of.fixedMinor)),
    fact('Tax', of.taxCode),
  ],
  series: (of) => [fact('Numbers begin with', of.prefix), fact('Digits at least', String(of.pad))],
};

const daysWords = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

const LOGO_KINDS = { 'image/png': 'PNG', 'image/jpeg': 'JPEG', 'image/svg+xml': 'SVG' } as const;

/** How numbers of a series look. */
export const numberText = (series: SettingValues['series'], no: bigint): string =>
  `${series.prefix}${no.toString().padStart(series.pad, '0')}`;

export type FieldWords = { readonly field: string; readonly text: string };

/** Where a refusal of a change belongs on its form, and what to do. */
export function settingRefusalWords(what: SettingName, refusal: SettingRefusal, locale: string): FieldWords {
  if (refusal.code === 'dated-back') {
    const first = formatDate(refusal.firstOn, locale);
    return {
      field: 'fromOn',
      text: `A change begins on ${first} at the earliest: what is issued keeps what held on its date.`,
    };
  }
  if (refusal.code === 'prefix-taken')
    return {
      field: 'prefix',
      text: 'Another series has or had these letters. Choose others: two documents must never bear the same number.',
    };
  if (refusal.code === 'nothing-changed')
    return { field: '', text: 'This is what holds on that day already. Nothing was changed.' };
  return what === 'tax_rate'
    ? {
        field: 'rate',
        text: 'This category charges no tax by its kind (zero, exempt, reverse charge, export). Its rate stays 0.',
      }
    : { field: '', text: 'This cannot be kept as it is. Check each field and try again.' };
}

export const withdrawRefusalWords = (refusal: WithdrawSettingRefusal): string =>
  ({
    'unknown-version': 'We cannot find this change.',
    'already-withdrawn': 'This change was taken back already.',
    'holds-already': 'This holds already. Change it by another change from today on.',
  })[refusal.code];

/** The first day a change of a setting may begin. */
export const firstDayOf = (what: SettingName, days: { today: PlainDate; tomorrow: PlainDate }): PlainDate =>
  what === 'time_zone' ? days.tomorrow : days.today;

const SERIES_NAMES: Readonly<Record<string, string>> = {
  ...{ INV: 'Invoices', CN: 'Credit notes', DN: 'Debit notes', PAY: 'Payments', RCP: 'Provisional receipts' },
  ...{ DEP: 'Deposits', WO: 'Write-offs', RF: 'Refunds', RB: 'Refund files' },
};
/** What a series counts. */
export const seriesName = (code: string): string => SERIES_NAMES[code] ?? code;
