import { type Decimal, toMicros } from '#app/kernel/decimal.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { numberFormat } from '#app/kernel/kept-formats.ts';
import { type Currency, minorDigits } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { PriceStep } from '#app/kernel/pricing/price-scheme.ts';
import { showText } from '#app/kernel/show-text.ts';
import type { PriceCited } from './line-explanation.ts';

/** In which language figures are written, and what they are of. */
export type Saying = { readonly locale: string; readonly currency: Currency; readonly unit: string };

const DECIMALS_MAX = 6;

/** `4,806`: the exact figure, never a float. */
export const numberText = (value: Decimal, locale: string): string =>
  numberFormat(locale, { maximumFractionDigits: DECIMALS_MAX, numberingSystem: 'latn' }).format(
    value as Intl.StringNumericLiteral,
  );

/** `4,806 kWh` */
export const quantityText = (value: Decimal, { locale, unit }: Saying): string =>
  unit ? `${numberText(value, locale)} ${showText(unit)}` : numberText(value, locale);

/** An amount in major units that may be finer than a minor one: `£0.142`. */
export const priceText = (value: Decimal, { locale, currency }: Saying): string =>
  numberFormat(locale, {
    ...{ style: 'currency', currency, numberingSystem: 'latn' },
    ...{ minimumFractionDigits: minorDigits(currency), maximumFractionDigits: DECIMALS_MAX },
  }).format(value as Intl.StringNumericLiteral);

export const daysText = (fromOn: PlainDate, toOn: PlainDate, locale: string): string =>
  fromOn === toOn ? formatDate(fromOn, locale) : `${formatDate(fromOn, locale)} to ${formatDate(toOn, locale)}`;

/** Where a price was agreed, as a person would look it up. */
export const citedText = (price: PriceCited): string => {
  const name = showText(price.sourceName);
  return price.source === 'contract'
    ? `Contract ${name}, price ${price.versionNo}`
    : `Price list ${name}, price ${price.versionNo}`;
};

/** A step as a sum: `4,806 kWh × £0.142 × 17 ÷ 31 days`. What it comes to stands beside it. */
export function stepText(step: PriceStep, saying: Saying): string {
  const sum = bareStep(step, saying);
  return step.days !== undefined && step.ofDays !== undefined && step.kind !== 'included'
    ? `${sum} × ${step.days} ÷ ${step.ofDays} days`
    : sum;
}

function bareStep(step: PriceStep, saying: Saying): string {
  const price = step.unitPrice === undefined ? '' : priceText(step.unitPrice, saying);
  const quantity = step.quantity === undefined ? '' : quantityText(step.quantity, saying);
  switch (step.kind) {
    case 'fixed':
      return `${price} for the period`;
    case 'included':
      return `${quantity} included in the price`;
    case 'units':
      return `${quantity} × ${price}`;
    case 'tier':
      return `${quantity} × ${price}, ${tierText(step, saying)}`;
    case 'volume':
      return `${quantity} × ${price}, the price for ${tierText(step, saying)}`;
    case 'flat':
      return `${price} once, ${tierText(step, saying)}`;
    case 'percentage':
      return `${numberText(step.percent!, saying.locale)} % of ${priceText(step.quantity!, saying)}`;
    case 'minimum':
      return `To reach the minimum of ${price}`;
  }
}

/** `up to 1,000 kWh`, `over 1,000 to 5,000 kWh`, `over 5,000 kWh` */
function tierText({ tierFrom, tierTo }: PriceStep, saying: Saying): string {
  const from = tierFrom !== undefined && toMicros(tierFrom) > 0n ? tierFrom : null;
  if (!tierTo) return from ? `over ${quantityText(from, saying)}` : 'any quantity';
  const to = quantityText(tierTo, saying);
  return from ? `over ${numberText(from, saying.locale)} to ${to}` : `up to ${to}`;
}
