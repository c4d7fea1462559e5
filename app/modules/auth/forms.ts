import { z } from 'zod';

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
