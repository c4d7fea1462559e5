import type { BadgeContent } from '#app/ui/badge.tsx';

/** Where it stands, as its customer is told: who of us has it is said beside it. */
export const STANDINGS = [
  'sent',
  'looked_at',
  'needs_answer',
  'agreed',
  'part',
  'refused',
  'rebilled',
  'answered',
  'withdrawn',
  'merged',
] as const;
export type Standing = (typeof STANDINGS)[number];

const BADGES: Readonly<Record<Standing, BadgeContent>> = {
  sent: { tone: 'info', icon: 'arrow', text: 'Sent' },
  looked_at: { tone: 'info', icon: 'eye', text: 'Being looked at' },
  needs_answer: { tone: 'warn', icon: 'speech', text: 'Needs your answer' },
  agreed: { tone: 'positive', icon: 'check', text: 'Agreed' },
  part: { tone: 'positive', icon: 'half', text: 'Agreed in part' },
  refused: { tone: 'neutral', icon: 'check-round', text: 'Answered' },
  rebilled: { tone: 'positive', icon: 'check', text: 'Agreed, new invoice' },
  answered: { tone: 'positive', icon: 'check', text: 'Answered' },
  withdrawn: { tone: 'neutral', icon: 'back', text: 'Taken back by you' },
  merged: { tone: 'neutral', icon: 'steps', text: 'Put together with another' },
};

export const standingBadge = (standing: Standing): BadgeContent => ({ key: standing, ...BADGES[standing] });
export const isOver = (standing: Standing): boolean => !['sent', 'looked_at', 'needs_answer'].includes(standing);

const STATES: Readonly<Record<string, Standing>> = {
  new: 'sent',
  looked_at: 'looked_at',
  waiting_customer: 'needs_answer',
  waiting_department: 'looked_at',
  waiting_approval: 'looked_at',
  reopened: 'sent',
};
const OUTCOMES: Readonly<Record<string, Standing>> = {
  ...{ agreed: 'agreed', part: 'part', refused: 'refused', rebilled: 'rebilled', answered: 'answered' },
  ...{ withdrawn: 'withdrawn', merged: 'merged' },
};

/** From the state we keep, and the outcome once there is one. */
export function standingOf({ state, outcome }: { readonly state: string; readonly outcome: string | null }): Standing {
  return (outcome !== null && OUTCOMES[outcome]) || STATES[state] || 'looked_at';
}

const KINDS: Readonly<Record<string, string>> = {
  ...{ dispute: 'What you told us is wrong', question: 'Your question' },
  ...{ complaint: 'Your complaint', refund_claim: 'What you claim back' },
};
export const kindWords = (kind: string): string => KINDS[kind] ?? KINDS.dispute!;
