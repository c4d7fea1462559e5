import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { HoldKind, OpenItem } from '#app/modules/ledger/types.ts';
import { chosenLines, oldestFirstLines } from './pay-lines-read.ts';
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
      ? oldestFirstLines(fields, payable, currency, context)
      : chosenLines(fields, payable, currency, context);
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

function currencyOf(fields: PayFields, debits: readonly OpenItem[], standard: Currency): Currency {
  const named = debits.find((item) => item.currency === fields.currency);
  if (named) return named.currency;
  const first = debits.find((item) => fields.ticked.includes(item.sourceId));
  return (
    first?.currency ?? debits.find((item) => item.currency === standard)?.currency ?? debits[0]?.currency ?? standard
  );
}

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
