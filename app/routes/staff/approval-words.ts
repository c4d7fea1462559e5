import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { Approval, ApprovalKind, ApprovalRule, ApprovalState } from '#app/modules/approvals/types.ts';
import { STAFF_ROLE_NAMES, type StaffRole } from '#app/modules/auth/types.ts';
import type { DecideAndDoRefusal } from '#app/workflows/decide-and-do.server.ts';

/** What "yes" does, before it is said. */
export const EFFECT_WORDS: Readonly<Record<ApprovalKind, string>> = {
  credit_note: 'The credit note is issued today with the next number, posted, and set against its invoice first.',
  refund: 'The money is booked as due to the customer and waits to be paid out. It leaves their account at once.',
  write_off: 'The debt is written off today and leaves the customer’s account.',
  waiver: 'The charge is taken back today and leaves the customer’s account.',
  bank_details:
    'The new account counts from now on; the one before stays on record. Compare it with a letter or a call, not with the mail that asked.',
  period_reopen: 'The month is open again: documents and postings can be dated into it until it is closed.',
  plan_exception:
    'The plan is agreed, or offered to the customer, as it was asked for; its invoices are not chased while it is kept.',
};

export const STATE_WORDS: Readonly<Record<ApprovalState, string>> = {
  waiting: 'Waiting',
  approved: 'Approved',
  refused: 'Sent back',
  withdrawn: 'Withdrawn',
};

export const roleWords = (role: string): string => STAFF_ROLE_NAMES[role as StaffRole] ?? role;

type Amounts = { locale: string; baseCurrency: Currency };

const limitWords = (limit: string | null, { locale, baseCurrency }: Amounts): string =>
  limit === null ? 'without limit' : `up to ${formatMoney(money(BigInt(limit), baseCurrency), locale)}`;

/** The kept rule, a line for each role that decides on this kind. */
export function deciderWords(rule: ApprovalRule, amounts: Amounts): { role: string; text: string }[] {
  return Object.entries(rule.roles)
    .filter(([, limits]) => limits.approvesUpToMinor !== '0')
    .map(([role, limits]) => ({ role: roleWords(role), text: limitWords(limits.approvesUpToMinor, amounts) }));
}

/** Why the request came here: what who asked may do alone, at the moment of asking. */
export function whyHere({ rule, requestedRole }: Approval, amounts: Amounts): string {
  const alone = rule.roles[requestedRole]?.aloneUpToMinor;
  const role = roleWords(requestedRole);
  return alone === undefined || alone === '0'
    ? `${role}: never alone.`
    : `${role}: alone ${limitWords(alone, amounts)}.`;
}

/** Where what the request is about can be looked at. */
export function evidencePath({ subjectKind, subjectId }: Approval): string | null {
  switch (subjectKind) {
    case 'invoice':
    case 'debit_note':
      return `/staff/invoices/${subjectId}`;
    case 'payment':
      return `/staff/payments/${subjectId}`;
    case 'customer':
      return `/staff/customers/${subjectId}`;
    default:
      return null;
  }
}

/** A refusal as a sentence that says what to do. */
export function decideWords(refusal: DecideAndDoRefusal, instant: (at: Date) => string): string {
  switch (refusal.code) {
    case 'own-request':
      return 'You asked for this yourself. A colleague with a high enough limit has to decide.';
    case 'stands-in-for-asker':
      return `${refusal.name} asked for this, and your limit for it is ${refusal.name}’s. Somebody else has to decide.`;
    case 'beyond-limit':
      return 'This is beyond your limit. Somebody with a higher one has to decide.';
    case 'already-decided':
      return `This was decided already: ${STATE_WORDS[refusal.state].toLowerCase()} by ${refusal.byName}, ${instant(refusal.at)}. Nothing was changed.`;
    case 'reason-missing':
      return 'Say why you send it back, so that your colleague knows what to do.';
    case 'effect-refused':
      return `It was not approved, because it cannot be done now. ${refusal.text} Send it back, or mend that first.`;
    case 'no-effect-yet':
      return 'It was not approved: this version cannot do what it asks for. Send it back.';
    case 'unknown-approval':
    case 'not-staff':
      return 'This request does not exist.';
  }
}
