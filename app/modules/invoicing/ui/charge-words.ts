import type { Decimal } from '#app/kernel/decimal.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { numberFormat } from '#app/kernel/kept-formats.ts';
import { type Currency, minorDigits, money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { Invoice } from '../types.ts';

type Line = Invoice['lines'][number];

const DECIMALS_MAX = 6;

/** A unit price, which may be finer than a minor unit: `£0.142`, `£6.20`. The exact text, never a float. */
export function unitPriceText(price: Decimal, currency: Currency, locale: string): string {
  const format = numberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: minorDigits(currency),
    maximumFractionDigits: DECIMALS_MAX,
    numberingSystem: 'latn',
  });
  return format.format(price as Intl.StringNumericLiteral);
}

/** A quantity with its unit: `4,806 kWh`, `3`. */
export function quantityText(line: Pick<Line, 'quantity' | 'unit'>, locale: string): string {
  const format = numberFormat(locale, { maximumFractionDigits: DECIMALS_MAX, numberingSystem: 'latn' });
  const number = format.format(line.quantity as Intl.StringNumericLiteral);
  return line.unit ? `${number} ${showText(line.unit)}` : number;
}

/** `4,806 kWh × £0.142`: how a line came about, in one line. */
export const sumText = (line: Line, currency: Currency, locale: string): string =>
  `${quantityText(line, locale)} × ${unitPriceText(line.unitPrice, currency, locale)}`;

/** The same as a sentence, for the ear: quantity, price for each, and what that comes to. */
export function sumWords(line: Line, currency: Currency, locale: string): string {
  const each = line.unit ? `for each ${showText(line.unit)}` : 'each';
  const comesTo = formatMoney(money(line.netMinor, currency), locale);
  return `${quantityText(line, locale)} at ${unitPriceText(line.unitPrice, currency, locale)} ${each} comes to ${comesTo} before tax.`;
}

/** Basis points as per cent: 2000 is `20 %`, 1750 is `17.5 %`. */
export const rateText = (basisPoints: number, locale: string): string =>
  `${numberFormat(locale, { maximumFractionDigits: 2, numberingSystem: 'latn' }).format(basisPoints / 100)} %`;

/** What tax a line carries and where it is added. */
export function taxWords(line: Pick<Line, 'taxName' | 'taxRateBp'>, locale: string): string {
  if (line.taxRateBp === 0) return `No tax is added to this charge (${showText(line.taxName)}).`;
  const rate = rateText(line.taxRateBp, locale);
  const name = showText(line.taxName);
  return `${name.includes('%') ? name : `${name}, ${rate}`} is added once for the whole invoice, below the charges.`;
}

/** The time a charge is for: the invoice's service period, else the day it was issued. */
export function periodWords(
  invoice: Pick<Invoice, 'serviceFromOn' | 'serviceToOn' | 'documentOn'>,
  locale: string,
): string {
  const { serviceFromOn, serviceToOn, documentOn } = invoice;
  if (!serviceFromOn || !serviceToOn) return `Charged on ${formatDate(documentOn, locale)}.`;
  return serviceFromOn === serviceToOn
    ? formatDate(serviceFromOn, locale)
    : `${formatDate(serviceFromOn, locale)} to ${formatDate(serviceToOn, locale)}`;
}
