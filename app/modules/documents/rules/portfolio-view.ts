import { formatMoney } from '#app/kernel/format-money.ts';
import { type Sheet, sheetOf } from '#app/modules/documents/rules/sheet.ts';
import { moneyOf, voiceOf } from '#app/modules/documents/rules/voice.ts';
import type { DocumentIssuer, DocumentLocale, DocumentMoney } from '#app/modules/documents/types.ts';

/** What is open of an account by age; `credits` are taken off in `total`. */
type PortfolioCuts = Readonly<
  Record<'notDue' | 'days30' | 'days60' | 'days90' | 'over90' | 'credits' | 'total', DocumentMoney>
>;

/** What is open of a collector's own customers, per currency. For colleagues, so in the words of the desk. */
export type PortfolioDocument = {
  locale: DocumentLocale;
  issuer: DocumentIssuer;
  collector: string;
  on: string;
  parts: { currency: string; customers: ({ name: string; number: string } & PortfolioCuts)[]; sums: PortfolioCuts }[];
};

const CUTS = [
  'notDue',
  'days30',
  'days60',
  'days90',
  'over90',
  'credits',
  'total',
] as const satisfies (keyof PortfolioCuts)[];

export type PortfolioView = Sheet & {
  parts: {
    heading: string;
    columns: string[];
    rows: { name: string; number: string; cells: string[] }[];
    sums: string[];
  }[];
};

const HEADS = ['Customer', 'Not due', '1 to 30', '31 to 60', '61 to 90', 'Over 90', 'Credits', 'Open'];

/** A collector's pack as a paper. The figures are those of the ageing; nothing is added up here. */
export function portfolioView({ locale, issuer, collector, on, parts }: PortfolioDocument): PortfolioView {
  const voice = voiceOf(locale, parts[0]?.currency ?? 'GBP');
  const count = parts.reduce((sum, part) => sum + part.customers.length, 0);
  const sheet = sheetOf(voice, {
    ...{ issuer, customer: { name: collector, addressLines: [], taxNumber: null, accountNumber: '' } },
    ...{ document: 'Portfolio', number: voice.date(on), date: on, banner: null, taxName: null, facts: [] },
    figure: { label: 'Accounts with something open', amount: String(count), note: voice.date(on) },
  });
  return {
    ...sheet,
    facts: [],
    parts: parts.map((part) => {
      const own = voiceOf(locale, part.currency);
      // The heading names the currency; seven amounts beside a name leave no room to say it in each.
      const bare = (amount: DocumentMoney) => formatMoney(moneyOf(amount, own.currency), locale, { style: 'bare' });
      const cells = (cuts: PortfolioCuts) => CUTS.map((cut) => bare(cuts[cut]));
      return {
        heading: part.currency,
        columns: HEADS,
        rows: part.customers.map((one) => ({
          name: own.text(one.name),
          number: own.text(one.number),
          cells: cells(one),
        })),
        sums: cells(part.sums),
      };
    }),
  };
}
