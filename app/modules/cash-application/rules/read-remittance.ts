import { type Currency, parseMoney } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Allocation } from './allocate-oldest-first.ts';

/** What a line of a remittance says that cannot be used. Lines are counted from one, empty ones too. */
export type RemittanceProblem = {
  readonly line: number;
  readonly text: string;
  readonly code: 'total-line' | 'no-amount' | 'not-an-amount' | 'not-above-zero' | 'unknown-number' | 'several';
};

type Known = { readonly id: string; readonly number: string };
type Reading = { readonly currency: Currency; readonly decimalMark: '.' | ',' };

export const REMITTANCE_LINES_MAX = 1_000;

/**
 * Reads a list of `number amount` lines, parted by a tab, a semicolon, a comma with a space, or spaces. Numbers are found
 * without regard to case and leading zeros, bare digits where only one item ends in them; a number that comes again adds
 * up. Amounts are minor units, read with the customer's decimal mark. Refuses with every line that cannot be used.
 */
export function readRemittance(
  text: string,
  items: readonly Known[],
  reading: Reading,
): Result<Allocation[], RemittanceProblem[]> {
  const problems: RemittanceProblem[] = [];
  const amounts = new Map<string, bigint>();
  for (const [index, raw] of text.split(/\r?\n/).slice(0, REMITTANCE_LINES_MAX).entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const read = readLine(line, items, reading);
    if (read.ok) amounts.set(read.value.itemId, (amounts.get(read.value.itemId) ?? 0n) + read.value.amountMinor);
    else problems.push({ line: index + 1, text: line.slice(0, 60), code: read.refusal });
  }
  if (problems.length > 0) return refuse(problems);
  return ok([...amounts].map(([itemId, amountMinor]) => ({ itemId, amountMinor })));
}

const TOTAL = /^(grand\s+total|sub-?total|total|sum)\b/i;
const PARTS = /^(\S+?)(?:\s*[;\t]\s*|,\s+|\s+)(.*\d.*)$/;

function readLine(
  line: string,
  items: readonly Known[],
  reading: Reading,
): Result<Allocation, RemittanceProblem['code']> {
  if (TOTAL.test(line)) return refuse('total-line');
  const parts = PARTS.exec(line);
  if (!parts) return refuse('no-amount');
  const found = findItems(parts[1]!, items);
  if (found.length === 0) return refuse('unknown-number');
  if (found.length > 1) return refuse('several');
  const amount = readAmount(parts[2]!, reading);
  if (amount === null) return refuse('not-an-amount');
  if (amount <= 0n) return refuse('not-above-zero');
  return ok({ itemId: found[0]!.id, amountMinor: amount });
}

/** `INV-000123`, `inv-123` and, where only one item ends so, `123` are the same number. */
const bare = (number: string): string => number.toUpperCase().replace(/(^|\D)0+(?=\d)/g, '$1');

function findItems(typed: string, items: readonly Known[]): readonly Known[] {
  const wanted = bare(typed);
  const exact = items.filter((item) => bare(item.number) === wanted);
  if (exact.length > 0 || !/^\d+$/.test(wanted)) return exact;
  return items.filter((item) => /\d+$/.exec(bare(item.number))?.[0] === wanted);
}

/** A lone mark before three digits is a grouping or a decimal mark: the customer's way of writing decides. */
function readAmount(typed: string, { currency, decimalMark }: Reading): bigint | null {
  const text = typed.trim();
  const grouping = decimalMark === '.' ? ',' : '.';
  const grouped = new RegExp(`^\\d{1,3}(\\${grouping}\\d{3})+$`).test(text);
  const plain = grouped
    ? text.split(grouping).join('')
    : decimalMark === ','
      ? text.replace(/^(\d+),(\d+)$/, '$1.$2')
      : text;
  const parsed = parseMoney(plain, currency);
  return parsed.ok ? parsed.value : null;
}
