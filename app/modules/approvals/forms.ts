import { z } from 'zod';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { APPROVAL_KINDS } from './types.ts';

/** Roles that may be given limits: those that read only and partners never decide. */
export const LIMIT_ROLES = [
  'billing_clerk',
  'cash_poster',
  'resolver',
  'collector',
  'manager',
  'controller',
  'administrator',
] as const;

const day = (missing: string) =>
  z.string(missing).transform((text, context): PlainDate => {
    const parsed = parsePlainDate(text);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: 'Enter a date, like 2026-11-03.' });
    return z.NEVER;
  });

/** Amounts stay text: the currency that says how to read them is the company's. */
export const limitForm = z.object({
  kind: z.enum(APPROVAL_KINDS, 'Choose what the limit is for.'),
  role: z.enum(LIMIT_ROLES, 'Choose a role.'),
  alone: z.string('Enter an amount, 0 for never, or "no limit".').trim(),
  approves: z.string('Enter an amount, 0 for never, or "no limit".').trim(),
  reason: z.string('Say why, for the record.').max(500, 'Use 500 characters or fewer.'),
});

export const delegationForm = z.object({
  toUser: z.uuid('Choose a colleague.'),
  fromOn: day('Enter the first day.'),
  toOn: day('Enter the last day.'),
  reason: z.string().max(200, 'Use 200 characters or fewer.').default(''),
});
