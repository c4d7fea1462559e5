import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { HoldKind, OpenItem } from '#app/modules/ledger/types.ts';

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
  /** An issued document, which can be asked about; an opening balance or a transfer is none. */
  readonly isDocument: boolean;
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
