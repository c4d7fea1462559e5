import { priceText } from '#app/kernel/format-price.ts';
import { numberFormat } from '#app/kernel/kept-formats.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PriceScheme, PriceStep, PriceTier } from '#app/kernel/pricing/price-scheme.ts';

export const KIND_WORDS: Readonly<Record<PriceScheme['kind'], string>> = {
  per_unit: 'By the unit',
  fixed: 'Fixed for a period',
  tiered: 'In tiers',
  volume: 'By volume',
  percentage: 'A percentage',
};

export const KIND_HINTS: Readonly<Record<PriceScheme['kind'], string>> = {
  per_unit: 'Every unit costs the same.',
  fixed: 'One amount for each period, whatever was used. A part of a period pays for its days.',
  tiered: 'Each unit costs what the tier it falls into says.',
  volume: 'All units cost what the tier the quantity ends in says.',
  percentage: 'Of an amount of money: the quantity is that amount.',
};

/** With a locale figures are grouped as people there write them; without one they stand as they are typed. */
type Said = { readonly currency: Currency; readonly unit: string; readonly locale?: string };

function written(figure: string, locale: string | undefined): string {
  if (!locale) return figure;
  const digits = figure.split('.')[1]?.length ?? 0;
  const form = { minimumFractionDigits: digits, maximumFractionDigits: digits, numberingSystem: 'latn' } as const;
  return numberFormat(locale, form).format(figure as Intl.StringNumericLiteral);
}
const amount = (price: string, { currency, locale }: Said): string => written(priceText(price, currency), locale);

/** A price in a few short lines, the first one its core: `42.00 per t`, `the first 10 t are free`. */
export function schemeWords(scheme: PriceScheme, said: Said): string[] {
  return [...coreWords(scheme, said), ...allowanceWords(scheme, said)];
}

function coreWords(scheme: PriceScheme, said: Said): string[] {
  switch (scheme.kind) {
    case 'fixed':
      return [`${amount(scheme.amount, said)} a period`];
    case 'per_unit':
      return [`${amount(scheme.unitPrice, said)} per ${said.unit}`];
    case 'percentage':
      return [`${scheme.percent} %`];
    default:
      return [
        scheme.kind === 'tiered'
          ? `In tiers, each ${said.unit} at its own`
          : `By volume, every ${said.unit} at the tier reached`,
        ...scheme.tiers.map((tier) => tierWords(tier, said)),
      ];
  }
}

function tierWords(tier: PriceTier, said: Said): string {
  const reach = tier.upTo === null ? 'beyond' : `to ${written(tier.upTo, said.locale)}`;
  const flat = tier.flat === undefined ? '' : `, and ${amount(tier.flat, said)} once`;
  return `${reach}: ${amount(tier.unitPrice, said)} per ${said.unit}${flat}`;
}

function allowanceWords(scheme: PriceScheme, said: Said): string[] {
  if (scheme.kind === 'fixed') return [];
  const words: string[] = [];
  if ('included' in scheme && scheme.included !== undefined)
    words.push(`the first ${written(scheme.included, said.locale)} ${said.unit} are free`);
  if (scheme.minimum !== undefined) words.push(`at least ${amount(scheme.minimum, said)} a period`);
  return words;
}

/** What a step of a price did: `100 t × 10.00`, and where it did it: `0 to 100`. */
export function stepWords(step: PriceStep, { currency, unit }: Said): { label: string; under: string } {
  const price = priceText(step.unitPrice ?? '0', currency);
  const cut = step.days === undefined ? '' : `${step.days} of ${step.ofDays} days`;
  const tier = step.tierFrom === undefined ? '' : tierReach(step);
  const under = [tier, cut].filter(Boolean).join(', ');
  switch (step.kind) {
    case 'fixed':
      return { label: `${price} for the period`, under };
    case 'included':
      return { label: `${step.quantity} ${unit} included`, under };
    case 'flat':
      return { label: `${price} once for reaching the tier`, under };
    case 'percentage':
      return { label: `${step.percent} % of ${priceText(step.quantity ?? '0', currency)}`, under };
    case 'minimum':
      return { label: `Up to the least a period costs, ${price}`, under };
    default:
      return { label: `${step.quantity} ${unit} × ${price}`, under };
  }
}

const tierReach = (step: PriceStep): string =>
  step.tierTo === null || step.tierTo === undefined ? `beyond ${step.tierFrom}` : `${step.tierFrom} to ${step.tierTo}`;
