import { type Currency, minorToDecimal, parseMoney } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import {
  proposeFromRemittance,
  proposeOldestFirst,
  type RemittanceProblem,
} from '#app/modules/cash-application/queries/propose-split.server.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { applyName, restAmountName, restName } from './split-names.ts';

type Values = Readonly<Record<string, string>>;
type Asked = {
  readonly values: Values;
  readonly intent: string;
  readonly items: readonly OpenItem[];
  /** What there is to split, minor units; null while nobody typed it. */
  readonly totalMinor: bigint | null;
  readonly currency: Currency;
  readonly decimalMark: '.' | ',';
};
/** The field a filling was refused at, with its words. */
type Unfilled = { readonly field: string; readonly text: string };

/** The amounts a button of the form fills in: by field name, empty where a field is cleared. */
export function fillSplit(asked: Asked): Result<Record<string, string>, Unfilled> {
  const { intent, items } = asked;
  if (intent === 'clear-split')
    return ok(
      Object.fromEntries(
        items.flatMap(({ id }) => [applyName(id), restName(id), restAmountName(id)].map((name) => [name, ''])),
      ),
    );
  if (intent === 'use-amounts') return fromRemittance(asked);
  if (intent.startsWith('full:')) return oneRow(asked, intent.slice('full:'.length), null);
  if (asked.totalMinor === null) return refuse({ field: 'amount', text: 'Enter the amount first, like 1,234.50.' });
  if (intent === 'fill-oldest') return oldestFirst(asked, asked.totalMinor);
  return oneRow(asked, intent.slice('rest:'.length), asked.totalMinor);
}

const typed = ({ values, currency }: Asked, name: string): bigint => {
  const parsed = parseMoney(values[name] ?? '', currency);
  return parsed.ok && parsed.value > 0n ? parsed.value : 0n;
};
/** What money may still pay of an item, beside what was named on it. */
const payable = (asked: Asked, item: OpenItem): bigint => {
  const left = item.residualMinor - typed(asked, restAmountName(item.id));
  return left > 0n ? left : 0n;
};
const amounts = ({ items, currency }: Asked, given: ReadonlyMap<string, bigint>): Record<string, string> =>
  Object.fromEntries(
    items.map(({ id }) => [applyName(id), given.has(id) ? minorToDecimal(given.get(id)!, currency) : '']),
  );

function oldestFirst(asked: Asked, totalMinor: bigint) {
  const open = asked.items.map((item) => ({ ...item, openMinor: payable(asked, item) - item.heldMinor }));
  const parts = proposeOldestFirst(totalMinor, open);
  return ok(amounts(asked, new Map(parts.map((part) => [part.itemId, part.amountMinor]))));
}

/** All that is open of one row, or what the others leave of the total. */
function oneRow(asked: Asked, itemId: string, totalMinor: bigint | null): Result<Record<string, string>, Unfilled> {
  const item = asked.items.find((one) => one.id === itemId);
  if (!item) return refuse({ field: applyName(itemId), text: 'This was settled meanwhile. Clear the amount.' });
  const open = payable(asked, item);
  const others = asked.items.filter((one) => one.id !== itemId);
  const given = others.reduce((sum, one) => sum + typed(asked, applyName(one.id)), 0n);
  const rest = totalMinor === null ? open : totalMinor - given;
  const amount = rest < open ? rest : open;
  return ok({ [applyName(itemId)]: amount > 0n ? minorToDecimal(amount, asked.currency) : '' });
}

const PROBLEM_WORDS: Readonly<Record<RemittanceProblem['code'], string>> = {
  'total-line': 'is a total. Remove the line.',
  'no-amount': 'has no amount. Write the number, then the amount.',
  'not-an-amount': 'has an amount that cannot be read. Write it like 1,234.50.',
  'not-above-zero': 'has no amount above zero. Remove the line, or mend the amount.',
  'unknown-number': 'is not about an open item of this customer in this currency. Mend the number, or remove the line.',
  several: 'fits several open items. Write the whole number.',
};

function fromRemittance(asked: Asked): Result<Record<string, string>, Unfilled> {
  const text = asked.values.remittance ?? '';
  const refused = (words: string) => refuse({ field: 'remittance', text: words });
  const read = proposeFromRemittance(text, asked.items, asked);
  if (!read.ok) return refused(problemWords(read.refusal));
  if (read.value.length === 0) return refused('Paste lines with a number and an amount, like INV-000123 1,200.00.');
  return ok(amounts(asked, new Map(read.value.map((part) => [part.itemId, part.amountMinor]))));
}

/** The first lines at fault, each named, in one breath. */
function problemWords(problems: readonly RemittanceProblem[]): string {
  const said = problems
    .slice(0, PROBLEMS_SAID_MAX)
    .map(({ line, text, code }) => `Line ${line}, “${text}”, ${PROBLEM_WORDS[code]}`);
  const more = problems.length - said.length;
  return [...said, ...(more > 0 ? [`${more} more lines cannot be used.`] : [])].join(' ');
}

const PROBLEMS_SAID_MAX = 8;
