import type { CustomerId, Id, SessionId, UserId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';

export type ScopedLinkId = Id<'scoped-link'>;
export type SignInLinkId = Id<'sign-in-link'>;
export type InvitationId = Id<'invitation'>;

/** What a member of staff may do, with the words the table of roles is read in. A word before the dot for the work, one after for the verb. */
export const PERMISSION_WORDS = {
  'accounts.read': 'See customers, invoices, payments and statements (a partner: of assigned customers)',
  'desk.read': 'See everything else: work lists, reports, approvals, settings, proof',
  'customers.write': 'Open and change customers and their contacts',
  'invoices.write': 'Write drafts',
  'invoices.issue': 'Issue invoices',
  'payments.record': 'Record payments',
  'payments.reverse': 'Reverse payments that came back',
  'cash.apply': 'Apply payments and undo it',
  'bank.import': 'Import bank statements and undo it',
  'bank.match': 'Explain lines of the bank: match, park, take back',
  'bank.set-up': 'Say which bank accounts are ours',
  'holds.write': 'Put items on hold and release them',
  'messages.send': 'Send invoices and statements',
  'promises.write': 'Take promises, follow them up and hold reminders',
  'timeline.write': 'Write down calls, visits and notes, and sort mail that came in',
  'imports.run': 'Import files',
  'people.write': 'Invite, disable and assign colleagues and partners',
  'settings.write': 'Change settings and approval limits',
  'credits.request': 'Ask for credit notes, or issue them within the limit',
  'waivers.request': 'Ask for waivers of interest and fees, or grant them within the limit',
  'cases.decide': 'Follow up deductions and certificates: recover or credit what was deducted',
  'disputes.work': 'Work on disputes and questions: take them, write, ask departments',
  'disputes.decide': 'Decide disputes; what is credited keeps to the limits of credit notes',
  'disputes.set-up': 'Change reasons, queues, targets and saved answers of disputes',
  'debits.issue': 'Issue debit notes',
  'catalog.write': 'Change products and price lists',
  'contracts.write': 'Write contracts and propose changes to them',
  'contracts.decide': 'Approve changes to contracts, or send them back',
  'usage.write': 'Enter and correct readings, deliveries and tickets',
  'runs.prepare': 'Prepare billing runs and settle what they find',
  'runs.review': 'Review billing runs and set the rules they check',
  'runs.issue': 'Issue what a billing run has prepared',
  'write-offs.request': 'Ask for write-offs, or do them within the limit',
  'refunds.request': 'Ask for refunds, or do them within the limit',
  'bank-details.request': 'Ask for new bank details',
  'approvals.ask': 'Withdraw own requests',
  'approvals.decide': 'Approve and send back, and stand in for a colleague',
  'periods.lock': 'Close months',
  'periods.reopen': 'Ask for a closed month to be reopened',
} as const;
export type Permission = keyof typeof PERMISSION_WORDS;
export const PERMISSIONS = Object.keys(PERMISSION_WORDS) as Permission[];

export const STAFF_ROLES = [
  'billing_clerk',
  'cash_poster',
  'resolver',
  'collector',
  'manager',
  'controller',
  'auditor',
  'administrator',
  'partner',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

const EVERYBODY = ['accounts.read', 'desk.read'] as const satisfies readonly Permission[];

const BANK = ['bank.import', 'bank.match'] as const;
/** Who talks with customers. */
const DESK = [
  ...EVERYBODY,
  ...(['approvals.ask', 'promises.write', 'timeline.write', 'disputes.work'] as const),
] satisfies readonly Permission[];

/** The one table of who may do what. Guards, pages and the route matrix read it; nothing else decides. */
const STAFF_PERMISSIONS: Readonly<Record<StaffRole, readonly Permission[]>> = {
  billing_clerk: [
    ...DESK,
    'customers.write',
    'invoices.write',
    'invoices.issue',
    'messages.send',
    'imports.run',
    'credits.request',
    'waivers.request',
    'debits.issue',
    'contracts.write',
    'usage.write',
    'runs.prepare',
    'runs.issue',
  ],
  cash_poster: [...DESK, 'payments.record', 'cash.apply', ...BANK, 'cases.decide', 'imports.run', 'refunds.request'],
  resolver: [
    ...DESK,
    'holds.write',
    'messages.send',
    'credits.request',
    'waivers.request',
    'cases.decide',
    'disputes.decide',
  ],
  collector: [...DESK, 'holds.write', 'messages.send', 'waivers.request', 'cases.decide', 'write-offs.request'],
  manager: [
    ...DESK,
    'customers.write',
    'invoices.write',
    'invoices.issue',
    'payments.record',
    'payments.reverse',
    'cash.apply',
    ...BANK,
    'bank.set-up',
    'holds.write',
    'messages.send',
    'imports.run',
    'people.write',
    'credits.request',
    'waivers.request',
    'cases.decide',
    'debits.issue',
    'write-offs.request',
    'refunds.request',
    'bank-details.request',
    'approvals.decide',
    'periods.reopen',
    'catalog.write',
    'contracts.write',
    'contracts.decide',
    'usage.write',
    'runs.prepare',
    'runs.review',
    'runs.issue',
    'disputes.decide',
    'disputes.set-up',
  ],
  controller: [
    ...EVERYBODY,
    'approvals.ask',
    'payments.reverse',
    'settings.write',
    'bank.set-up',
    'credits.request',
    'waivers.request',
    'write-offs.request',
    'refunds.request',
    'bank-details.request',
    'approvals.decide',
    'periods.lock',
    'periods.reopen',
    'catalog.write',
    'contracts.decide',
    'runs.review',
    'disputes.work',
    'disputes.decide',
    'disputes.set-up',
  ],
  auditor: EVERYBODY,
  partner: ['accounts.read'],
  administrator: PERMISSIONS,
};

export const STAFF_ROLE_NAMES: Readonly<Record<StaffRole, string>> = {
  billing_clerk: 'Billing clerk',
  cash_poster: 'Cash poster',
  resolver: 'Dispute resolver',
  collector: 'Credit executive',
  manager: 'Receivables manager',
  controller: 'Controller',
  auditor: 'Auditor',
  administrator: 'Administrator',
  partner: 'Partner',
};

export const mayStaff = (role: StaffRole, permission: Permission): boolean =>
  STAFF_PERMISSIONS[role].includes(permission);

/**
 * Whether who manages people may give or take away a role: only one that may nothing they may not do themselves. Otherwise
 * a second account would be a way to more rights, and to approving one's own requests in another name.
 */
export const mayGiveRole = (giver: StaffRole, role: StaffRole): boolean =>
  mayStaff(giver, 'people.write') &&
  PERMISSIONS.every((permission) => mayStaff(giver, permission) || !mayStaff(role, permission));

/**
 * What a portal user may do for one customer: look, pay (and agree to a plan within their limit), agree to payments without an end
 * (autopay; not with a limit, see `mayAgree`), release what somebody else asked to be paid, and decide who the people are.
 */
export type PortalPermission = 'view' | 'pay' | 'agree' | 'release' | 'people';
export const PORTAL_ROLES = ['viewer', 'payer', 'approver', 'owner'] as const;
export type PortalRole = (typeof PORTAL_ROLES)[number];

const PORTAL_PERMISSIONS: Readonly<Record<PortalRole, readonly PortalPermission[]>> = {
  viewer: ['view'],
  payer: ['view', 'pay', 'agree'],
  approver: ['view', 'pay', 'agree', 'release'],
  owner: ['view', 'pay', 'agree', 'release', 'people'],
};

export const PORTAL_ROLE_NAMES: Readonly<Record<PortalRole, string>> = {
  viewer: 'Viewer',
  payer: 'Payer',
  approver: 'Approver',
  owner: 'Owner',
};

/** What each role may, as the people who give it read it. */
export const PORTAL_ROLE_WORDS: Readonly<Record<PortalRole, string>> = {
  viewer: 'Sees invoices, payments and statements',
  payer: 'Sees everything and pays, up to a limit if you set one',
  approver: 'Pays, and releases what others asked to pay above their limit',
  owner: 'Does all of this and decides who else signs in',
};

export const mayPortal = (role: PortalRole, permission: PortalPermission): boolean =>
  PORTAL_PERMISSIONS[role].includes(permission);

/** Staff and portal sessions live in cookies of their own, so that one browser may hold both. */
export type Side = 'staff' | 'portal';

export type StaffUser = {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
  readonly role: StaffRole;
};
export type PortalUser = { readonly id: UserId; readonly email: string; readonly name: string };

/** A signed-in browser. `id` names it for its owner; it is not the token and opens nothing. */
export type Session = {
  readonly id: SessionId;
  readonly userId: UserId;
  readonly secondFactorAt: Date | null;
  readonly customerId: CustomerId | null;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly expiresAt: Date;
};

export type Membership = {
  readonly customerId: CustomerId;
  readonly customerNumber: string;
  readonly customerName: string;
  readonly role: PortalRole;
  /** What may be paid alone in one payment; null is whatever is owed. */
  readonly limit: PayLimit | null;
  /** The customer that leads the group, where the person belongs to it and this is another of its accounts. */
  readonly throughGroupOf: CustomerId | null;
};

/** What repeats is more than one payment: who has a limit for one does not agree to it. */
export const mayAgree = ({ role, limit }: Pick<Membership, 'role' | 'limit'>): boolean =>
  mayPortal(role, 'agree') && limit === null;

/** Minor units of its currency. A payment in another currency is above it. */
export type PayLimit = { readonly minor: bigint; readonly currency: Currency };

/** What somebody may do for a customer, as an owner gives it. `groupRole`: for the other accounts of the group it leads. */
export type PortalRight = {
  readonly role: PortalRole;
  readonly limit: PayLimit | null;
  readonly groupRole: 'viewer' | 'payer' | null;
};

/** Why nobody was let in. The guards turn each into an answer. */
export type StaffRefusal =
  | { readonly code: 'not-signed-in' }
  | { readonly code: 'second-factor-pending'; readonly enrolled: boolean }
  | { readonly code: 'not-permitted'; readonly permission: Permission; readonly userName: string };
export type PortalRefusal =
  | { readonly code: 'not-signed-in' }
  | { readonly code: 'no-customer' }
  | { readonly code: 'not-permitted'; readonly permission: PortalPermission };
export type LinkRefusal = { readonly code: 'unknown' | 'expired' | 'revoked' };

/** Attempts are counted; the time says when the next one is let through. */
export type TooMany = { readonly code: 'too-many-attempts'; readonly retryAt: Date };

/**
 * Why nothing was changed about a customer's people. `not-owner`: only an owner decides. `last-owner`: nobody else could
 * decide then. `staff-address`: a weaker way in for a colleague. `signs-in-already`, `invited-already`: change that instead.
 */
export type PeopleRefusal = {
  readonly code:
    | 'not-owner'
    | 'no-such-person'
    | 'last-owner'
    | 'staff-address'
    | 'signs-in-already'
    | 'invited-already'
    | 'too-many-wait';
};
