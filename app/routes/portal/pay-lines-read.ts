import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { amountField, type LineContext, type PayFields, type PayLine } from './pay-fields.ts';
import { readAmount } from './read-amount.ts';

/** Lines shown when nobody said which. */
const LINES_MAX = 500;

export type ReadLines = { lines: PayLine[]; errors: Record<string, string[]>; surplusMinor: bigint };

/** The invoices that were ticked, each whole or in part; more than one has left is told, and kept only if said. Minor units. */
export function chosenLines(
  fields: PayFields,
  payable: readonly OpenItem[],
  currency: Currency,
  context: LineContext,
): ReadLines {
  const { today, isLink } = context;
  const asked = fields.show ?? fields.ticked;
  const all = isLink || fields.mode === 'due';
  const shown =
    fields.mode === 'account'
      ? []
      : fields.mode === 'due' && fields.show === null
        ? payable.filter((item) => item.dueOn <= today)
        : asked.length > 0
          ? payable.filter((item) => asked.includes(item.sourceId))
          : payable;
  const isTicked = (item: OpenItem) => {
    if (fields.show) return fields.ticked.includes(item.sourceId);
    return fields.ticked.length > 0 || all || item.dueOn <= today;
  };
  const errors: Record<string, string[]> = {};
  let surplusMinor = 0n;
  const lines = shown.slice(0, LINES_MAX).map((item) => {
    const amountText = fields.amounts.get(item.sourceId)?.trim() ?? '';
    const payableMinor = item.residualMinor - item.heldMinor;
    const read = amountText === '' ? { minor: payableMinor } : readAmount(amountText, currency);
    const ticked = isTicked(item);
    const over = 'minor' in read && ticked && read.minor > payableMinor ? read.minor - payableMinor : 0n;
    surplusMinor += over;
    if ('error' in read && ticked) errors[amountField(item.sourceId)] = [read.error];
    else if (over > 0n && !(fields.keep && !isLink))
      errors[amountField(item.sourceId)] = [tooMuch(payableMinor, over, currency, context)];
    const minor = 'error' in read || read.minor > payableMinor ? payableMinor : read.minor;
    return lineOf(item, { ticked, amountText, amountMinor: minor }, context);
  });
  return { lines, errors, surplusMinor };
}

/** The invoices an amount covers, as cash application would spend it. */
export function oldestFirstLines(
  fields: PayFields,
  payable: readonly OpenItem[],
  currency: Currency,
  context: LineContext,
): ReadLines {
  const none: ReadLines = { lines: [], errors: {}, surplusMinor: 0n };
  if (fields.oldest.trim() === '') return none;
  const read = readAmount(fields.oldest, currency);
  if ('error' in read) return { ...none, errors: { oldest: [read.error] } };
  const spent = context.spendOldestFirst(
    read.minor,
    payable.map((item) => ({
      ...{ id: item.id, number: item.number, dueOn: item.dueOn },
      openMinor: item.residualMinor - item.heldMinor,
    })),
  );
  const byId = new Map(payable.map((item) => [item.id, item]));
  const lines = spent.map(({ itemId, amountMinor }) =>
    lineOf(byId.get(itemId)!, { ticked: true, amountText: '', amountMinor }, context),
  );
  const owed = spent.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const surplusMinor = read.minor - owed;
  const errors: Record<string, string[]> =
    surplusMinor > 0n && !fields.keep ? { oldest: [tooMuch(owed, surplusMinor, currency, context)] } : {};
  return { lines, errors, surplusMinor };
}

function tooMuch(mostMinor: bigint, overMinor: bigint, currency: Currency, { locale, isLink }: LineContext): string {
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const most = `Only ${words(mostMinor)} is left to pay here.`;
  return isLink
    ? `${most} Enter that or less.`
    : `${most} Enter that or less, or tick “Keep ${words(overMinor)} as credit”.`;
}

const lineOf = (
  item: OpenItem,
  said: Pick<PayLine, 'ticked' | 'amountText' | 'amountMinor'>,
  { heldFor }: LineContext,
): PayLine => ({
  id: item.sourceId,
  itemId: item.id,
  isDocument: item.kind === 'invoice' || item.kind === 'debit_note',
  number: item.number,
  title: item.title,
  poNumber: item.poNumber,
  dueOn: item.dueOn,
  leftMinor: item.residualMinor,
  heldMinor: item.heldMinor,
  heldFor: heldFor.get(item.id) ?? [],
  ...said,
});
