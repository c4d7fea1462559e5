import type { AdviceItem, AdvicePlan, AdviceRest, AdviceRow, PlannedRow, RowChoice } from '../types.ts';
import { guessCode } from './guess-code.ts';

type Told = { readonly rowNo: number; readonly row: AdviceRow; readonly choice: RowChoice | null };

/**
 * What an advice means for what is open: which items get how much, and what was taken off them by name. Minor units. A row
 * that fits nothing says why and gets nothing. Rows of one item share what is open of it, in the order of the advice. Credits
 * used up have allocations below zero.
 */
export function planAdvice(
  told: readonly Told[],
  items: readonly AdviceItem[],
  settled: ReadonlySet<string>,
): AdvicePlan {
  const left = new Map(items.map((item) => [item.id, item.residualMinor]));
  const rows = told.map((one) => planRow(one, { items, settled, left }));
  const allocations = new Map<string, bigint>();
  for (const { item, state, row } of rows)
    if (item && state === 'fits' && row.paidMinor !== 0n)
      allocations.set(item.id, (allocations.get(item.id) ?? 0n) + row.paidMinor);
  const rests = rows.flatMap((row) => (row.state === 'fits' ? row.rests : []));
  return {
    ...{
      rows,
      allocations: [...allocations].map(([itemId, amountMinor]) => ({ itemId, amountMinor })),
      rests: joined(rests),
    },
    ...{ customerIds: [...new Set(rows.flatMap(({ item }) => (item ? [item.customerId] : [])))] },
    isReady: rows.every(({ state }) => state === 'fits'),
  };
}

type Around = { items: readonly AdviceItem[]; settled: ReadonlySet<string>; left: Map<string, bigint> };

function planRow({ rowNo, row, choice }: Told, { items, settled, left }: Around): PlannedRow {
  const number = choice?.number || row.number;
  const found = itemsCalled(number, items);
  const nothing = { rowNo, row, choice, item: null, openMinor: 0n, rests: [], leftMinor: 0n };
  if (found.length > 1) return { ...nothing, state: 'several' };
  const item = found[0];
  if (!item) return { ...nothing, state: settled.has(bareNumber(number)) ? 'settled' : 'unknown' };
  const openMinor = left.get(item.id)!;
  const isCredit = row.paidMinor < 0n;
  if (isCredit !== (item.side === 'credit')) return { ...nothing, item, openMinor, state: 'wrong-side' };
  const rests = isCredit ? [] : statedRests(item.id, row, choice);
  const size = isCredit ? -row.paidMinor : row.paidMinor;
  const over = openMinor - size - rests.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  if (over < 0n) return { ...nothing, item, openMinor, leftMinor: over, state: 'too-much' };
  const named = !isCredit && over > 0n ? restChosen(item.id, over, row, choice) : null;
  const leftMinor = named ? 0n : over;
  left.set(item.id, leftMinor);
  return {
    rowNo,
    row,
    choice,
    item,
    openMinor,
    rests: joined(named ? [...rests, named] : rests),
    leftMinor,
    state: 'fits',
  };
}

/** What the customer says was taken off, by the name they or we gave it. */
function statedRests(itemId: string, row: AdviceRow, choice: RowChoice | null): AdviceRest[] {
  const code = choice?.code ?? guessCode(row.reason);
  const asDiscount = choice?.discountAs ?? 'discount';
  const discount: AdviceRest[] =
    row.discountMinor === 0n || asDiscount === 'open'
      ? []
      : [
          {
            itemId,
            amountMinor: row.discountMinor,
            ...(asDiscount === 'discount' ? { kind: 'discount' } : { kind: 'deduction', code }),
          },
        ];
  return [
    ...discount,
    ...(row.withheldMinor > 0n ? [{ itemId, kind: 'withholding' as const, amountMinor: row.withheldMinor }] : []),
    ...(row.deductedMinor > 0n ? [{ itemId, kind: 'deduction' as const, code, amountMinor: row.deductedMinor }] : []),
  ];
}

/** What becomes of a difference nobody named: it stays open unless a person said otherwise. */
function restChosen(itemId: string, amountMinor: bigint, row: AdviceRow, choice: RowChoice | null): AdviceRest | null {
  if (!choice || choice.rest === 'open') return null;
  const code = choice.code ?? guessCode(row.reason);
  return { itemId, kind: choice.rest, amountMinor, ...(choice.rest === 'deduction' ? { code } : {}) };
}

/** One of each name for an item: a discount is checked as a whole. */
function joined(rests: readonly AdviceRest[]): AdviceRest[] {
  const by = new Map<string, AdviceRest>();
  for (const rest of rests) {
    const key = `${rest.itemId} ${rest.kind} ${rest.code ?? ''}`;
    const before = by.get(key);
    by.set(key, { ...rest, amountMinor: rest.amountMinor + (before?.amountMinor ?? 0n) });
  }
  return [...by.values()];
}

/** `INV-000123`, `inv 123` and `INV123` are the same number. */
export const bareNumber = (number: string): string =>
  number
    .toUpperCase()
    .replace(/[^A-Z0-9/]/g, '')
    .replace(/(^|\D)0+(?=\d)/g, '$1');

/** The open items of that number; bare digits are the number that ends in them. */
function itemsCalled(number: string, items: readonly AdviceItem[]): readonly AdviceItem[] {
  const wanted = bareNumber(number);
  const exact = items.filter((item) => bareNumber(item.number) === wanted);
  if (exact.length > 0 || !/^\d+$/.test(wanted)) return exact;
  return items.filter((item) => /\d+$/.exec(bareNumber(item.number))?.[0] === wanted);
}
