import { decimal } from '#app/kernel/decimal.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { numberText, priceText } from '../rules/explain-words.ts';
import type { FindingFix } from '../rules/findings-of.ts';
import { FINDING_CODES, type FindingCode, type RuleParams } from '../rules/issue-rule.ts';

type Words = {
  /** What was found. */
  readonly title: string;
  /** What the rule looks for, as its page says it. */
  readonly rule: string;
  /** What mends it, for one and for several. */
  readonly fix: readonly [string, string];
};

export const FINDING_WORDS: Readonly<Record<FindingCode, Words>> = {
  'po-missing': {
    title: 'PO needed',
    rule: 'A customer whose terms ask for a purchase order number has none on the contract.',
    fix: ['Add the PO', 'Add POs'],
  },
  'tax-number-missing': {
    title: 'Tax number missing',
    rule: 'The customer has no tax number, and the invoice needs one: by country, or because the buyer pays the tax.',
    fix: ['Add the number', 'Add numbers'],
  },
  'nowhere-to-send': {
    title: 'Nowhere to send it',
    rule: 'Invoices go to this customer by mail, and no contact receives them.',
    fix: ['Add an address', 'Add addresses'],
  },
  'einvoice-incomplete': {
    title: 'E-invoice incomplete',
    rule: 'The customer takes e-invoices, and something their format needs is not known.',
    fix: ['Add what is missing', 'Add what is missing'],
  },
  'address-missing': {
    title: 'Address missing',
    rule: 'The customer has no postal address to bill to.',
    fix: ['Add the address', 'Add addresses'],
  },
  duplicate: {
    title: 'Looks like a duplicate',
    rule: 'The same customer was billed the same amount for the same days.',
    fix: ['See the other', 'See them'],
  },
  'quantity-jump': {
    title: 'Quantity jumped',
    rule: 'A quantity is far from the average of the customer’s past periods of the same product.',
    fix: ['Check the usage', 'Check them'],
  },
  'price-off-contract': {
    title: 'Price off contract',
    rule: 'The price on the draft is not the contract’s.',
    fix: ['See the contract', 'See contracts'],
  },
  'contract-ended': {
    title: 'Contract ended',
    rule: 'Days are billed after the contract’s last.',
    fix: ['See the contract', 'See contracts'],
  },
  'no-price': {
    title: 'No price',
    rule: 'No price is agreed for some of the days.',
    fix: ['Add the price', 'Add prices'],
  },
  'total-zero': { title: 'Total is 0.00', rule: 'The invoice would ask for nothing.', fix: ['See it', 'See them'] },
  'total-negative': {
    title: 'Total is negative',
    rule: 'Corrections are larger than what is billed.',
    fix: ['See it', 'See them'],
  },
  estimated: {
    title: 'Meter not read, estimated',
    rule: 'A quantity rests on an estimated reading.',
    fix: ['Enter the reading', 'Enter readings'],
  },
  'proof-missing': {
    title: 'Delivery proof missing',
    rule: 'A delivery is billed without the number of its ticket or delivery note.',
    fix: ['Check the usage', 'Check them'],
  },
  'first-invoice': {
    title: 'First invoice',
    rule: 'The customer was never billed before.',
    fix: ['See it', 'See them'],
  },
  'change-over-limit': {
    title: 'Changed by more than usual',
    rule: 'The total is far from the customer’s last run.',
    fix: ['See it', 'See them'],
  },
};

export const isFindingCode = (text: string): text is FindingCode => (FINDING_CODES as readonly string[]).includes(text);
/** Found by the run itself, whatever the rules: without a rate there is no entry to post. */
const OTHER_TITLES: Readonly<Record<string, string>> = {
  'no-exchange-rate': 'No exchange rate',
  'tax-not-valid': 'Tax does not hold',
};
export const findingTitle = (code: string): string =>
  isFindingCode(code) ? FINDING_WORDS[code].title : (OTHER_TITLES[code] ?? code);

/** Where a finding is mended. */
export function fixPath(facts: Readonly<Record<string, unknown>>, runId: string): string {
  const { kind, id } = (facts.fix ?? { kind: 'draft', id: '' }) as FindingFix | { kind: 'other'; id: string };
  switch (kind) {
    case 'other':
      return '/staff/currencies';
    case 'customer':
      return `/staff/customers/${id}/edit`;
    case 'contract':
    case 'prices':
      return `/staff/contracts/${id}`;
    case 'einvoice-buyer':
      return `/staff/customers/${id}/einvoices`;
    case 'einvoice-seller':
      return '/staff/settings/einvoices';
    case 'company-names':
      return '/staff/settings/company/names';
    case 'company-tax-number':
      return '/staff/settings/company/tax_number';
    case 'usage':
      return `/staff/usage?line=${id}`;
    case 'invoice':
      return `/staff/invoices/${id}`;
    case 'draft':
    case 'other-draft':
      return `/staff/runs/${runId}/drafts/${id}`;
  }
}

type Facts = Readonly<Record<string, unknown>>;
type Saying = { readonly locale: string };

/** What a finding rests on, in one clause: "contract 42.00, draft 44.00". */
export function findingDetail(code: string, facts: Facts, { locale }: Saying): string {
  const text = (name: string) => (typeof facts[name] === 'string' ? (facts[name] as string) : '');
  const date = (name: string) => (text(name) ? formatDate(text(name) as PlainDate, locale) : '');
  const days = `${date('fromOn')} to ${date('toOn')}`;
  const of = currencyOf(text('currency'));
  const amount = (name: string) =>
    of && text(name) ? formatMoney(money(BigInt(text(name)), of), locale, { style: 'code' }) : '';
  const percent = text('percent') ? ` (${percentText(text('percent'))})` : '';
  switch (code) {
    case 'tax-number-missing':
      return text('because') === 'reverse-charge' ? 'the buyer pays the tax' : `needed in ${text('country')}`;
    case 'einvoice-incomplete':
      return text('missing');
    case 'duplicate':
      return `as ${text('of') === 'draft' ? 'draft' : 'invoice'} ${text('number')}: ${amount('gross')} for ${days}`;
    case 'quantity-jump':
      return `${text('product')}: ${quantity(text('quantity'), locale)} ${text('unit')}, usually ${quantity(text('average'), locale)}${percent}`;
    case 'price-off-contract':
      return `${text('product')}: contract ${price(text('contract'), of, locale)}, draft ${price(text('draft'), of, locale)}`;
    case 'contract-ended':
      return `${text('product')}: billed to ${date('toOn')}, ended ${date('endsOn')}`;
    case 'no-price':
      return `${text('product')}: nothing agreed for ${days}`;
    case 'estimated':
      return `${text('product')}: ${quantity(text('quantity'), locale)} ${text('unit')}`;
    case 'proof-missing':
      return `${text('product')}: ${text('deliveries') === '1' ? '1 delivery' : `${text('deliveries')} deliveries`} without a number, first ${text('first')}`;
    case 'total-negative':
      return amount('gross');
    case 'no-exchange-rate':
      return `none for ${text('currency')}`;
    case 'tax-not-valid':
      return `${text('tax')} does not hold on the document’s date`;
    case 'change-over-limit':
      return `${amount('last')} last time, ${amount('gross')} now${percent}`;
    default:
      return '';
  }
}

const currencyOf = (code: string): Currency | null => (code ? currency(code) : null);
const quantity = (text: string, locale: string) => (text ? numberText(decimal(text), locale) : '');
const price = (text: string, of: Currency | null, locale: string) =>
  text && of ? priceText(decimal(text), { locale, currency: of, unit: '' }) : text;
const percentText = (text: string) => (text.startsWith('-') ? `${text} %` : `+${text} %`);

/** A rule's parameters in words: "more than 200 % above or 50 % below". */
export function paramWords(code: FindingCode, params: RuleParams): string {
  if (code === 'po-missing') return params.everybody ? 'whatever the customer’s terms' : 'where the terms ask for one';
  if (code === 'tax-number-missing')
    return params.countries?.length
      ? `in ${params.countries.join(', ')}, or where the buyer pays the tax`
      : 'where the buyer pays the tax';
  const sides = [
    params.morePercent !== undefined && `more than ${params.morePercent} % above`,
    params.lessPercent !== undefined && `more than ${params.lessPercent} % below`,
  ].filter((side) => side !== false);
  const past = params.pastAtLeast ? `, after ${params.pastAtLeast} periods` : '';
  return sides.length > 0 ? `${sides.join(' or ')}${past}` : '';
}
