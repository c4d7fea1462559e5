import { type Decimal, parseDecimal } from '#app/kernel/decimal.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import type { InvoiceLineInput, LineText } from '../types.ts';
import { DEFERRAL_YEARS_MAX, deferralFits } from './deferral-fits.ts';

/** What is wrong with one cell, in words without its place. */
export type CellProblem = { cell: keyof LineText; text: string };

export const LINES_MAX = 200;
const ACTING = /[\u202a-\u202e\u2066-\u2069]/;
const CELL_WORDS: Record<keyof LineText, string> = {
  description: 'description',
  quantity: 'quantity',
  unit: 'unit',
  unitPrice: 'price',
  taxCode: 'tax',
  accountCode: 'revenue',
  deferFromOn: 'revenue from',
  deferToOn: 'revenue to',
};

/** Which line and cell, as the error summary names it: "Line 3, price". Lines count from 1. */
export const cellName = (index: number, cell: keyof LineText): string => `Line ${index + 1}, ${CELL_WORDS[cell]}`;

/** A row in which nothing was typed is no line; tax and revenue are chosen in every row. */
export const isBlankLine = (line: Partial<LineText>): boolean =>
  !line.description?.trim() && !line.quantity?.trim() && !line.unitPrice?.trim();

/** Reads one line. An empty quantity is one; a price may carry its currency sign. */
export function readLine(line: Partial<LineText>): { value: InvoiceLineInput | null; problems: CellProblem[] } {
  const problems: CellProblem[] = [];
  const say = (cell: keyof LineText, text: string) => problems.push({ cell, text });
  const description = (line.description ?? '').trim();
  if (!description) say('description', 'say what is billed.');
  else if (description.length > 500) say('description', 'use 500 characters or fewer.');
  else if (ACTING.test(description)) say('description', 'remove the characters that change the direction of the text.');
  const unit = (line.unit ?? '').trim();
  if (unit.length > 20) say('unit', 'use 20 characters or fewer.');
  const quantity = amountOf(line.quantity?.trim() || '1', 'quantity', say);
  const unitPrice = amountOf((line.unitPrice ?? '').trim().replace(/^(-?)\p{Sc}/u, '$1'), 'unitPrice', say);
  if (!line.taxCode) say('taxCode', 'choose a tax category.');
  const deferral = deferralIn(line, say);
  if (problems.length > 0 || !quantity || !unitPrice || !line.taxCode) return { value: null, problems };
  const accountCode = line.accountCode || '4000';
  return {
    value: { description, quantity, unit, unitPrice, taxCode: line.taxCode, accountCode, ...deferral },
    problems,
  };
}

type Say = (cell: keyof LineText, text: string) => void;

/** The days over which the line is earned: both or neither. */
function deferralIn(line: Partial<LineText>, say: Say): Pick<InvoiceLineInput, 'deferFromOn' | 'deferToOn'> {
  const [from, to] = [line.deferFromOn?.trim() ?? '', line.deferToOn?.trim() ?? ''];
  if (!from && !to) return {};
  const [deferFromOn, deferToOn] = [dayOf(from, 'deferFromOn', say), dayOf(to, 'deferToOn', say)];
  if (!deferFromOn || !deferToOn) return {};
  if (deferToOn < deferFromOn) say('deferToOn', 'it ends before it begins.');
  else if (!deferralFits({ deferFromOn, deferToOn })) say('deferToOn', `use ${DEFERRAL_YEARS_MAX} years at most.`);
  return { deferFromOn, deferToOn };
}

function dayOf(text: string, cell: 'deferFromOn' | 'deferToOn', say: Say): PlainDate | null {
  const parsed = parsePlainDate(text);
  if (parsed.ok) return parsed.value;
  if (text === '') say(cell, 'give both days, or neither.');
  else say(cell, 'this is not a date in the calendar. Write it as 2026-11-03.');
  return null;
}

function amountOf(text: string, cell: 'quantity' | 'unitPrice', say: Say): Decimal | null {
  const parsed = parseDecimal(text);
  if (parsed.ok) return parsed.value;
  const example = cell === 'quantity' ? '12 or 2.5' : '1,234.50';
  if (parsed.refusal === 'too-many-decimals') say(cell, 'use six decimals at most.');
  else if (parsed.refusal === 'out-of-range') say(cell, 'this is too large.');
  else say(cell, `enter a number, like ${example}.`);
  return null;
}
