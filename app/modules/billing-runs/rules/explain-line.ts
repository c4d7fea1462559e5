import { assert } from '#app/kernel/assert.ts';
import { type Decimal, fromMicros, toMicros } from '#app/kernel/decimal.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { numberFormat } from '#app/kernel/kept-formats.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { citedText, daysText, priceText, quantityText, type Saying, stepText } from './explain-words.ts';
import type { ExplainedSegment, LineExplanation } from './line-explanation.ts';

/** A delivery, ticket, reading or correction in a line's quantity. */
export type UsageInLine = {
  readonly kind: 'delivery' | 'ticket' | 'reading' | 'estimate' | 'correction';
  readonly occurredOn: PlainDate;
  readonly reference: string;
  readonly quantity: Decimal;
};

/** The line of the customer's last invoice for the same thing. */
export type LastLine = {
  readonly number: string;
  readonly periodFromOn: PlainDate;
  readonly periodToOn: PlainDate;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly netMinor: bigint;
};

export type LineToExplain = {
  readonly description: string;
  readonly periodFromOn: PlainDate;
  readonly periodToOn: PlainDate;
  readonly unitPrice: Decimal;
  readonly netMinor: bigint;
  readonly taxName: string;
  readonly taxRateBp: number;
  readonly explanation: LineExplanation;
  readonly usage: readonly UsageInLine[];
  /** Records in the quantity that are not listed in `usage`, because they are too many. */
  readonly usageLeftOut: number;
  readonly last: LastLine | null;
};

export type ExplainedLine = {
  readonly what: string;
  readonly when: string;
  /** What was read, delivered or done; empty where the quantity was agreed beforehand. */
  readonly used: readonly { readonly text: string; readonly quantity: string }[];
  readonly usedMore: number;
  /** The sum: its amounts add up to the line's, to the minor unit. */
  readonly sum: readonly { readonly text: string; readonly under: string; readonly minor: bigint }[];
  readonly whyThisPrice: readonly string[];
  readonly tax: string;
  readonly comparedWithLast: string;
};

/**
 * A line in words and figures: what was used, by which price it became an amount, what tax is added, and how it differs
 * from the last invoice. The amounts of `sum` are the line's amount exactly; anything else is a bug.
 */
export function explainLine(
  line: LineToExplain,
  { locale, currency }: { locale: string; currency: Currency },
): ExplainedLine {
  const { explanation, periodFromOn, periodToOn } = line;
  const saying: Saying = { locale, currency, unit: explanation.unit };
  const sum = sumOf(explanation, saying);
  const total = sum.reduce((minor, row) => minor + row.minor, 0n);
  assert(total === line.netMinor, `a line of ${line.netMinor} is explained as ${total}`);
  return {
    what: line.description,
    when: daysText(periodFromOn, periodToOn, locale),
    used: line.usage.map((each) => ({ text: usageText(each, locale), quantity: quantityText(each.quantity, saying) })),
    usedMore: line.usageLeftOut,
    sum,
    whyThisPrice: explanation.segments.map((segment) => priceWords(segment, explanation.segments.length > 1, locale)),
    tax: taxWords(line, locale),
    comparedWithLast: compareWords(line, saying),
  };
}

function sumOf({ segments, billedBeforeMinor }: LineExplanation, saying: Saying): ExplainedLine['sum'] {
  const rows = segments.flatMap((segment) =>
    segment.steps.map((step) => ({
      text: stepText(step, saying),
      under: segments.length > 1 ? daysText(segment.fromOn, segment.toOn, saying.locale) : '',
      minor: step.amountMinor,
    })),
  );
  if (billedBeforeMinor === 0n) return rows;
  return [...rows, { text: 'Less what these days were billed before', under: '', minor: -billedBeforeMinor }];
}

const KIND_WORDS: Readonly<Record<UsageInLine['kind'], string>> = {
  delivery: 'Delivery',
  ticket: 'Ticket',
  reading: 'Reading',
  estimate: 'Estimate, the meter was not read',
  correction: 'Correction',
};

function usageText({ kind, reference, occurredOn }: UsageInLine, locale: string): string {
  const name = reference ? `${KIND_WORDS[kind]} ${reference}` : KIND_WORDS[kind];
  return `${name}, ${formatDate(occurredOn, locale)}`;
}

function priceWords({ price, fromOn, toOn, share }: ExplainedSegment, isCut: boolean, locale: string): string {
  const days = isCut ? `${daysText(fromOn, toOn, locale)}: ` : '';
  const part = share ? ` These are ${share.days} of the ${share.ofDays} days of the whole period.` : '';
  return price ? `${days}${citedText(price)}.${part}` : `${days}no price is agreed for these days.`;
}

/** Tax is rounded once for the document, so a line names the rate and where the amount stands. */
function taxWords({ taxName, taxRateBp }: LineToExplain, locale: string): string {
  if (taxRateBp === 0) return `No tax is added to this charge (${taxName}).`;
  const rate = `${numberFormat(locale, { maximumFractionDigits: 2, numberingSystem: 'latn' }).format(taxRateBp / 100)} %`;
  return `${taxName.includes('%') ? taxName : `${taxName}, ${rate}`} is added once for the whole invoice, below the charges.`;
}

function compareWords(line: LineToExplain, saying: Saying): string {
  const { last, netMinor, explanation } = line;
  if (!last) return 'No earlier invoice is at hand to compare this with.';
  const { locale, currency } = saying;
  const size = (minor: bigint) => formatMoney(money(minor < 0n ? -minor : minor, currency), locale);
  const before = `invoice ${last.number}, ${daysText(last.periodFromOn, last.periodToOn, locale)}`;
  const differs = netMinor - last.netMinor;
  const reasons = reasonsOf(toMicros(explanation.quantity) - toMicros(last.quantity), line, last, saying);
  const why = reasons.length > 0 ? `: ${reasons.join(', and ')}` : '';
  if (differs === 0n) return `The same as ${before}${why}.`;
  return `${size(differs)} ${differs > 0n ? 'more' : 'less'} than ${before}${why}.`;
}

function reasonsOf(more: bigint, line: LineToExplain, last: LastLine, saying: Saying): string[] {
  const reasons: string[] = [];
  if (more !== 0n)
    reasons.push(`${quantityText(fromMicros(more < 0n ? -more : more), saying)} ${more > 0n ? 'more' : 'less'}`);
  const isPerUnit = line.explanation.segments.every((one) => one.steps.every(({ kind }) => kind === 'units'));
  if (isPerUnit && toMicros(line.unitPrice) !== toMicros(last.unitPrice))
    reasons.push(`the price is ${priceText(line.unitPrice, saying)}, it was ${priceText(last.unitPrice, saying)}`);
  return reasons;
}
