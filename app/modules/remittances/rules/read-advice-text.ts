import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { AdviceFault, AdviceProblem, AdviceRow, AdviceWish, DecimalSign } from '../types.ts';
import { findHeads } from './advice-heads.ts';
import { lineAmounts, numberIn } from './advice-line.ts';
import { dayOf, readAdviceTable, type TableRow, TWO_WAYS } from './read-advice-table.ts';
import { decimalSignOf, readAmountText, shownText } from './read-amount-text.ts';
import { type AdviceParts, TOTAL_WORD } from './whole-advice.ts';

const LINE_MAX = 500;
const SPLITS: readonly RegExp[] = [/\t/, /\s*\|\s*/, /;/, /\s{2,}/];

/**
 * A pasted list or the text of a mail: a table with heads if there is one, else lines that name a number and amounts. Greetings
 * and words are left alone; a line that names a number or an amount and is not understood is said.
 */
export function readAdviceText(text: string, wish: AdviceWish): Result<AdviceParts, AdviceFault> {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.slice(0, LINE_MAX).trim());
  const reference = referenceOf(lines);
  const paidOn = paidOnOf(lines);
  const table = tableIn(lines);
  const read = table ? readAdviceTable(table.rows, 'text', wish) : null;
  if (read && !read.ok) return read;
  if (read) {
    const stated = read.value.statedMinor ?? statedIn(table!.others, wish);
    return ok({ ...read.value, reference, paidOn: read.value.paidOn ?? paidOn, statedMinor: stated });
  }
  const sign =
    wish.decimalSign ?? decimalSignOf(lines.flatMap((line) => lineAmounts(line).map(({ text: one }) => one)));
  if (sign === null) return refuse({ code: 'two-ways', line: 1, sentence: TWO_WAYS });
  return ok({ ...looseLines(lines, wish, sign), reference, paidOn });
}

/** The rows of a table in a text, whose cells stand under heads; a total or words beside it have fewer and stand apart. */
function tableIn(lines: readonly string[]): { rows: TableRow[]; others: string[] } | null {
  const cellsBy = (line: string, split: RegExp) =>
    line
      .replace(/^\||\|$/g, '')
      .trim()
      .split(split)
      .map((cell) => cell.trim());
  for (const split of SPLITS) {
    const headAt = lines.findIndex((line) => findHeads(cellsBy(line, split)) !== null);
    if (headAt < 0) continue;
    const count = cellsBy(lines[headAt]!, split).length;
    const numbered = lines.map((line, index) => ({ line: index + 1, text: line, cells: cellsBy(line, split) }));
    const below = numbered.slice(headAt);
    // Runs of blanks lose empty cells; a tab or a bar keeps them.
    const isRow = ({ text, cells }: { text: string; cells: string[] }) =>
      !/^[\s|:=_-]*$/.test(text) && cells.length > 1 && (split.source === '\\s{2,}' ? cells.length === count : true);
    const rows = below.filter((row) => isRow(row) && !(TOTAL_WORD.test(row.text) && row.cells.length !== count));
    return { rows, others: numbered.filter((row) => !rows.includes(row)).map((row) => row.text) };
  }
  return null;
}

function statedIn(lines: readonly string[], { currency, decimalSign }: AdviceWish): bigint | null {
  const totals = lines.filter((line) => TOTAL_WORD.test(line)).flatMap((line) => lineAmounts(line).slice(-1));
  const last = totals.at(-1);
  const sign = decimalSign ?? (last ? decimalSignOf([last.text]) : null);
  const read = last && sign ? readAmountText(last.text, currency, sign) : null;
  return read?.ok ? read.value : null;
}

const REFERENCE =
  /\b(?:payment|remittance|advice|transfer)\s*(?:advice|ref(?:erence)?|no|number|id)?\s*[.:#]\s*([A-Z0-9][\w/-]{2,39})/i;
const referenceOf = (lines: readonly string[]): string =>
  lines.map((line) => REFERENCE.exec(line)?.[1] ?? '').find((found) => /\d/.test(found)) ?? '';

const PAID_ON =
  /\b(?:payment date|value date|date|paid on|transferred on)\s*:?\s*(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2} [A-Za-z]{3,9} \d{4})/i;
const paidOnOf = (lines: readonly string[]) =>
  lines
    .map((line) => PAID_ON.exec(line)?.[1])
    .flatMap((found) => (found ? [dayOf(found)] : []))
    .find(Boolean) ?? null;

type Loose = Pick<AdviceParts, 'format' | 'currency' | 'statedMinor' | 'rows' | 'problems'>;

function looseLines(lines: readonly string[], { currency }: AdviceWish, sign: DecimalSign): Loose {
  const rows: AdviceRow[] = [];
  const problems: AdviceProblem[] = [];
  let total: bigint | null = null;
  let inWords: bigint | null = null;
  for (const [index, line] of lines.entries()) {
    if (line === '' || REFERENCE.test(line)) continue;
    const say = (weight: 'refused' | 'flag', code: AdviceProblem['code'], sentence: string) =>
      problems.push({ line: index + 1, weight, code, sentence });
    const number = TOTAL_WORD.test(line) ? null : numberIn(line);
    const amounts = lineAmounts(number ? line.replace(number, ' ') : line);
    if (number !== null) {
      const read = rowOf(amounts, currency, sign);
      if (typeof read === 'string') say(amounts.length > 0 ? 'refused' : 'flag', 'amount', `“${number}”: ${read}`);
      else rows.push({ ...read, line: index + 1, number: number.slice(0, 80) });
      continue;
    }
    const last = amounts.at(-1);
    const minor = last ? readAmountText(last.text, currency, sign) : null;
    if (!last || !minor?.ok) continue;
    if (TOTAL_WORD.test(line)) total = minor.value;
    else if (/\b(total|payment of|transfer|remit|paid|pay)/i.test(line) && amounts.length === 1)
      inWords ??= minor.value;
    else if (/[.,]\d{2}\b/.test(last.text))
      say('flag', 'not-understood', `“${shownText(line)}” names an amount and no number.`);
  }
  return { format: 'text', currency, statedMinor: total ?? inWords, rows, problems };
}

type RowAmounts = Omit<AdviceRow, 'line' | 'number'>;

/** What the amounts behind a number say; a sentence where that is not clear. */
function rowOf(
  amounts: ReturnType<typeof lineAmounts>,
  currency: AdviceWish['currency'],
  sign: DecimalSign,
): RowAmounts | string {
  const read = amounts.map((amount) => ({ ...amount, minor: readAmountText(amount.text, currency, sign) }));
  if (read.length === 0) return 'no amount stands beside it.';
  const bad = read.find(({ minor }) => !minor.ok);
  if (bad && !bad.minor.ok) return bad.minor.refusal;
  const values = read.map((one) => ({ ...one, value: one.minor.ok ? one.minor.value : 0n }));
  const off = (kind: string) =>
    values.filter((one) => one.kind === kind).reduce((sum, { value }) => sum + (value < 0n ? -value : value), 0n);
  const [discountMinor, withheldMinor, deductedMinor] = [off('discount'), off('withheld'), off('deducted')];
  const all = discountMinor + withheldMinor + deductedMinor;
  const reason = values.find(({ kind }) => kind === 'deducted')?.words.slice(0, 200) ?? '';
  const whole = { discountMinor, withheldMinor, deductedMinor, reason };
  const bare = values.filter(({ kind }) => kind === null);
  const [first, second] = bare;
  if (bare.length === 2 && first!.value - all === second!.value && all > 0n)
    return { ...whole, grossMinor: first!.value, paidMinor: second!.value };
  if (bare.length !== 1) return 'several amounts stand beside it, and none is called the one that was paid.';
  if (all === 0n || first!.isPaid) return { ...whole, grossMinor: null, paidMinor: first!.value };
  if (values.some(({ isLess }) => isLess)) return { ...whole, grossMinor: first!.value, paidMinor: first!.value - all };
  return 'it is not said whether the amount is before or after what was taken off. Write “less” before what was taken off.';
}
