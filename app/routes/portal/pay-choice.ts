import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { HoldKind, OpenItem } from '#app/modules/ledger/types.ts';
import { readAmount } from './read-amount.ts';

/** How somebody says what to pay: invoices one by one, all due, an amount oldest first, or money on account. */
export const PAY_MODES = ['choose', 'due', 'oldest', 'account'] as const;
export type PayMode = (typeof PAY_MODES)[number];

/** What the form or the address says, as text. */
export type PayFields = {
  readonly mode: PayMode;
  /** Invoices shown; absent when the page is opened without having been shown before. */
  readonly show: readonly string[] | null;
  readonly ticked: readonly string[];
  readonly currency: string | null;
  /** Amounts by invoice; empty text means what is left. */
  readonly amounts: ReadonlyMap<string, string>;
  readonly onAccount: string;
  /** The amount to be spent oldest first. */
  readonly oldest: string;
  /** What is more than is owed becomes credit: only if this was said. */
  readonly keep: boolean;
  readonly useCredit: boolean;
  /** `any`, `card`, `direct_debit` or `saved-<id>`; empty for what is offered first. */
  readonly how: string;
};

/** Nothing said: what may be paid, what is due ticked, credit used. */
export const NO_FIELDS: PayFields = {
  ...{ mode: 'choose', show: null, ticked: [], currency: null, amounts: new Map(), onAccount: '', oldest: '' },
  ...{ keep: false, useCredit: true, how: '' },
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
  readonly heldFor: readonly HoldKind[];
  readonly ticked: boolean;
  /** What was typed, to be shown again. */
  readonly amountText: string;
  /** What would be paid of it if ticked: above zero. */
  readonly amountMinor: bigint;
};

export type LeftOutReason = 'not-open' | 'on-its-way' | 'other-currency' | HoldKind;

export type PayLines = {
  readonly mode: PayMode;
  readonly currency: Currency;
  readonly lines: readonly PayLine[];
  readonly onAccountText: string;
  /** What stays as credit: asked for, or more than is owed and kept. */
  readonly onAccountMinor: bigint;
  readonly oldestText: string;
  /** More than is owed of what was named; `kept` once somebody said that it becomes credit. */
  readonly surplus: { readonly minor: bigint; readonly kept: boolean } | null;
  /** Asked for and not payable, and what is on hold as a whole. */
  readonly leftOut: readonly { readonly number: string; readonly why: LeftOutReason }[];
  readonly otherCurrencies: readonly Currency[];
  readonly fieldErrors: Readonly<Record<string, string[]>>;
};

export const amountField = (invoiceId: string): string => `amount-${invoiceId}`;

/** Lines shown when nobody said which. */
const LINES_MAX = 500;

export type LineContext = {
  /** As `openItemsOf` gives them: oldest due first. */
  readonly items: readonly OpenItem[];
  readonly today: PlainDate;
  readonly locale: string;
  readonly standardCurrency: Currency;
  /** Items whose payment is with the bank or of unknown fate: nothing of them may be paid again. */
  readonly onTheirWay: ReadonlySet<string>;
  readonly heldFor: ReadonlyMap<string, readonly HoldKind[]>;
  /** A scoped link names its invoices: all of them are meant, and it takes money for nothing else. */
  readonly isLink: boolean;
  /** Cash application's own rule: due date, then number. */
  readonly spendOldestFirst: (
    amountMinor: bigint,
    items: readonly { id: string; number: string; dueOn: PlainDate; openMinor: bigint }[],
  ) => readonly { readonly itemId: string; readonly amountMinor: bigint }[];
};

/** Reads what somebody wants to pay against what is open: one currency, each part checked, the sum exact. Minor units. */
export function readPayLines(fields: PayFields, context: LineContext): PayLines {
  const debits = context.items.filter((item) => item.side === 'debit');
  const currency = currencyOf(fields, debits, context.standardCurrency);
  const isPayable = (item: OpenItem) => item.residualMinor > item.heldMinor && !context.onTheirWay.has(item.id);
  const payable = debits.filter((item) => item.currency === currency && isPayable(item));
  const asked = fields.show ?? fields.ticked;
  const read =
    fields.mode === 'oldest'
      ? oldestFirst(fields, payable, currency, context)
      : chosen(fields, payable, currency, context);
  const onAccountText = context.isLink || fields.mode === 'oldest' ? '' : fields.onAccount.trim();
  const extra = onAccountText === '' ? { minor: 0n } : readAmount(onAccountText, currency);
  const errors = { ...read.errors, ...('error' in extra ? { account: [extra.error] } : {}) };
  const kept = read.surplusMinor > 0n && fields.keep && !context.isLink;
  return {
    mode: fields.mode,
    currency,
    lines: read.lines,
    onAccountText,
    onAccountMinor: ('error' in extra ? 0n : extra.minor) + (kept ? read.surplusMinor : 0n),
    oldestText: fields.oldest.trim(),
    surplus: read.surplusMinor > 0n && !context.isLink ? { minor: read.surplusMinor, kept } : null,
    leftOut: leftOut(asked, { debits, currency, isPayable, context }),
    otherCurrencies: [...new Set(debits.map((item) => item.currency))].filter((code) => code !== currency),
    fieldErrors: errors,
  };
}

type ReadLines = { lines: PayLine[]; errors: Record<string, string[]>; surplusMinor: bigint };

function chosen(fields: PayFields, payable: readonly OpenItem[], currency: Currency, context: LineContext): ReadLines {
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
function oldestFirst(
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

function currencyOf(fields: PayFields, debits: readonly OpenItem[], standard: Currency): Currency {
  const named = debits.find((item) => item.currency === fields.currency);
  if (named) return named.currency;
  const first = debits.find((item) => fields.ticked.includes(item.sourceId));
  return (
    first?.currency ?? debits.find((item) => item.currency === standard)?.currency ?? debits[0]?.currency ?? standard
  );
}

const lineOf = (
  item: OpenItem,
  said: Pick<PayLine, 'ticked' | 'amountText' | 'amountMinor'>,
  { heldFor }: LineContext,
): PayLine => ({
  id: item.sourceId,
  itemId: item.id,
  number: item.number,
  title: item.title,
  poNumber: item.poNumber,
  dueOn: item.dueOn,
  leftMinor: item.residualMinor,
  heldMinor: item.heldMinor,
  heldFor: heldFor.get(item.id) ?? [],
  ...said,
});

type Candidates = {
  debits: readonly OpenItem[];
  currency: Currency;
  isPayable: (item: OpenItem) => boolean;
  context: LineContext;
};

/** What was asked for and cannot be paid; where nobody asked for anything, what is on hold as a whole. */
function leftOut(asked: readonly string[], { debits, currency, isPayable, context }: Candidates): PayLines['leftOut'] {
  const why = (item: OpenItem): LeftOutReason =>
    context.onTheirWay.has(item.id) ? 'on-its-way' : (context.heldFor.get(item.id)?.[0] ?? 'on-its-way');
  if (asked.length === 0)
    return debits
      .filter((item) => item.currency === currency && !isPayable(item))
      .map((item) => ({ number: item.number, why: why(item) }));
  return asked.flatMap((id): PayLines['leftOut'] => {
    const item = debits.find((debit) => debit.sourceId === id);
    if (!item) return [{ number: '', why: 'not-open' }];
    if (item.currency !== currency) return [{ number: item.number, why: 'other-currency' }];
    return isPayable(item) ? [] : [{ number: item.number, why: why(item) }];
  });
}
