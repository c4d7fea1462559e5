import type { WorkingCalendar } from '#app/kernel/working-days.ts';
import { type ContactRules, MESSAGE_CLASSES, type MessageClass, type MessageKind } from '../types.ts';
import { minutesUntilAllowed, type WallClock } from './next-allowed-hour.ts';

/** A debit item the message is about: minor units of its currency. */
export type GateItem = {
  readonly residualMinor: bigint;
  readonly heldMinor: bigint;
  /** Kinds of the holds that stand on it. */
  readonly holds: readonly string[];
  /** A payment of unknown fate covers it. */
  readonly inFlight: boolean;
  /** Its customer says that it is paid, and nobody has looked yet. */
  readonly saidPaid: boolean;
  /** Part of what is left beside the holds that an unexpired promise covers. */
  readonly promisedMinor: bigint;
};

/** What is true when the message leaves. */
export type GateFacts = {
  readonly kind: MessageKind;
  /** Null: the message is about no customer. */
  readonly customer: { readonly exists: boolean; readonly archived: boolean; readonly isContact: boolean } | null;
  readonly items: readonly GateItem[];
  readonly optedOut: boolean;
  /** Reminders that left for this customer within the days of the rules. */
  readonly remindedLately: number;
  readonly rules: ContactRules;
  readonly clock: WallClock;
  readonly calendar: WorkingCalendar;
};

export type StopReason =
  | 'unknown-customer'
  | 'archived'
  | 'contact-removed'
  | 'settled'
  | 'in-flight'
  | 'in-plan'
  | 'on-hold'
  | 'promised'
  | 'said-paid'
  | 'opted-out'
  | 'contact-cap'
  | 'quiet-hours';

export type GateVerdict =
  | { readonly go: 'now' }
  | { readonly go: 'never'; readonly because: StopReason; readonly reason: string }
  | { readonly go: 'later'; readonly because: 'quiet-hours'; readonly reason: string; readonly inMinutes: number };

/** Which stop rule holds for which class of message, in the order in which they are asked. The one table of the gate. */
export const STOPS: Readonly<Record<StopReason, readonly MessageClass[]>> = {
  'unknown-customer': ['legal', 'chase', 'optional'],
  archived: ['legal', 'chase', 'optional'],
  'contact-removed': ['legal', 'chase', 'optional'],
  'opted-out': ['optional'],
  settled: ['chase'],
  'in-flight': ['chase'],
  'in-plan': ['chase'],
  'on-hold': ['chase'],
  promised: ['chase'],
  'said-paid': ['chase'],
  'contact-cap': ['chase'],
  'quiet-hours': ['chase'],
};

/**
 * Whether a message may leave now, must wait, or never leaves; asked at each try, because what was true when it was ordered
 * may not be any more (design, law 8). The reason is kept with the message, for people to read.
 */
export function gate(facts: GateFacts): GateVerdict {
  const of = MESSAGE_CLASSES[facts.kind];
  for (const because of Object.keys(STOPS) as StopReason[]) {
    if (!STOPS[because].includes(of)) continue;
    const reason = REASONS[because](facts);
    if (reason === null) continue;
    if (because !== 'quiet-hours') return { go: 'never', because, reason };
    return { go: 'later', because, reason, inMinutes: minutesUntilAllowed(facts.clock, facts.rules, facts.calendar) };
  }
  return { go: 'now' };
}

/** Each rule's own words when it stops the message, or null. */
const REASONS: Readonly<Record<StopReason, (facts: GateFacts) => string | null>> = {
  'unknown-customer': ({ customer }) => (customer && !customer.exists ? 'The customer does not exist.' : null),
  archived: ({ customer }) => (customer?.archived ? 'The customer is archived.' : null),
  'contact-removed': ({ customer }) =>
    customer && !customer.isContact ? 'The contact was removed before the message left.' : null,
  'opted-out': ({ optedOut }) => (optedOut ? 'The reader does not want this kind of mail any more.' : null),
  settled: ({ items }) =>
    items.length > 0 && items.every((item) => item.residualMinor <= 0n)
      ? 'It was settled before the message left.'
      : null,
  'in-flight': ({ items }) =>
    items.some((item) => item.inFlight || item.holds.includes('in_flight')) ? 'A payment for it is under way.' : null,
  'in-plan': ({ items }) =>
    isNothingLeft(openOf(items), heldIn) && openOf(items).every(({ holds }) => holds.join() === 'in_plan')
      ? 'All that is left of it is in a payment plan.'
      : null,
  'on-hold': ({ items }) => heldReason(openOf(items)),
  promised: ({ items }) =>
    isNothingLeft(openOf(items), (item) => item.heldMinor + item.promisedMinor)
      ? 'What is left of it is promised for a day that has not passed.'
      : null,
  'said-paid': ({ items }) =>
    isNothingLeft(openOf(items), (item) => (item.saidPaid ? item.residualMinor : item.heldMinor + item.promisedMinor))
      ? 'The customer says that it is paid; somebody has to look for the money first.'
      : null,
  'contact-cap': ({ remindedLately, rules }) =>
    remindedLately >= rules.capCount
      ? `The customer was reminded ${remindedLately} times in ${rules.capDays} days, which is as often as is allowed.`
      : null,
  'quiet-hours': ({ clock, rules, calendar }) =>
    minutesUntilAllowed(clock, rules, calendar) > 0 ? 'It waits for the hours in which customers are reminded.' : null,
};

const openOf = (items: readonly GateItem[]) => items.filter((item) => item.residualMinor > 0n);
const heldIn = (item: GateItem): bigint => item.heldMinor;

/** There is something open, and of none of it anything remains beside the covered part. */
const isNothingLeft = (open: readonly GateItem[], covered: (item: GateItem) => bigint): boolean =>
  open.length > 0 && open.every((item) => covered(item) >= item.residualMinor);

const HOLD_WORDS: Readonly<Record<string, string>> = { disputed: 'disputed', in_plan: 'in a payment plan' };

/** A legal hold stops everything; another stops only when nothing is left beside what it covers. */
function heldReason(open: readonly GateItem[]): string | null {
  if (open.some((item) => item.holds.includes('legal'))) return 'It is with the lawyers.';
  if (!isNothingLeft(open, heldIn)) return null;
  const words = [...new Set(open.flatMap((item) => item.holds))].map((kind) => HOLD_WORDS[kind] ?? 'on hold');
  return `All that is left of it is ${words.join(' or ') || 'on hold'}.`;
}
