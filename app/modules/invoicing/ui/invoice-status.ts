import { formatDate } from '#app/kernel/format-date.ts';
import { formatMoney } from '#app/kernel/format-money.ts';
import { type Money, money } from '#app/kernel/money.ts';
import { daysBetween, type PlainDate } from '#app/kernel/plain-date.ts';
import type { BadgeContent } from '#app/ui/badge.tsx';

/**
 * What is known of one document. Lifecycle and settlement are stored facts, the rest derived: a status is never one
 * word in a column, because "overdue" and "part-paid" are true of the same invoice at the same time.
 */
export type InvoiceFacts = {
  kind: 'invoice' | 'debit_note' | 'credit_note';
  lifecycle: 'draft' | 'issued' | 'void' | 'written-off';
  gross: Money;
  /** What is left to settle; zero when settled. Same currency as gross. */
  leftMinor: bigint;
  /** How much of what is settled came from credit notes. */
  creditedMinor?: bigint;
  /** The date the last part was settled. */
  settledOn?: PlainDate | null;
  dueOn: PlainDate;
  delivery?: 'none' | 'sent' | 'failed';
  viewed?: boolean;
  /** Money on its way: a payment the processor has not confirmed. */
  processingMinor?: bigint;
  disputedMinor?: bigint;
  plan?: 'on-time' | 'late' | null;
  refundedMinor?: bigint;
};

export type StatusOptions = {
  today: PlainDate;
  locale: string;
  /** The amount left is already the page's largest figure: part-paid is not said again. */
  leftShown?: boolean;
  /** "Part-paid £400.00 of £1,000.00" instead of "Part-paid", where no column shows the amounts. */
  detail?: boolean;
};

/** From this many days before the date the badge warns. */
const DUE_SOON_DAYS = 3;
const FLAGS_MAX = 2;

type StatusCode =
  | 'void'
  | 'written-off'
  | 'draft'
  | 'failed'
  | 'processing'
  | 'paid'
  | 'settled'
  | 'credit-open'
  | 'disputed'
  | 'in-plan'
  | 'overdue'
  | 'due'
  | 'viewed'
  | 'sent'
  | 'issued'
  | 'part-paid'
  | 'refunded';

/** The status that speaks first, by the fixed precedence, then the flags that are true beside it. */
function codesOf(facts: InvoiceFacts, today: PlainDate): StatusCode[] {
  if (facts.lifecycle === 'void') return ['void'];
  if (facts.lifecycle === 'written-off') return ['written-off'];
  if (facts.lifecycle === 'draft') return ['draft'];
  const settled = facts.leftMinor === 0n;
  const creditNote = facts.kind === 'credit_note';
  const disputed = facts.disputedMinor ?? 0n;
  const disputedWhole = disputed > 0n && disputed >= facts.leftMinor;
  const open = !settled && !creditNote;
  const first: StatusCode[] = [];
  if (facts.delivery === 'failed') first.push('failed');
  if ((facts.processingMinor ?? 0n) > 0n && open) first.push('processing');
  if (settled) first.push((facts.creditedMinor ?? 0n) > 0n || creditNote ? 'settled' : 'paid');
  if (creditNote && !settled) first.push('credit-open');
  if (open && disputedWhole) first.push('disputed');
  if (open && facts.plan) first.push('in-plan');
  const paused = disputedWhole || facts.plan === 'on-time';
  if (open && !paused && facts.dueOn < today) first.push('overdue');
  if (open && !paused && facts.dueOn >= today) first.push('due');
  if (facts.viewed) first.push('viewed');
  else first.push(facts.delivery === 'sent' ? 'sent' : 'issued');
  const flags: StatusCode[] = [];
  if (open && facts.leftMinor < facts.gross.minor) flags.push('part-paid');
  if (open && disputed > 0n && !disputedWhole) flags.push('disputed');
  if ((facts.refundedMinor ?? 0n) > 0n) flags.push('refunded');
  return [first[0]!, ...flags, ...first.slice(1)];
}

/** Codes worth a flag after the first badge; the others (sent, issued) say nothing new once something is due. */
const STAFF_FLAGS: readonly StatusCode[] = [
  'paid',
  'settled',
  'part-paid',
  'disputed',
  'refunded',
  'processing',
  'in-plan',
  'overdue',
  'due',
  'viewed',
];
const CUSTOMER_FLAGS: readonly StatusCode[] = ['part-paid', 'disputed', 'refunded', 'overdue', 'due'];

function chosen(facts: InvoiceFacts, options: StatusOptions, flagsAllowed: readonly StatusCode[]): StatusCode[] {
  const [first, ...rest] = codesOf(facts, options.today);
  const flags = rest.filter(
    (code) => flagsAllowed.includes(code) && code !== first && !(code === 'part-paid' && options.leftShown),
  );
  return [first!, ...flags.slice(0, FLAGS_MAX)];
}

const amount = (minor: bigint, facts: InvoiceFacts, locale: string): string =>
  formatMoney(money(minor, facts.gross.currency), locale);

/** How many days ahead the date is, in words: "Due today", "Due in 7 days". */
function dueWords(days: number): string {
  if (days === 0) return 'Due today';
  return days === 1 ? 'Due tomorrow' : `Due in ${days} days`;
}

/** Badges for staff: the first is filled, the rest are flags. Overdue is red here and only here. */
export function staffInvoiceBadges(facts: InvoiceFacts, options: StatusOptions): BadgeContent[] {
  return chosen(facts, options, STAFF_FLAGS).map((code) => ({ key: code, ...staffBadge(code, facts, options) }));
}

function staffBadge(code: StatusCode, facts: InvoiceFacts, { today, locale, detail }: StatusOptions): BadgeContent {
  const days = daysBetween(today, facts.dueOn);
  const disputed = facts.disputedMinor ?? 0n;
  const words = (minor: bigint) => amount(minor, facts, locale);
  switch (code) {
    case 'draft':
      return { tone: 'neutral', icon: 'dashed', text: 'Draft' };
    case 'issued':
      return { tone: 'info', icon: 'ring', text: 'Issued' };
    case 'sent':
      return { tone: 'info', icon: 'arrow', text: 'Sent' };
    case 'viewed':
      return { tone: 'info', icon: 'eye', text: 'Viewed' };
    case 'due':
      return { tone: days <= DUE_SOON_DAYS ? 'warn' : 'info', icon: 'clock', text: dueWords(days) };
    case 'overdue':
      return { tone: 'danger', icon: 'clock-late', text: `Overdue ${-days} d` };
    case 'part-paid':
      return {
        tone: 'warn',
        icon: 'half',
        text: detail
          ? `Part-paid ${words(facts.gross.minor - facts.leftMinor)} of ${words(facts.gross.minor)}`
          : 'Part-paid',
      };
    case 'paid':
      return { tone: 'positive', icon: 'check', text: 'Paid' };
    case 'settled':
      return {
        tone: 'positive',
        icon: 'check-round',
        text: facts.kind === 'credit_note' ? 'Credit used' : 'Settled by credit',
      };
    case 'credit-open':
      return { tone: 'neutral', icon: 'download', text: 'Credit, not applied' };
    case 'processing':
      return { tone: 'info', icon: 'dots', text: 'Payment processing' };
    case 'disputed':
      return {
        tone: 'warn',
        icon: 'speech',
        text: disputed >= facts.leftMinor ? 'Disputed, whole' : `Disputed ${words(disputed)}`,
      };
    case 'in-plan':
      return { tone: 'violet', icon: 'steps', text: facts.plan === 'late' ? 'In plan, late' : 'In plan, on time' };
    case 'refunded':
      return { tone: 'neutral', icon: 'back', text: `Refunded ${words(facts.refundedMinor ?? 0n)}` };
    case 'written-off':
      return { tone: 'neutral', icon: 'slash', text: 'Written off' };
    case 'void':
      return { tone: 'neutral', icon: 'cross', text: 'Void' };
    case 'failed':
      return { tone: 'danger', icon: 'mail', text: 'Not delivered' };
  }
}

/** Badges for the customer: kind words, never red, and nothing that is our own business (drafts, failed delivery). */
export function customerInvoiceBadges(facts: InvoiceFacts, options: StatusOptions): BadgeContent[] {
  if (facts.lifecycle === 'draft') return [];
  const theirs = facts.delivery === 'failed' ? { ...facts, delivery: 'none' as const } : facts;
  return chosen(theirs, options, CUSTOMER_FLAGS).map((code) => ({
    key: code,
    ...customerBadge(code, theirs, options),
  }));
}

function customerBadge(code: StatusCode, facts: InvoiceFacts, { today, locale }: StatusOptions): BadgeContent {
  const day = (date: PlainDate) => formatDate(date, locale);
  switch (code) {
    case 'draft':
    case 'failed':
    case 'issued':
    case 'sent':
    case 'viewed':
      return { tone: 'info', icon: 'ring', text: 'New' };
    case 'due':
      return {
        tone: daysBetween(today, facts.dueOn) <= DUE_SOON_DAYS ? 'warn' : 'info',
        icon: 'clock',
        text: facts.dueOn === today ? 'Due today' : `Due ${day(facts.dueOn)}`,
      };
    case 'overdue':
      return { tone: 'warn', icon: 'clock-late', text: `Was due ${day(facts.dueOn)}` };
    case 'part-paid':
      return { tone: 'warn', icon: 'half', text: `${amount(facts.leftMinor, facts, locale)} left` };
    case 'paid':
      return {
        tone: 'positive',
        icon: 'check',
        text: facts.settledOn ? `Paid ${day(facts.settledOn)}, thank you` : 'Paid, thank you',
      };
    case 'settled':
      return { tone: 'positive', icon: 'check-round', text: facts.kind === 'credit_note' ? 'Credit used' : 'Credited' };
    case 'credit-open':
      return { tone: 'info', icon: 'download', text: 'Credit for you' };
    case 'processing':
      return { tone: 'info', icon: 'dots', text: 'We are checking your payment' };
    case 'disputed':
      return { tone: 'warn', icon: 'speech', text: 'You asked about this' };
    case 'in-plan':
      return { tone: 'violet', icon: 'steps', text: 'In your plan' };
    case 'refunded':
      return { tone: 'neutral', icon: 'back', text: 'Refunded' };
    case 'written-off':
      return { tone: 'neutral', icon: 'slash', text: 'Closed' };
    case 'void':
      return { tone: 'neutral', icon: 'cross', text: 'Cancelled' };
  }
}
