import { z } from 'zod';
import { type Currency, parseMoney } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { LANGUAGES } from '#app/modules/customers/types.ts';
import { PORTAL_ROLES, type PortalRight, STAFF_ROLES } from './types.ts';

const EMAIL_CHARACTERS_MAX = 254;
const PASSWORD_CHARACTERS_MAX = 200;

/** Addresses are compared in lower case; what a person pastes around them does not count. */
const email = z
  .string('Enter your e-mail address.')
  .max(EMAIL_CHARACTERS_MAX, 'This is too long for an e-mail address.')
  .regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'Enter an e-mail address like name@example.com.')
  .transform((text) => text.toLowerCase());

const next = z.string().max(500).optional();

export const askForLinkForm = z.object({ email, next });

/** Six digits, however they were spaced. */
const sixDigits = (words: string) =>
  z
    .string(words)
    .transform((text) => text.replaceAll(/\D/g, ''))
    .refine((text) => text.length === 6, 'The code has six digits.');

export const mailedCodeForm = z.object({ code: sixDigits('Enter the six digits of the mail.'), next });
export const authenticatorCodeForm = z.object({ code: sixDigits('Enter the six digits your app shows.'), next });

export const recoveryCodeForm = z.object({
  recovery: z.string('Enter one of your recovery codes.').max(60, 'A recovery code is four groups of four characters.'),
  next,
});

export const staffSignInForm = z.object({
  email,
  password: z.string('Enter your password.').max(PASSWORD_CHARACTERS_MAX, 'This password is too long.'),
  next,
});

export const switchCustomerForm = z.object({ customer: z.uuid('Choose a customer.'), next });

/** A colleague with a first password, which they change after the first sign-in. */
export const inviteForm = z.object({
  name: z.string('Enter the name.').trim().min(1, 'Enter the name.').max(120, 'Use 120 characters or fewer.'),
  email,
  role: z.enum(STAFF_ROLES, 'Choose a role.'),
  password: z.string('Enter a first password.').max(PASSWORD_CHARACTERS_MAX, 'This password is too long.'),
});

export const assignForm = z.object({
  userId: z.uuid('Choose a partner.'),
  customerNumber: z.string('Enter the customer’s number.').trim().max(40, 'This is too long for a customer number.'),
});

const personName = z
  .string('Enter the name.')
  .trim()
  .min(1, 'Enter the name.')
  .max(120, 'Use 120 characters or fewer.');

/** What somebody may do for a customer, as it is typed. */
const rightFields = {
  role: z.enum(PORTAL_ROLES, 'Choose what the person may do.'),
  limit: z.string().trim().max(40).default(''),
  groupRole: z.enum(['viewer', 'payer']).optional(),
};
export const rightForm = z.object(rightFields);
export const invitePersonForm = z.object({ name: personName, email, ...rightFields });
export const joinForm = z.object({ email, code: sixDigits('Enter the six digits of the mail.') });

/** One's own name, and the language of mails; empty is the customer's. */
export const personForm = z.object({ name: personName, language: z.enum(LANGUAGES).optional() });

/** The right as typed, its limit in minor units of the customer's currency; or what to enter as the limit instead. */
export function rightOf(
  { role, limit, groupRole }: z.output<typeof rightForm>,
  currency: Currency,
): Result<PortalRight, string> {
  const right = { role, limit: null, groupRole: groupRole ?? null };
  if (limit === '' || role === 'viewer' || role === 'owner') return ok(right);
  const parsed = parseMoney(limit, currency);
  if (!parsed.ok || parsed.value < 0n) return refuse('Enter an amount like 500.00, or leave it empty for no limit.');
  return ok({ ...right, limit: { minor: parsed.value, currency } });
}
