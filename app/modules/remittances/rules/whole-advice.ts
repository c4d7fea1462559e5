import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import type { Advice, AdviceProblem, AdviceRow } from '../types.ts';

export type AdviceParts = Omit<Advice, 'sumMinor'>;

/** A line that sums up others. */
export const TOTAL_WORD =
  /^(grand[\s-]+total|sub[\s-]?total|total|sum|amount (paid|remitted|transferred)|payment (total|amount)|net payment|gesamt\w*|summe|endbetrag|zahlbetrag|totaal|totale|jumlah( besar)?)\b/i;

/**
 * The advice with its sum, and with what does not fit in it: a row that is not its gross less what was taken off, the same
 * number twice, a total that its rows do not sum to.
 */
export function wholeAdvice(parts: AdviceParts): Advice {
  const sumMinor = parts.rows.reduce((sum, { paidMinor }) => sum + paidMinor, 0n);
  const shown = (minor: bigint) => formatMoney(money(minor, parts.currency), 'en', { style: 'code' });
  const problems: AdviceProblem[] = [...parts.problems, ...parts.rows.flatMap((row) => rowProblem(row, shown))];
  const seen = new Set<string>();
  for (const { number, line } of parts.rows) {
    const key = number.toUpperCase().replace(/[^A-Z0-9]/g, '');
    if (seen.has(key))
      problems.push({
        line,
        weight: 'flag',
        code: 'twice',
        sentence: `“${number}” stands here a second time. Both amounts count.`,
      });
    seen.add(key);
  }
  if (parts.statedMinor !== null && parts.statedMinor !== sumMinor)
    problems.push({
      ...{ line: 0, weight: 'flag', code: 'total' },
      sentence: `The advice says ${shown(parts.statedMinor)} in all, its rows sum to ${shown(sumMinor)}: ${shown(size(sumMinor - parts.statedMinor))} apart.`,
    });
  return { ...parts, sumMinor, problems: problems.sort((a, b) => a.line - b.line) };
}

function rowProblem(row: AdviceRow, shown: (minor: bigint) => string): AdviceProblem[] {
  if (row.grossMinor === null || row.paidMinor < 0n) return [];
  const apart = row.grossMinor - row.discountMinor - row.withheldMinor - row.deductedMinor - row.paidMinor;
  if (apart === 0n) return [];
  const sentence = `“${row.number}”: ${shown(row.grossMinor)} less what was taken off is not ${shown(row.paidMinor)}; ${shown(size(apart))} apart.`;
  return [{ line: row.line, weight: 'flag', code: 'row-sum', sentence }];
}

const size = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
