import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { OpenItem } from '#app/modules/ledger/types.ts';
import { readAmount } from './read-amount.ts';

/** What the form or the address says, as text. */
export type PayFields = {
  /** Invoices shown; absent when the page is opened without having been shown before. */
  readonly show: readonly string[] | null;
  readonly ticked: readonly string[];
  /** `due`: everything due by today, whatever is ticked. */
  readonly all: 'due' | null;
  readonly currency: string | null;
  /** Amounts by invoice; empty text means what is left. */
  readonly amounts: ReadonlyMap<string, string>;
  readonly onAccount: string;
};

export type PayLine = {
  /** The invoice's id. */
  readonly id: string;
  readonly itemId: string;
  readonly number: string;
  readonly title: string;
  readonly poNumber: string;
  readonly dueOn: PlainDate;
  readonly leftMinor: bigint;
  readonly heldMinor: bigint;
  readonly ticked: boolean;
  /** What was typed, to be shown again. */
  readonly amountText: string;
  /** What would be paid of it if ticked: above zero. */
  readonly amountMinor: bigint;
};

export type PayChoice = {
  readonly currency: Currency;
  readonly lines: readonly PayLine[];
  readonly onAccountText: string;
  readonly onAccountMinor: bigint;
  readonly totalMinor: bigint;
  /** Asked for and not payable: paid meanwhile, on its way, on hold or in another currency. */
  readonly leftOut: readonly { readonly number: string; readonly why: 'not-open' | 'on-hold' | 'other-currency' }[];
  readonly otherCurrencies: readonly Currency[];
  readonly fieldErrors: Readonly<Record<string, string[]>>;
};

export const amountField = (invoiceId: string): string => `amount-${invoiceId}`;

/** Lines shown when nobody said which. */
const LINES_MAX = 500;

export type PayContext = {
  /** As `openItemsOf` gives them: oldest due first. */
  readonly items: readonly OpenItem[];
  readonly today: PlainDate;
  readonly locale: string;
  readonly standardCurrency: Currency;
  /** Items whose payment is with the bank or of unknown fate: nothing of them may be paid again. */
  readonly onTheirWay: ReadonlySet<string>;
};

/** Reads what somebody wants to pay against what is open: one currency, each part checked, the total exact. Minor units. */
export function readPayChoice(
  fields: PayFields,
  { items, today, locale, standardCurrency, onTheirWay }: PayContext,
): PayChoice {
  const debits = items.filter((item) => item.side === 'debit');
  const asked = fields.show ?? fields.ticked;
  const currency = currencyOf(fields, debits, standardCurrency);
  const isPayable = (item: OpenItem) => item.residualMinor > item.heldMinor && !onTheirWay.has(item.id);
  const payable = debits.filter((item) => item.currency === currency && isPayable(item));
  const shown =
    fields.all === 'due'
      ? payable.filter((item) => item.dueOn <= today)
      : asked.length > 0
        ? payable.filter((item) => asked.includes(item.sourceId))
        : payable;
  const errors: Record<string, string[]> = {};
  const isTicked = (item: OpenItem) => {
    if (fields.show) return fields.ticked.includes(item.sourceId);
    return fields.ticked.length > 0 || fields.all === 'due' || item.dueOn <= today;
  };
  const lines = shown.slice(0, LINES_MAX).map((item) => {
    const amountText = fields.amounts.get(item.sourceId)?.trim() ?? '';
    const payableMinor = item.residualMinor - item.heldMinor;
    const read =
      amountText === ''
        ? { minor: payableMinor }
        : readAmount(amountText, currency, { mostMinor: payableMinor, locale });
    const ticked = isTicked(item);
    if ('error' in read && ticked) errors[amountField(item.sourceId)] = [read.error];
    return lineOf(item, { ticked, amountText, amountMinor: 'error' in read ? payableMinor : read.minor });
  });
  const onAccountText = fields.onAccount.trim();
  const extra = onAccountText === '' ? { minor: 0n } : readAmount(onAccountText, currency, { locale });
  if ('error' in extra) errors.account = [extra.error];
  const onAccountMinor = 'error' in extra ? 0n : extra.minor;
  return {
    currency,
    lines,
    onAccountText,
    onAccountMinor,
    totalMinor: lines.filter((line) => line.ticked).reduce((sum, line) => sum + line.amountMinor, onAccountMinor),
    leftOut: leftOut(asked, { debits, currency, isPayable }),
    otherCurrencies: [...new Set(debits.map((item) => item.currency))].filter((code) => code !== currency),
    fieldErrors: errors,
  };
}

function currencyOf(fields: PayFields, debits: readonly OpenItem[], standard: Currency): Currency {
  const named = debits.find((item) => item.currency === fields.currency);
  if (named) return named.currency;
  const first = debits.find((item) => fields.ticked.includes(item.sourceId));
  return (
    first?.currency ?? debits.find((item) => item.currency === standard)?.currency ?? debits[0]?.currency ?? standard
  );
}

const lineOf = (item: OpenItem, chosen: Pick<PayLine, 'ticked' | 'amountText' | 'amountMinor'>): PayLine => ({
  id: item.sourceId,
  itemId: item.id,
  number: item.number,
  title: item.title,
  poNumber: item.poNumber,
  dueOn: item.dueOn,
  leftMinor: item.residualMinor,
  heldMinor: item.heldMinor,
  ...chosen,
});

type Candidates = { debits: readonly OpenItem[]; currency: Currency; isPayable: (item: OpenItem) => boolean };

function leftOut(asked: readonly string[], { debits, currency, isPayable }: Candidates): PayChoice['leftOut'] {
  return asked.flatMap((id): PayChoice['leftOut'] => {
    const item = debits.find((debit) => debit.sourceId === id);
    if (!item) return [{ number: '', why: 'not-open' }];
    if (item.currency !== currency) return [{ number: item.number, why: 'other-currency' }];
    return isPayable(item) ? [] : [{ number: item.number, why: 'on-hold' }];
  });
}
