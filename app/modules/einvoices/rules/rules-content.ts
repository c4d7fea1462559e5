import { toMicros } from '#app/kernel/decimal.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import type { EnInvoice, EnPeriod } from '../types.ts';
import { decimalsOf } from './decimals.ts';
import { onLineSides, onLines, onTaxes, onWhole, type Rule, wholly } from './rule-shape.ts';

const said = (value: unknown): boolean => value !== null && value !== '';
const inOrder = (period: EnPeriod | null): boolean => !period?.from || !period.to || period.to >= period.from;
const someDay = (period: EnPeriod | null): boolean => !period || period.from !== null || period.to !== null;

/** EN 16931-1, 6.4.1: what an invoice must say (BR-01 to BR-65 as far as the terms are written or read here). */
const DOCUMENT: readonly Rule[] = [
  wholly('BR-01', 'document', 'The specification the file follows (BT-24) is not named.', (i) => said(i.customization)),
  wholly('BR-02', 'document', 'The invoice has no number (BT-1).', (i) => said(i.number)),
  wholly('BR-03', 'document', 'The invoice has no date (BT-2).', (i) => said(i.issuedOn)),
  wholly('BR-04', 'document', 'The kind of invoice (BT-3) is not named.', (i) => said(i.typeCode)),
  wholly('BR-05', 'document', 'The currency (BT-5) is not named.', (i) => said(i.currency)),
  wholly('BR-06', 'seller', 'The seller has no name (BT-27).', (i) => said(i.seller.name)),
  wholly('BR-07', 'buyer', 'The buyer has no name (BT-44).', (i) => said(i.buyer.name)),
  wholly('BR-08', 'seller', 'The seller has no address (BG-5).', (i) => i.seller.address !== null),
  wholly('BR-09', 'seller', 'The seller’s address names no country (BT-40).', (i) =>
    said(i.seller.address?.country ?? ''),
  ),
  wholly('BR-10', 'buyer', 'The buyer has no address (BG-8).', (i) => i.buyer.address !== null),
  wholly('BR-11', 'buyer', 'The buyer’s address names no country (BT-55).', (i) =>
    said(i.buyer.address?.country ?? ''),
  ),
  wholly('BR-12', 'totals', 'The sum of the lines (BT-106) is missing.', (i) => said(i.totals.lines)),
  wholly('BR-13', 'totals', 'The total without tax (BT-109) is missing.', (i) => said(i.totals.withoutTax)),
  wholly('BR-14', 'totals', 'The total with tax (BT-112) is missing.', (i) => said(i.totals.withTax)),
  wholly('BR-15', 'totals', 'The amount to pay (BT-115) is missing.', (i) => said(i.totals.payable)),
  wholly('BR-16', 'lines', 'The invoice has no line (BG-25).', (i) => i.lines.length > 0),
  wholly('BR-29', 'period', 'The period (BG-14) ends before it begins.', (i) => inOrder(i.period)),
  wholly('BR-49', 'payment', 'A way to pay (BG-16) names no means (BT-81).', (i) =>
    i.payments.every((one) => said(one.means)),
  ),
  wholly('BR-50', 'payment', 'An account to pay to (BG-17) has no number (BT-84).', (i) =>
    i.payments.every((one) => !(said(one.accountName) || said(one.bank)) || said(one.account)),
  ),
  wholly(
    'BR-53',
    'totals',
    'The tax in the currency of the books (BT-111) is missing.',
    (i) => i.taxCurrency === '' || said(i.totals.taxInTaxCurrency),
  ),
  wholly('BR-55', 'document', 'An invoice this one refers to has no number (BT-25).', (i) =>
    i.preceding.every((one) => said(one.number)),
  ),
  wholly('BR-61', 'payment', 'For a transfer the account (BT-84) must be named.', (i) =>
    i.payments.every((one) => !['30', '58'].includes(one.means) || said(one.account)),
  ),
  wholly(
    'BR-62',
    'seller',
    'The seller’s electronic address (BT-34) names no scheme.',
    (i) => !i.seller.endpoint || said(i.seller.endpoint.scheme),
  ),
  wholly(
    'BR-63',
    'buyer',
    'The buyer’s electronic address (BT-49) names no scheme.',
    (i) => !i.buyer.endpoint || said(i.buyer.endpoint.scheme),
  ),
];

const LINES: readonly Rule[] = [
  onLines('BR-21', 'The line has no identifier (BT-126).', (line) => said(line.id)),
  onLines('BR-22', 'The line has no quantity (BT-129).', (line) => said(line.quantity)),
  onLines('BR-23', 'The line’s quantity has no unit code (BT-130).', (line) => said(line.unitCode)),
  onLines('BR-24', 'The line has no net amount (BT-131).', (line) => said(line.net)),
  onLines('BR-25', 'The line names no item (BT-153).', (line) => said(line.name)),
  onLines('BR-26', 'The line has no price (BT-146).', (line) => said(line.unitPrice)),
  onLines(
    'BR-27',
    'The price of the line (BT-146) is below zero.',
    (line) => line.unitPrice === null || toMicros(line.unitPrice) >= 0n,
  ),
  onLines(
    'BR-28',
    'The gross price of the line (BT-148) is below zero.',
    (line) => line.grossPrice === null || toMicros(line.grossPrice) >= 0n,
  ),
  onLines('BR-30', 'The period of the line (BG-26) ends before it begins.', (line) => inOrder(line.period)),
  onLines(
    'BR-CO-04',
    'The line names not exactly one tax category (BT-151).',
    (line) => line.categories.length === 1 && said(line.categories[0]?.code),
  ),
  onLines('BR-CO-20', 'The period of the line (BG-26) names no day.', (line) => someDay(line.period)),
];

const reasoned = (one: { reason: string; reasonCode: string }): boolean => said(one.reason) || said(one.reasonCode);

const SIDES: readonly Rule[] = [
  onWhole('BR-31', 'allowances', 'The allowance has no amount (BT-92).', (one) => said(one.amount)),
  onWhole('BR-32', 'allowances', 'The allowance names no tax category (BT-95).', (one) =>
    said(one.category?.code ?? ''),
  ),
  onWhole('BR-33', 'allowances', 'The allowance says no reason (BT-97, BT-98).', reasoned),
  onWhole('BR-CO-21', 'allowances', 'The allowance says no reason (BT-97, BT-98).', reasoned),
  onWhole('BR-36', 'charges', 'The charge has no amount (BT-99).', (one) => said(one.amount)),
  onWhole('BR-37', 'charges', 'The charge names no tax category (BT-102).', (one) => said(one.category?.code ?? '')),
  onWhole('BR-38', 'charges', 'The charge says no reason (BT-104, BT-105).', reasoned),
  onWhole('BR-CO-22', 'charges', 'The charge says no reason (BT-104, BT-105).', reasoned),
  onLineSides('BR-41', 'allowances', 'An allowance of the line has no amount (BT-136).', (one) => said(one.amount)),
  onLineSides('BR-42', 'allowances', 'An allowance of the line says no reason (BT-139, BT-140).', reasoned),
  onLineSides('BR-CO-23', 'allowances', 'An allowance of the line says no reason (BT-139, BT-140).', reasoned),
  onLineSides('BR-43', 'charges', 'A charge of the line has no amount (BT-141).', (one) => said(one.amount)),
  onLineSides('BR-44', 'charges', 'A charge of the line says no reason (BT-144, BT-145).', reasoned),
  onLineSides('BR-CO-24', 'charges', 'A charge of the line says no reason (BT-144, BT-145).', reasoned),
];

const TAXES: readonly Rule[] = [
  onTaxes('BR-45', 'The tax row has no taxable amount (BT-116).', (tax) => said(tax.taxable)),
  onTaxes('BR-46', 'The tax row has no tax amount (BT-117).', (tax) => said(tax.tax)),
  onTaxes('BR-47', 'The tax row names no category (BT-118).', (tax) => said(tax.category.code)),
  onTaxes('BR-48', 'The tax row has no rate (BT-119).', (tax) => tax.category.code === 'O' || said(tax.category.rate)),
];

const COUNTRY = /^[A-Z]{2}$/;
const withPrefix = (id: string): boolean => id === '' || /^[A-Z]{2}/.test(id);
const TYPE_CODES = [
  '71',
  '80',
  '81',
  '82',
  '84',
  '102',
  '130',
  '202',
  '203',
  '204',
  '211',
  '218',
  '219',
  '261',
  '262',
  '295',
  '296',
  '308',
  '325',
  '326',
  '331',
  '380',
  '381',
  '382',
  '383',
  '384',
  '385',
  '386',
  '387',
  '388',
  '389',
  '390',
  '393',
  '394',
  '395',
  '396',
  '420',
  '456',
  '457',
  '458',
  '527',
  '532',
  '553',
  '575',
  '623',
  '633',
  '751',
  '780',
  '817',
  '870',
  '875',
  '876',
  '877',
  '935',
];
const CATEGORIES = ['AE', 'L', 'M', 'E', 'S', 'Z', 'G', 'O', 'K', 'B'];

/** Code lists and numbers. Units are held to their form only: Recommendation 20 has 1,800 codes. */
const CODES: readonly Rule[] = [
  wholly(
    'BR-CL-01',
    'document',
    'The kind of invoice (BT-3) is not on the list UNTDID 1001.',
    (i) => i.typeCode === '' || TYPE_CODES.includes(i.typeCode),
  ),
  wholly(
    'BR-CL-03',
    'document',
    'The currency (BT-5) is not on the list ISO 4217.',
    (i) => i.currency === '' || parseCurrency(i.currency) !== null,
  ),
  wholly('BR-CL-14', 'parties', 'A country is not a code of ISO 3166.', (i) =>
    [i.seller, i.buyer].every((party) => !party.address?.country || COUNTRY.test(party.address.country)),
  ),
  wholly(
    'BR-CO-09',
    'parties',
    'A tax number (BT-31, BT-48) does not begin with the letters of its country.',
    (i) => withPrefix(i.seller.vatId) && withPrefix(i.buyer.vatId),
  ),
  wholly(
    'BR-CO-26',
    'seller',
    'The seller is named by no identifier, registration or tax number (BT-29, BT-30, BT-31).',
    (i) => i.seller.identifiers.length > 0 || i.seller.registration !== null || said(i.seller.vatId),
  ),
  wholly('BR-CO-19', 'period', 'The period (BG-14) names no day.', (i) => someDay(i.period)),
  wholly(
    'BR-CO-25',
    'document',
    'There is something to pay, and neither a due date (BT-9) nor terms (BT-20) say when.',
    (i) =>
      i.typeCode === '381' ||
      i.totals.payable === null ||
      toMicros(i.totals.payable) <= 0n ||
      said(i.dueOn) ||
      said(i.terms),
  ),
  onLines(
    'BR-CL-23',
    'The unit code (BT-130) is not written like a code of Recommendation 20.',
    (line) => line.unitCode === '' || /^[A-Z0-9]{2,3}$/.test(line.unitCode),
  ),
];

/** EN 16931 and UBL know no other categories; the formats built on PINT bring their own. */
export const CATEGORY_LIST: Rule = onLines(
  'BR-CL-18',
  'The tax category (BT-151) is not on the list of the standard.',
  (line) => line.categories.every((one) => one.code === '' || CATEGORIES.includes(one.code)),
);

const two = (value: Parameters<typeof decimalsOf>[0] | null): boolean => value === null || decimalsOf(value) <= 2;
const AMOUNTS: readonly (readonly [
  id: string,
  name: string,
  of: (invoice: EnInvoice) => Parameters<typeof two>[0][],
])[] = [
  ['BR-DEC-01', 'An allowance (BT-92)', (i) => i.allowances.map((one) => one.amount)],
  ['BR-DEC-02', 'What an allowance is of (BT-93)', (i) => i.allowances.map((one) => one.base)],
  ['BR-DEC-05', 'A charge (BT-99)', (i) => i.charges.map((one) => one.amount)],
  ['BR-DEC-06', 'What a charge is of (BT-100)', (i) => i.charges.map((one) => one.base)],
  ['BR-DEC-09', 'The sum of the lines (BT-106)', (i) => [i.totals.lines]],
  ['BR-DEC-10', 'The sum of allowances (BT-107)', (i) => [i.totals.allowances]],
  ['BR-DEC-11', 'The sum of charges (BT-108)', (i) => [i.totals.charges]],
  ['BR-DEC-12', 'The total without tax (BT-109)', (i) => [i.totals.withoutTax]],
  ['BR-DEC-13', 'The tax (BT-110)', (i) => [i.totals.tax]],
  ['BR-DEC-14', 'The total with tax (BT-112)', (i) => [i.totals.withTax]],
  ['BR-DEC-15', 'The tax in the currency of the books (BT-111)', (i) => [i.totals.taxInTaxCurrency]],
  ['BR-DEC-16', 'The amount paid before (BT-113)', (i) => [i.totals.prepaid]],
  ['BR-DEC-17', 'The rounding (BT-114)', (i) => [i.totals.rounding]],
  ['BR-DEC-18', 'The amount to pay (BT-115)', (i) => [i.totals.payable]],
  ['BR-DEC-19', 'A taxable amount (BT-116)', (i) => i.taxes.map((tax) => tax.taxable)],
  ['BR-DEC-20', 'A tax amount (BT-117)', (i) => i.taxes.map((tax) => tax.tax)],
  ['BR-DEC-23', 'The net amount of a line (BT-131)', (i) => i.lines.map((line) => line.net)],
  [
    'BR-DEC-24',
    'An allowance of a line (BT-136)',
    (i) => i.lines.flatMap((line) => line.allowances.map((one) => one.amount)),
  ],
  ['BR-DEC-27', 'A charge of a line (BT-141)', (i) => i.lines.flatMap((line) => line.charges.map((one) => one.amount))],
];
const DECIMALS: readonly Rule[] = AMOUNTS.map(([id, name, of]) =>
  wholly(id, 'amounts', `${name} has more than two decimals, which the standard does not hold.`, (i) =>
    of(i).every(two),
  ),
);

export const CONTENT_RULES: readonly Rule[] = [...DOCUMENT, ...LINES, ...SIDES, ...TAXES, ...CODES, ...DECIMALS];
