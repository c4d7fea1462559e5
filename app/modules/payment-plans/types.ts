import type { Id } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { RiskClass } from '#app/modules/customers/types.ts';

export type PlanId = Id<'payment-plan'>;
export const RHYTHMS = ['weekly', 'fortnightly', 'monthly'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** An open item with the amount of it that goes into the plan: its whole residual. Minor units. */
export type PlanItem = { readonly itemId: string; readonly amountMinor: bigint };

/** When and in how many parts somebody wants to pay. */
export type PlanShape = {
  /** How many payments in all, the first included: 2 or more. */
  readonly count: number;
  readonly rhythm: Rhythm;
  readonly firstOn: PlainDate;
  /** The first payment, where it is not as large as the others. Minor units. */
  readonly firstMinor: bigint | null;
  /** The day of the second payment, from which the rhythm then counts; null: one step after the first. */
  readonly nextOn: PlainDate | null;
};

/**
 * What somebody wants agreed. The amounts of the items are what they saw: where one differs by now, nothing is agreed. Any
 * interest or fee is not part of it: it follows from the policy (`chargeOf`) and is spread with the rest.
 */
export type PlanWish = PlanShape & { readonly currency: Currency; readonly items: readonly PlanItem[] };

export type Instalment = { readonly no: number; readonly dueOn: PlainDate; readonly amountMinor: bigint };

/** Minor units; `totalMinor` is the three others together. Its own debit note, written when the plan starts. */
export type PlanCharge = {
  readonly interestMinor: bigint;
  readonly feeMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
};

/** The part of a policy everybody may know: the sliders move in it. Amounts in minor units, shares and rates in hundredths of a percent. */
export type PlanEnvelope = {
  readonly versionNo: bigint;
  readonly currency: Currency;
  readonly fromOn: PlainDate;
  /** False: customers agree nothing by themselves, every wish is a request. */
  readonly isOpen: boolean;
  readonly minTotalMinor: bigint;
  readonly maxTotalMinor: bigint;
  /** How many days past due the oldest item may be. */
  readonly oldestDays: number;
  readonly mostCount: number;
  readonly rhythms: readonly Rhythm[];
  /** The first payment is at least this share of the total. */
  readonly firstShareBp: number;
  readonly firstWithinDays: number;
  readonly minInstalmentMinor: bigint;
  /** From the agreement to the last payment. */
  readonly longestDays: number;
  /** Kinds of open items that go into no plan agreed without a colleague. */
  readonly excludedKinds: readonly string[];
  /** Per year, simple, actual days of 365. */
  readonly interestBp: number;
  readonly feeMinor: bigint;
  readonly chargeTaxCode: string | null;
  /** Days after the due date within which nothing happens but a friendly mail. */
  readonly graceDays: number;
  /** Days after the grace in which a missed payment can still be made good. */
  readonly cureDays: number;
  readonly missesToDefault: number;
  /** By how many days one date can be moved, once. */
  readonly moveDays: number;
  /** Days before each payment on which the customer hears of it. */
  readonly noticeDays: number;
  readonly needsMethod: boolean;
};

export type PlanPolicy = PlanEnvelope & {
  readonly riskClasses: readonly RiskClass[];
  /** After a plan that defaulted, so long no other is agreed without a colleague. */
  readonly afterDefaultDays: number;
};
/** With who set it and why, for the people who set it. */
export type PlanPolicyVersion = PlanPolicy & {
  readonly reason: string;
  readonly madeByName: string;
  readonly madeAt: Date;
};
export type PlanPolicyInput = Omit<PlanPolicy, 'versionNo'> & { readonly reason: string };

/** What is true of the customer and the items, read where the wish is judged. */
export type PlanFacts = {
  readonly today: PlainDate;
  /** The day the age of the items is told on: today, of a plan that is renegotiated its first agreement. */
  readonly agedOn: PlainDate;
  /** Whether the policy takes customers of this risk class. */
  readonly riskAllowed: boolean;
  /** Whether the days after a plan that defaulted are over. */
  readonly defaultForgotten: boolean;
  readonly hasMethod: boolean;
  readonly items: readonly { readonly itemId: string; readonly kind: string; readonly dueOn: PlainDate }[];
  /** Rate of the tax on interest and fee, hundredths of a percent. */
  readonly chargeTaxBp: number;
};

/** Where a wish lies outside the envelope: `code` with what is allowed, for words. */
export type PlanBreak =
  | { readonly code: 'total-too-small' | 'first-too-small' | 'payment-too-small'; readonly leastMinor: bigint }
  | { readonly code: 'total-too-large'; readonly mostMinor: bigint }
  | { readonly code: 'too-old'; readonly mostDays: number; readonly itemIds: readonly string[] }
  | { readonly code: 'kind-excluded'; readonly itemIds: readonly string[] }
  | { readonly code: 'too-many-payments'; readonly most: number }
  | { readonly code: 'rhythm-not-offered'; readonly rhythms: readonly Rhythm[] }
  | { readonly code: 'first-too-late' | 'gap-too-long' | 'too-long'; readonly latestOn: PlainDate }
  | { readonly code: 'not-open' | 'method-needed' | 'risk-class' | 'defaulted-before' };
export type PlanBreakCode = PlanBreak['code'];

export type EnvelopeAnswer =
  | { readonly inside: true }
  | { readonly inside: false; readonly breaks: readonly PlanBreak[] };

/** Why an item cannot go into a plan at all, agreed or asked for. */
export type NotEligible = 'disputed' | 'in-plan' | 'being-paid' | 'on-hold' | 'kind-excluded' | 'too-old';

export type ChoiceItem = {
  readonly itemId: string;
  readonly kind: string;
  readonly invoiceId: string | null;
  readonly number: string;
  readonly title: string;
  readonly dueOn: PlainDate;
  readonly residualMinor: bigint;
};

/**
 * What a customer can choose from in one currency. `notEligible` items are named with the reason; those that `canAsk` may stand in a
 * request. Judge a choice of them with `insideEnvelope(policy, wish, { ...facts, items: the chosen })`.
 */
export type PlanChoices = {
  readonly currency: Currency;
  readonly items: readonly ChoiceItem[];
  readonly notEligible: readonly (ChoiceItem & { readonly because: NotEligible; readonly canAsk: boolean })[];
  /** Null: there is no policy for the currency, so no plans. */
  readonly policy: PlanEnvelope | null;
  /** With the facts of all eligible items. */
  readonly facts: PlanFacts;
  readonly calendar: { readonly weekend: readonly number[]; readonly holidays: readonly PlainDate[] };
};

/** A ready wish; `kind` names it: as few payments as sensible, in between, as long as the policy allows. */
export type PlanOffer = {
  readonly kind: 'short' | 'middle' | 'long';
  readonly wish: PlanWish;
  readonly charge: PlanCharge;
};

export type PlanState =
  | 'asked'
  | 'requested'
  | 'countered'
  | 'active'
  | 'declined'
  | 'withdrawn'
  | 'ended'
  | 'settled_early'
  | 'defaulted'
  | 'cancelled';

/**
 * By real money, oldest instalment first. `later`: nothing due yet; `due`: its day has come, within the grace; `part-paid`:
 * some of it is there and the rest is not missed yet; `missed`: past the grace and not whole.
 */
export type InstalmentState = 'later' | 'due' | 'part-paid' | 'paid' | 'missed';

export type PlanInstalment = Instalment & {
  readonly state: InstalmentState;
  readonly paidMinor: bigint;
  readonly leftMinor: bigint;
  /** The day as agreed, where it was moved. */
  readonly movedFromOn: PlainDate | null;
  readonly canMoveUntil: PlainDate | null;
  /** The last day on which paying it keeps the plan as it is. */
  readonly graceUntil: PlainDate;
};

/** `coming`, `late`, `missed`, `met`, `cured`, `reopened` say when something was noticed; what is true now follows from the money. */
export type InstalmentEventKind = 'coming' | 'charged' | 'late' | 'missed' | 'met' | 'cured' | 'reopened' | 'moved';
export type PlanEventKind =
  | Exclude<PlanState, 'active'>
  | 'agreed'
  | 'renegotiated'
  | 'method'
  | 'help'
  | InstalmentEventKind;

export type PlanEvent = {
  readonly id: string;
  readonly kind: PlanEventKind;
  readonly versionNo: number | null;
  readonly instalmentNo: number | null;
  readonly wish: PlanWish | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly note: string;
  readonly on: PlainDate;
  readonly at: Date;
  readonly byKind: 'customer' | 'staff' | 'system';
  readonly byName: string;
};

export type PlanItemNow = ChoiceItem & { readonly amountMinor: bigint; readonly leftMinor: bigint };

/** A plan as it stands on a day. Amounts in minor units of `currency`. */
export type PlanView = {
  readonly id: PlanId;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerNumber: string;
  readonly currency: Currency;
  readonly state: PlanState;
  /** An active plan with a missed instalment. */
  readonly isLate: boolean;
  readonly versionNo: number;
  readonly agreedOn: PlainDate | null;
  readonly policy: PlanEnvelope | null;
  /** What was asked for, or offered back while `countered`. */
  readonly wish: PlanWish;
  readonly breaks: readonly PlanBreakCode[];
  readonly methodId: string | null;
  readonly note: string;
  readonly askedByKind: 'customer' | 'staff';
  readonly askedByName: string;
  readonly askedAt: Date;
  readonly items: readonly PlanItemNow[];
  readonly schedule: readonly PlanInstalment[];
  readonly totalMinor: bigint;
  readonly chargeMinor: bigint;
  readonly paidMinor: bigint;
  readonly leftMinor: bigint;
  /** Paid into earlier versions before they were renegotiated. */
  readonly paidBeforeMinor: bigint;
  /** The oldest instalment that is not whole. */
  readonly next: PlanInstalment | null;
  readonly missed: number;
  readonly events: readonly PlanEvent[];
};

export type PlanListView = 'active' | 'late' | 'requests' | 'ended';
export type PlanRow = {
  readonly id: PlanId;
  readonly no: bigint;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly customerNumber: string;
  readonly currency: Currency;
  readonly state: PlanState;
  readonly isLate: boolean;
  readonly askedAt: Date;
  readonly totalMinor: bigint;
  readonly leftMinor: bigint;
  readonly nextOn: PlainDate | null;
  readonly nextMinor: bigint | null;
};

/** Nothing was agreed and nothing asked for: say it and let them choose again. */
export type PlanRefusal =
  | { readonly code: 'no-policy' | 'nothing-chosen' | 'unknown-method' | 'unknown-plan' | 'note-missing' }
  | { readonly code: 'own-request' | 'not-staff' | 'no-counter' | 'payment-in-flight' }
  | { readonly code: 'not-approved' | 'form-changed' | 'above-limit' | 'may-not-agree' }
  | {
      readonly code: 'bad-shape';
      readonly what: 'count' | 'first-on' | 'first-amount' | 'next-on' | 'too-small-to-split';
    }
  | {
      readonly code: 'items-changed';
      readonly items: readonly { readonly itemId: string; readonly because: NotEligible | 'amount' | 'settled' }[];
    }
  | { readonly code: 'wrong-state'; readonly state: PlanState }
  | { readonly code: 'cannot-move'; readonly because: 'moved-before' | 'paid' | 'missed' | 'too-far' | 'not-later' }
  | { readonly code: 'needs-approval'; readonly baseMinor: bigint }
  | { readonly code: 'not-paid'; readonly leftMinor: bigint }
  | { readonly code: 'charge-refused'; readonly because: string };

/** What a customer asked of the portal, and what came of it once the worker was there. */
export type PlanAskOutcome =
  | { readonly state: 'waiting'; readonly isLookedAt: boolean }
  | { readonly state: 'agreed' | 'requested' | 'done'; readonly planId: PlanId }
  | { readonly state: 'refused'; readonly refusal: PlanRefusal };
export type PlanAct = 'start' | 'accept' | 'withdraw' | 'move' | 'method' | 'help';

/** What a plan takes from its method: the instalment, the parts it pays, and the key under which it is taken once. */
export type PlanCollection = {
  readonly instalmentNo: number;
  readonly amountMinor: bigint;
  readonly items: readonly PlanItem[];
  readonly once: string;
};
