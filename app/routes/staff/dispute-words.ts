import type { DisputeKind, DisputeOutcome, DisputeState, QueueView } from '#app/modules/disputes/types.ts';
import type { BadgeContent } from '#app/ui/badge.tsx';

export const KIND_WORDS: Readonly<Record<DisputeKind, string>> = {
  dispute: 'Dispute',
  question: 'Question',
  complaint: 'Complaint',
  refund_claim: 'Claim for a refund',
};

export const STATE_BADGES: Readonly<Record<DisputeState, BadgeContent>> = {
  new: { tone: 'info', icon: 'bell', text: 'New' },
  looked_at: { tone: 'info', icon: 'eye', text: 'Looked at' },
  waiting_customer: { tone: 'neutral', icon: 'clock', text: 'Waiting for the customer' },
  waiting_department: { tone: 'warn', icon: 'clock', text: 'Waiting for a colleague' },
  waiting_approval: { tone: 'warn', icon: 'clock', text: 'Waiting for approval' },
  decided: { tone: 'positive', icon: 'check', text: 'Decided' },
  closed: { tone: 'neutral', icon: 'check-round', text: 'Closed' },
  reopened: { tone: 'info', icon: 'back', text: 'Opened again' },
};

export const OUTCOME_WORDS: Readonly<Record<DisputeOutcome, string>> = {
  agreed: 'Agreed in full',
  part: 'Agreed in part',
  refused: 'Refused with a reason',
  rebilled: 'Cancelled and billed again',
  withdrawn: 'Withdrawn by the customer',
  answered: 'Answered',
  merged: 'Joined with another',
};

export const SEVERITY_WORDS = { low: 'Low', normal: 'Normal', high: 'High' } as const;

/** Tabs of the queue; the last but two is a table of reasons and ages instead of a list. */
export const SHOWN_VIEWS = [
  'mine',
  'unassigned',
  'due_today',
  'waiting_customer',
  'waiting_colleague',
  'waiting_approval',
  'by_reason',
  'all',
  'closed',
] as const satisfies readonly (QueueView | 'by_reason')[];
export type ShownView = (typeof SHOWN_VIEWS)[number];

export const VIEW_LABELS: Readonly<Record<ShownView, string>> = {
  mine: 'Mine',
  unassigned: 'Unassigned',
  due_today: 'Due today',
  waiting_customer: 'Waiting for customer',
  waiting_colleague: 'Waiting for colleague',
  waiting_approval: 'Waiting for approval',
  by_reason: 'By reason',
  all: 'All open',
  closed: 'Closed',
};

/** The same where all of them stand in one line. */
export const VIEW_TABS: Readonly<Record<ShownView, string>> = {
  ...VIEW_LABELS,
  waiting_customer: 'With customer',
  waiting_colleague: 'With colleague',
  waiting_approval: 'For approval',
};

export const VIEW_EMPTY: Readonly<Record<ShownView, string>> = {
  mine: 'Nothing waits for you. Take one from “Unassigned”.',
  unassigned: 'Everything has somebody.',
  due_today: 'No answer is due today.',
  waiting_customer: 'No customer owes us an answer.',
  waiting_colleague: 'No colleague and no department owes an answer.',
  waiting_approval: 'Nothing waits for a second person.',
  by_reason: 'Nothing is open.',
  all: 'Nothing is open: no customer contests, asks or complains about anything.',
  closed: 'Nothing was closed yet.',
};

const HOUR = 60;
/** Ten hours a day, as the queues begin with. */
const DAY = 600;

/** Business time in words: "3 h 20 min", "2 working days 1 h"; `dayMinutes` are those of one working day. */
export function businessTime(minutes: number, dayMinutes = DAY): string {
  const whole = Math.abs(minutes);
  const days = Math.floor(whole / dayMinutes);
  const hours = Math.floor((whole % dayMinutes) / HOUR);
  const rest = (whole % dayMinutes) % HOUR;
  const parts = [
    ...(days > 0 ? [days === 1 ? '1 working day' : `${days} working days`] : []),
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(days === 0 && (rest > 0 || hours === 0) ? [`${rest} min`] : []),
  ];
  return parts.join(' ');
}

/** Business minutes to a target, and those of a working day there; `isMore` where it is further past than is counted. */
export type TimeLeft = { readonly minutes: number; readonly dayMinutes: number; readonly isMore: boolean };

/** What is left of a target, or how far it is past. */
export const targetWords = ({ minutes, dayMinutes, isMore }: TimeLeft): string =>
  minutes >= 0
    ? `${businessTime(minutes, dayMinutes)} left`
    : `${isMore ? 'over ' : ''}${businessTime(minutes, dayMinutes)} late`;

/** Minutes after midnight as a clock shows them. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / HOUR)).padStart(2, '0')}:${String(minute % HOUR).padStart(2, '0')}`;

/** What a clock shows as minutes after midnight; null where it is none. */
export function minuteOf(text: string): number | null {
  const found = /^([01]?\d|2[0-4]):([0-5]\d)$/.exec(text.trim());
  return found ? Number(found[1]) * HOUR + Number(found[2]) : null;
}
