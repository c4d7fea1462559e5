import type { ReactNode } from 'react';
import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { useLocale } from '#app/ui/locale.tsx';
import { RunningSum, type SumRow } from '#app/ui/running-sum.tsx';
import { Stick } from '#app/ui/stick.tsx';
import type { Invoice, Settlement } from '../types.ts';
import { rateText } from './charge-words.ts';

const METHODS: Readonly<Record<string, string>> = {
  card: 'card',
  direct_debit: 'direct debit',
  transfer: 'bank transfer',
  cheque: 'cheque',
  cash: 'cash',
};

/** `by bank transfer`, or nothing where the method is not told. */
export const methodWords = (method: string): string => METHODS[method] ?? '';

/** Settled so far, as the amounts themselves say it; the list of how may be hidden from the holder of a link. */
export const settledMinor = (invoice: Invoice): bigint => invoice.grossMinor - openMinor(invoice);

/** Left to pay, or of a credit note: not yet used. */
const openMinor = (invoice: Invoice): bigint =>
  invoice.kind === 'credit_note' ? invoice.creditLeftMinor : invoice.leftMinor;

type SumWords = { one: string; many: string; total: string; unexplained: string; left: string };
const INVOICE_WORDS = {
  one: 'One charge',
  many: 'charges',
  unexplained: 'Paid or credited so far',
  left: 'Left to pay',
};
const SUM_WORDS: Readonly<Record<Invoice['kind'], SumWords>> = {
  invoice: { ...INVOICE_WORDS, total: 'Invoice total' },
  debit_note: { ...INVOICE_WORDS, total: 'Total' },
  credit_note: {
    ...{ one: 'One line credited', many: 'lines credited', total: 'Credit total' },
    ...{ unexplained: 'Taken off what you owed', left: 'Waiting on your account' },
  },
};

const listedMinor = (invoice: Invoice, kind?: Settlement['kind']): bigint =>
  invoice.settlements.filter((move) => !kind || move.kind === kind).reduce((sum, move) => sum + move.amountMinor, 0n);

/** False for the holder of a link, who may not see the payments behind what is settled. */
export const isExplained = (invoice: Invoice): boolean => listedMinor(invoice) === settledMinor(invoice);

/** The day the last part was settled, when all of it is; null while something is left or the days are not told. */
export const settledOn = (invoice: Invoice) =>
  invoice.leftMinor === 0n && isExplained(invoice) ? (invoice.settlements.at(-1)?.effectiveOn ?? null) : null;

export const creditedMinor = (invoice: Invoice): bigint => listedMinor(invoice, 'credit_note');

/** What became of the amount: solid is settled, hatched is on hold, hollow is open. */
export function SettlementStick({ invoice }: { invoice: Invoice }) {
  const locale = useLocale();
  const { currency, grossMinor } = invoice;
  const leftMinor = openMinor(invoice);
  const isCredit = invoice.kind === 'credit_note';
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const credited = listedMinor(invoice, 'credit_note');
  const paid = listedMinor(invoice, 'payment');
  const settled = settledMinor(invoice);
  const rest = settled - credited - paid;
  const held = invoice.holds.reduce((sum, hold) => sum + hold.amountMinor, 0n);
  const heldOfLeft = held < leftMinor ? held : leftMinor;
  const said = [
    credited > 0n && `${words(credited)} credited`,
    paid > 0n && `${words(paid)} paid`,
    rest > 0n && `${words(rest)} ${isCredit ? 'taken off what you owed' : 'settled'}`,
  ].filter(Boolean);
  return (
    <Stick
      label={`What became of ${words(grossMinor)}`}
      cuts={[
        { kind: 'settled', minor: credited },
        { kind: 'settled', minor: paid },
        { kind: 'settled', minor: rest },
        { kind: 'held', minor: heldOfLeft },
        { kind: 'open', minor: leftMinor - heldOfLeft },
      ]}
      words={[
        said.length > 0 ? said.join(', ') : isCredit ? 'Not used yet' : 'Nothing paid yet',
        `${words(leftMinor)} left of ${words(grossMinor)}`,
      ]}
    />
  );
}

type SumProps = {
  invoice: Invoice;
  /** The address of the document behind a settlement; undefined where the reader may not open it. */
  hrefOf?: (move: Settlement) => string | undefined;
};

/** From the charges to what is left, like a receipt: every amount is followed by what it leaves. */
export function SettlementSum({ invoice, hrefOf }: SumProps) {
  const locale = useLocale();
  const { currency } = invoice;
  const words = SUM_WORDS[invoice.kind];
  const of = (minor: bigint) => money(minor, currency);
  const count = invoice.lines.length;
  const rows: SumRow[] = [
    { key: 'net', label: count === 1 ? words.one : `${count} ${words.many}`, money: of(invoice.netMinor) },
    ...invoice.taxes.map((tax) => ({
      key: tax.taxCode,
      label: tax.name.includes('%') ? showText(tax.name) : `${showText(tax.name)} ${rateText(tax.rateBp, locale)}`,
      under: invoice.taxes.length > 1 ? `on ${formatMoney(of(tax.taxableMinor), locale)}` : undefined,
      money: of(tax.taxMinor),
    })),
    { key: 'gross', label: words.total, money: of(invoice.grossMinor), kind: 'cut', strong: true },
  ];
  if (isExplained(invoice))
    rows.push(...invoice.settlements.flatMap((move) => moveRows(move, { invoice, locale, hrefOf })));
  else if (settledMinor(invoice) > 0n)
    rows.push({ key: 'settled', label: words.unexplained, money: of(-settledMinor(invoice)) });
  rows.push({ key: 'left', label: words.left, money: of(openMinor(invoice)), kind: 'total' });
  return <RunningSum side caption="From the charges to what is left" rows={rows} />;
}

type MoveContext = SumProps & { locale: string };

function moveRows(move: Settlement, { invoice, locale, hrefOf }: MoveContext): SumRow[] {
  const href = hrefOf?.(move);
  const isLast = move === invoice.settlements.at(-1);
  const row: SumRow = {
    key: move.applicationId,
    label: moveWords(move, locale),
    under: href ? (
      <a href={href}>{linkWords(move)}</a>
    ) : (
      move.number && <span className="reference">{showText(move.number)}</span>
    ),
    money: money(-move.amountMinor, invoice.currency),
  };
  if (isLast) return [row];
  return [
    row,
    {
      key: `${move.applicationId}-left`,
      label: 'Left after this',
      money: money(move.leftMinor, invoice.currency),
      kind: 'note',
    },
  ];
}

const LINK_WORDS: Partial<Record<Settlement['kind'], string>> = {
  credit_note: 'Credit note',
  invoice: 'Invoice',
  debit_note: 'Debit note',
};

const linkWords = (move: Settlement): ReactNode => (
  <>
    {LINK_WORDS[move.kind] ?? 'Receipt'} <span className="reference">{showText(move.number)}</span>
  </>
);

/** One settlement in the customer's words: `Payment, 11 Nov 2026: bank transfer, thank you`. */
export function moveWords(move: Settlement, locale: string): string {
  const on = formatDate(move.effectiveOn, locale);
  const isOfCredit = move.kind === 'invoice' || move.kind === 'debit_note';
  if (isOfCredit) return move.amountMinor < 0n ? `Put back on your account, ${on}` : `Taken off what you owed, ${on}`;
  if (move.amountMinor < 0n) return `${move.kind === 'credit_note' ? 'Credit' : 'Payment'} taken back, ${on}`;
  if (move.kind === 'credit_note') return `Credit, ${on}`;
  if (move.kind !== 'payment') return `Settled, ${on}`;
  const method = [methodWords(move.method), move.valueOn && `value date ${formatDate(move.valueOn, locale)}`]
    .filter(Boolean)
    .join(', ');
  const thanks = move.undone ? '' : ', thank you';
  return method ? `Payment, ${on}: ${method}${thanks}` : `Payment, ${on}${thanks}`;
}
