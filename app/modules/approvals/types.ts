import type { Id, UserId } from '#app/kernel/ids.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

export type ApprovalId = Id<'approval'>;
export type DelegationId = Id<'delegation'>;

export const APPROVAL_KINDS = [
  'credit_note',
  'refund',
  'write_off',
  'waiver',
  'bank_details',
  'period_reopen',
  'plan_exception',
] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

export const APPROVAL_KIND_NAMES: Readonly<Record<ApprovalKind, string>> = {
  credit_note: 'Credit note',
  refund: 'Refund',
  write_off: 'Write-off',
  waiver: 'Waiver',
  bank_details: 'Bank details',
  period_reopen: 'Reopened month',
  plan_exception: 'Payment plan outside the policy',
};

/** 'refused' is sent back with a reason; 'withdrawn' was taken back by who asked. */
export type ApprovalState = 'waiting' | 'approved' | 'refused' | 'withdrawn';

/** Text of minor units in the company's base currency; null is without limit, '0' never. */
export type RoleLimits = {
  readonly version: string;
  readonly aloneUpToMinor: string | null;
  readonly approvesUpToMinor: string | null;
};

/** The limits of one kind at one moment, per role. A role that is not in it may nothing. Kept with requests and documents. */
export type ApprovalRule = { readonly kind: ApprovalKind; readonly roles: Readonly<Record<string, RoleLimits>> };

export type Approval = {
  readonly id: ApprovalId;
  readonly kind: ApprovalKind;
  readonly state: ApprovalState;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly customerId: string | null;
  readonly currency: string | null;
  readonly amountMinor: bigint | null;
  /** The amount in minor units of the base currency: what limits are compared with. */
  readonly baseMinor: bigint | null;
  readonly summary: string;
  readonly reasonCode: string | null;
  readonly reason: string;
  /** What the effect needs; written by who asked, read by the effect of the same kind. */
  readonly payload: unknown;
  readonly rule: ApprovalRule;
  readonly requestedBy: UserId;
  readonly requestedByName: string;
  readonly requestedRole: string;
  readonly requestedAt: Date;
  readonly decidedBy: UserId | null;
  readonly decidedByName: string | null;
  readonly decidedFor: UserId | null;
  readonly decidedForName: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string;
  readonly effect: unknown;
};

export type ApprovalRequest = {
  readonly kind: ApprovalKind;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly customerId?: string | null;
  readonly currency?: string | null;
  readonly amountMinor?: bigint | null;
  readonly baseMinor?: bigint | null;
  /** One sentence that says what will happen, with the amount: the approver reads it first. */
  readonly summary: string;
  readonly reasonCode?: string | null;
  readonly reason: string;
  /** JSON; amounts as text of minor units. */
  readonly payload: unknown;
};

export type RequestRefusal = { readonly code: 'reason-missing' } | { readonly code: 'not-staff' };

/** A person who may decide: themselves, and those they stand in for today. */
export type Decider = {
  readonly userId: UserId;
  readonly role: string;
  readonly standsInFor: readonly StandIn[];
};
export type StandIn = {
  readonly delegationId: DelegationId;
  readonly userId: UserId;
  readonly name: string;
  readonly role: string;
  readonly toOn: PlainDate;
};

/** In whose name a decision is made: one's own role, or that of a colleague who is away. */
export type Authority = { readonly role: string; readonly standIn: StandIn | null };

export type WhyNot =
  | { readonly code: 'own-request' }
  | { readonly code: 'stands-in-for-asker'; readonly name: string }
  | { readonly code: 'beyond-limit' };

export type AlreadyDecided = {
  readonly code: 'already-decided';
  readonly state: Exclude<ApprovalState, 'waiting'>;
  readonly byName: string;
  readonly at: Date;
};
export type DecideRefusal =
  | WhyNot
  | AlreadyDecided
  | { readonly code: 'unknown-approval' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'not-staff' };

export type WithdrawRefusal = AlreadyDecided | { readonly code: 'unknown-approval' } | { readonly code: 'not-yours' };

export type Delegation = {
  readonly id: DelegationId;
  readonly fromUser: UserId;
  readonly fromName: string;
  readonly toUser: UserId;
  readonly toName: string;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly reason: string;
  readonly endedAt: Date | null;
};
export type DelegateRefusal =
  | { readonly code: 'to-oneself' }
  | { readonly code: 'cannot-decide'; readonly name: string }
  | { readonly code: 'unknown-person' }
  | { readonly code: 'ends-before-it-begins' }
  | { readonly code: 'in-the-past' }
  | { readonly code: 'too-long' };

/** One limit as it stands now, for the settings page. Minor units of the base currency. */
export type LimitNow = {
  readonly kind: ApprovalKind;
  readonly role: string;
  readonly aloneUpToMinor: bigint | null;
  readonly approvesUpToMinor: bigint | null;
  readonly changedByName: string;
  readonly changedAt: Date;
};
