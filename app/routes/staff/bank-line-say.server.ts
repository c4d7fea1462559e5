import type { Currency } from '#app/kernel/money.ts';
import { parseMoney } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { type FoundSubject, findSubjects } from '#app/modules/banking/queries/find-subject.server.ts';
import { findPayable } from '#app/modules/cash-application/queries/find-payable.server.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { LinePart } from '#app/workflows/explain-line-types.ts';
import { isSayKind, SAY_ROWS, type SayKind } from './bank-line-kinds.ts';

type Asked = {
  readonly of: (name: string) => string;
  readonly lineMinor: bigint;
  readonly currency: Currency;
};
/** A row of the form that names a mistake: which field, and what to do. */
export type SayRefusal = { readonly field: string; readonly words: string };
type Said = Result<LinePart[], SayRefusal>;

/**
 * The parts of a line from the rows of the plain form. A row without an amount takes what the others leave, or what its subject
 * is where there are several. Refuses at the field at fault.
 */
export async function readSaid({ of, lineMinor, currency }: Asked): Promise<Said> {
  const parts: LinePart[] = [];
  let left = lineMinor;
  for (const no of SAY_ROWS) {
    const kind = of(`kind${no}`);
    if (kind === '') continue;
    if (!isSayKind(kind)) return refuse({ field: `kind${no}`, words: 'Choose what this part is.' });
    const typed = of(`amount${no}`).trim();
    const amount = typed === '' ? { ok: true as const, value: left } : parseMoney(typed, currency);
    if (!amount.ok) return refuse({ field: `amount${no}`, words: 'Write an amount like 1,234.50.' });
    const amountMinor = lineMinor < 0n && typed !== '' && amount.value > 0n ? -amount.value : amount.value;
    const row = {
      no,
      name: of(`name${no}`).trim(),
      note: of(`note${no}`).trim(),
      amountMinor,
      currency,
      isTyped: typed !== '',
    };
    const part = await partOf(kind, row);
    if (!part.ok) return part;
    parts.push(...part.value);
    left -= part.value.reduce((sum, one) => sum + one.amountMinor, 0n);
  }
  return parts.length > 0 ? ok(parts) : refuse({ field: 'kind1', words: 'Choose what this line is.' });
}

type Row = {
  readonly no: number;
  readonly name: string;
  readonly note: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly isTyped: boolean;
};

async function partOf(kind: SayKind, row: Row): Promise<Said> {
  const { name, note, amountMinor } = row;
  switch (kind) {
    case 'items':
      return itemsOf(row);
    case 'on-account': {
      const customerId = (await customerIdsByNumber(staffDb(), [name])).get(name);
      return customerId
        ? ok([{ kind, customerId, amountMinor }])
        : refuse({ field: `name${row.no}`, words: 'Write the customer’s number.' });
    }
    case 'linked':
      return subjectOf(row, LINKED);
    case 'returned-payment':
      return subjectOf(row, ['payment']);
    case 'given-back':
      return subjectOf(row, ['receipt']);
    default:
      return ok([{ kind, amountMinor, note }]);
  }
}

/** Invoices by their numbers: each takes what it can of the amount, one payment for each customer. */
async function itemsOf({ no, name, amountMinor, currency }: Row): Promise<Said> {
  const wanted = name
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  const found = await findPayable(staffDb(), { currency, text: name, amounts: [] });
  const items = wanted.map((number) => found.filter((item) => item.number.toUpperCase() === number));
  const missing = items.findIndex((some) => some.length !== 1);
  if (wanted.length === 0) return refuse({ field: `name${no}`, words: 'Write the numbers it pays, parted by commas.' });
  if (missing >= 0) return refuse({ field: `name${no}`, words: `Nothing of ${wanted[missing]} is open.` });
  let left = amountMinor;
  const taken = items.flat().map((item) => {
    const part = item.leftMinor < left ? item.leftMinor : left;
    left -= part;
    return { ...item, part };
  });
  const paid = taken.filter(({ part }) => part !== 0n);
  return ok(
    [...Map.groupBy(paid, ({ customerId }) => customerId)].map(([customerId, own], index) => {
      const rest = index === 0 ? left : 0n;
      return {
        ...{ kind: 'items' as const, customerId, rests: [], leftOver: 'account' as const },
        allocations: own.map(({ id, part }) => ({ itemId: id, amountMinor: part })),
        amountMinor: own.reduce((sum, { part }) => sum + part, rest),
      };
    }),
  );
}

const LINKED: readonly FoundSubject['kind'][] = ['payout', 'deposit', 'payment_reversal', 'refund', 'existing_payment'];

/** What stands under a number and goes the way the line goes. */
async function subjectOf({ no, name, note, amountMinor, currency, isTyped }: Row, kinds: typeof LINKED): Promise<Said> {
  const found = (await findSubjects(staffDb(), { text: name, currency })).find(
    (one) => kinds.includes(one.kind) && one.amountMinor > 0n === amountMinor > 0n,
  );
  if (!found)
    return refuse({ field: `name${no}`, words: 'Nothing of this kind has this number, or it goes the other way.' });
  const { id, kind } = found;
  if (kind === 'payment') {
    // Below zero both: the line, or what was typed, may be only a part of the payment.
    const isPart = isTyped || amountMinor > found.amountMinor;
    const part = { amountMinor: isPart ? amountMinor : found.amountMinor, reason: note || 'Came back' };
    return ok([{ kind: 'returned-payment', paymentId: id, ...part }]);
  }
  if (kind === 'receipt') return ok([{ kind: 'given-back', receiptId: id, amountMinor, note }]);
  return ok([
    { kind: 'existing', subjectKind: kind, subjectId: id, amountMinor: isTyped ? amountMinor : found.amountMinor },
  ]);
}
