import { z } from 'zod';
import { checkAccount, looksLikeIban } from '#app/kernel/bank-numbers.ts';
import { type Currency, knownCurrencies, parseCurrency } from '#app/kernel/money.ts';
import { TERMS_DAYS_MAX, TERMS_FROM, type TermsFrom, termsFit, termsTrouble } from '#app/kernel/payment-terms.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { INVOICE_PER, LANGUAGES, RISK_CLASSES } from './types.ts';

/** Characters that act on what stands around them; letters of every script and plain direction marks are let through. */
const ACTING = /[\u202a-\u202e\u2066-\u2069]/;

const line = (max: number, missing?: string) =>
  z
    .string(missing)
    .max(max, `Use ${max} characters or fewer.`)
    .refine((text) => !/[\n\t]/.test(text), 'Write this on one line.')
    .refine((text) => !ACTING.test(text), 'Remove the characters that change the direction of the text.');

const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');

const email = z
  .string('Enter an e-mail address, like accounts@example.com.')
  .max(254, 'Use 254 characters or fewer.')
  .toLowerCase()
  .regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'Enter an e-mail address, like accounts@example.com.');

const address = z
  .string()
  .max(1000, 'Use 1000 characters or fewer.')
  .refine((text) => !ACTING.test(text), 'Remove the characters that change the direction of the text.')
  .default('')
  .transform((text) =>
    text
      .split('\n')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((lines) => lines.length <= 8, 'Use 8 lines or fewer.');

const customerFields = z.object({
  number: z
    .string('Enter a customer number.')
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/,
      'Use up to 40 letters, digits, dots, dashes, slashes or underscores, starting with a letter or digit.',
    ),
  name: line(200, 'Enter the name that goes on invoices.'),
  addressLines: address,
  country: z
    .string('Choose a country.')
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, 'Use the two-letter country code, like GB or MY.'),
  taxNumber: line(40).default(''),
  language: z.enum(LANGUAGES, `Use one of ${LANGUAGES.join(', ')}.`).default('en'),
  currency: z
    .string('Choose a currency.')
    .transform((text) => parseCurrency(text))
    .refine(
      (code) => code !== null,
      `This is not a currency we know. Use a three-letter code such as ${exampleCodes()}.`,
    )
    .transform((code) => code!),
  termsFrom: z.enum(TERMS_FROM, `Use one of ${TERMS_FROM.join(', ')}.`).default('document'),
  // What fits no terms is said beside the other mistakes; whether it fits the chosen ones needs both fields.
  termsDays: z
    .string()
    .default('30')
    .refine((text) => /^\d{1,3}$/.test(text) && Number(text) <= TERMS_DAYS_MAX, termsTrouble('document')),
  poRequired: ticked,
});

/** The number of the terms fits what it counts from. */
function readTerms<Typed extends { termsFrom: TermsFrom; termsDays: string }>(
  { termsDays, ...rest }: Typed,
  context: z.RefinementCtx,
) {
  const days = Number(termsDays);
  if (!termsFit({ from: rest.termsFrom, days }))
    context.addIssue({ code: 'custom', path: ['termsDays'], message: termsTrouble(rest.termsFrom) });
  return { ...rest, termsDays: days };
}

/** Fields of a customer, for screens and files alike. */
export const customerForm = customerFields.transform(readTerms);

/** The same as a screen asks for it: with the parent by its number and the early-payment discount. */
export const accountForm = customerFields
  .extend({
    parentNumber: line(40).default(''),
    invoicePer: z.enum(INVOICE_PER, 'Choose what stands together on an invoice.').optional(),
    riskClass: z.enum(RISK_CLASSES, 'Choose a risk class.').optional(),
    discountPercent: line(10).default(''),
    discountDays: line(10).default(''),
  })
  .transform(readTerms)
  .transform(({ discountPercent, discountDays, ...rest }, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const [percent, days] = [discountPercent.trim().replace(',', '.'), discountDays.trim()];
    if (percent === '' && days === '') return { ...rest, discount: null };
    const bp = /^\d{1,2}(\.\d{1,2})?$/.test(percent) ? Math.round(Number(percent) * 100) : 0;
    if (bp < 1 || bp > 5000) say('discountPercent', 'Enter a percentage from 0.01 to 50, like 2 or 2.5.');
    if (!/^\d{1,3}$/.test(days) || Number(days) > TERMS_DAYS_MAX)
      say('discountDays', `Enter the days it is given for, a whole number from 0 to ${TERMS_DAYS_MAX}.`);
    return { ...rest, discount: { bp, days: Number(days) } };
  });

export const contactForm = z.object({
  name: line(120, 'Enter the name of the person or team.'),
  email,
  phone: line(40).default(''),
  receivesInvoices: ticked,
  receivesStatements: ticked,
});

const bankCurrency = z
  .string('Choose a currency.')
  .transform((text) => parseCurrency(text))
  .refine((code) => code !== null, 'Choose a currency of the list.')
  .transform((code) => code!);

/** A bank account as people write it: an IBAN, or an account number with its sort code, routing number or BIC. */
export const bankAccountForm = z
  .object({
    currency: bankCurrency,
    holder: line(140, 'Enter the name the account is in.'),
    account: z.string('Enter the IBAN or the account number.').max(60, 'Use 60 characters or fewer.'),
    routing: z.string().max(30, 'Use 30 characters or fewer.').default(''),
    reason: z.string('Say how you know that this account is theirs.').max(500, 'Use 500 characters or fewer.'),
  })
  .transform(splitAccount);

/** An IBAN alone, or a number with its routing code, each checked by what the currency's banks use. */
function splitAccount<Typed extends TypedAccount>({ account, routing, ...rest }: Typed, context: z.RefinementCtx) {
  const problems = checkAccount({ currency: rest.currency, accountNumber: account, routing });
  const number = account.replace(/[\s-]/g, '').toUpperCase();
  const isIban = looksLikeIban(account);
  const code = routing.replace(/[\s-]/g, '').toUpperCase();
  const unrouted =
    !isIban && !/^[A-Z0-9]{3,20}$/.test(code)
      ? 'Without an IBAN, enter the sort code, routing number or BIC.'
      : undefined;
  // A BIC beside an IBAN is not kept: the IBAN says all.
  const found = { account: problems.accountNumber, routing: isIban ? undefined : (problems.routing ?? unrouted) };
  for (const [path, message] of Object.entries(found))
    if (message) context.addIssue({ code: 'custom', path: [path], message });
  return isIban
    ? { ...rest, iban: number, accountNumber: null, routing: null }
    : { ...rest, iban: null, accountNumber: number, routing: code };
}

function exampleCodes(): string {
  return knownCurrencies()
    .filter((code) => ['EUR', 'GBP', 'MYR'].includes(code))
    .join(', ');
}

const firstDay = z.string('Choose the first day.').transform((text, context): PlainDate => {
  const read = parsePlainDate(text);
  if (read.ok) return read.value;
  context.addIssue({ code: 'custom', message: 'This is not a day in the calendar. Choose the first day.' });
  return z.NEVER;
});

/** What a customer asks to be changed about itself. */
export const askDetailsForm = z.object({
  name: customerFields.shape.name,
  addressLines: address.refine((lines) => lines.length > 0, 'Enter the address that goes on invoices, a line each.'),
  country: customerFields.shape.country,
  taxNumber: customerFields.shape.taxNumber,
  fromOn: firstDay,
  note: z.string().max(500, 'Use 500 characters or fewer.').default(''),
});

/** One of the people documents go to, as a customer asks for it. */
export const askContactForm = contactForm.extend({
  remove: ticked,
  fromOn: firstDay,
  note: z.string().max(500, 'Use 500 characters or fewer.').default(''),
});

/** The account a customer asks to be paid back to, its numbers checked as far as numbers tell. */
export const askBankForm = z
  .object({
    currency: bankCurrency,
    holder: line(140, 'Enter the name the account is in.'),
    account: z.string('Enter the IBAN or the account number.').max(60, 'Use 60 characters or fewer.'),
    routing: z.string().max(30, 'Use 30 characters or fewer.').default(''),
    note: z.string().max(500, 'Use 500 characters or fewer.').default(''),
  })
  .transform(splitAccount);

type TypedAccount = { currency: Currency; account: string; routing: string };
