import type { PlainDate } from '../plain-date.ts';

/** What is open on a customer's account, in minor units of the one currency an index is made for. */
export type OpenItem = {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  /** Above zero is owed to us; below zero is a credit (a credit note, money not yet applied). */
  readonly residualMinor: bigint;
  /** The whole amount, where less than it is open: discounts and taxes are shares of it. */
  readonly amountMinor?: bigint;
  readonly dueOn: PlainDate;
  /** Other texts that name it: a purchase order, a structured creditor reference. */
  readonly otherReferences?: readonly string[];
  /** The agreed cash discount, in hundredths of a percent, until a day. */
  readonly discount?: { readonly bp: number; readonly untilOn: PlainDate };
  /** Instalments of it that are due, where it is in a payment plan. */
  readonly instalmentsMinor?: readonly bigint[];
};

export type MatchCustomer = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly otherNames?: readonly string[];
  /** Bank accounts on file, spaced or not. */
  readonly accounts: readonly string[];
  /** Customers of one group pay for each other. */
  readonly groupId?: string | null;
  /** Shares of tax this customer withholds, in hundredths of a percent. */
  readonly withholdsBp?: readonly number[];
};

/** What a confirmed match taught: money from this account, or under this name, comes from that customer. */
export type LearnedAlias = {
  readonly kind: 'account' | 'name';
  readonly value: string;
  readonly customerId: string;
};

/** A booked line of the bank. Above zero is money in; below zero (a refund we paid) is set against credits. */
export type BankLine = {
  readonly id: string;
  readonly on: PlainDate;
  readonly amountMinor: bigint;
  readonly payerName: string;
  readonly payerAccount: string;
  readonly text: string;
  /** From the bank's own field for it, already parted from the text. */
  readonly creditorReference?: string;
};

/** How a text names an item. `number` is written out in full; `digits` is the same without prefix, zeros or signs. */
export type ReferenceHow =
  | 'creditor'
  | 'number'
  | 'digits'
  | 'range'
  | 'swapped'
  | 'one-wrong'
  | 'one-lost'
  | 'one-more'
  | 'cut';

/** How the payer is known. `stranger`: nobody we know. `other`: somebody else we know. `unknown`: the line names no payer. */
export type PayerHow =
  | 'account'
  | 'learned'
  | 'code'
  | 'name'
  | 'shared-name'
  | 'group'
  | 'unknown'
  | 'stranger'
  | 'other';

/** How the amount is explained. `more`: the item is paid and something is left over. */
export type AmountHow =
  | 'equal'
  | 'sum'
  | 'some-sum'
  | 'sum-less'
  | 'discount'
  | 'usual-discount'
  | 'withheld'
  | 'charge'
  | 'instalment'
  | 'part'
  | 'more';

export type Reason =
  | {
      readonly kind: 'reference';
      readonly how: ReferenceHow;
      readonly itemId: string;
      readonly number: string;
      readonly found: string;
    }
  | { readonly kind: 'payer'; readonly how: PayerHow; readonly name: string }
  | { readonly kind: 'amount'; readonly how: AmountHow; readonly items: number; readonly differenceMinor: bigint }
  | { readonly kind: 'rivals'; readonly count: number }
  | { readonly kind: 'amount-alone' };

export type Sureness = 'exact' | 'likely' | 'choose';
export type MatchPart = { readonly itemId: string; readonly amountMinor: bigint };

/**
 * One way to explain a line. The parts sum to the line's amount less what is left; no part is more than its item has open
 * (parts of the other side, credit notes used up by a payment, have the other sign).
 */
export type Suggestion = {
  readonly parts: readonly MatchPart[];
  readonly leftMinor: bigint;
  readonly sureness: Sureness;
  /** Reference, payer and amount in one word each: what confirmations are counted by. */
  readonly evidenceClass: string;
  readonly reasons: readonly Reason[];
  /** Ten times the common logarithm of the odds that speak for it; compares suggestions of one line. */
  readonly weight: number;
};
