import { z } from 'zod';
import { checkAccount } from '#app/kernel/bank-numbers.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import { TERMS_FROM, termsFit, termsTrouble } from '#app/kernel/payment-terms.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { readAccentColour } from './rules/accent-colour.ts';
import { taxTroubles } from './rules/tax-troubles.ts';
import { TAX_LETTERS, type TaxCategoryInput } from './types.ts';

/** Characters that act on what stands around them. Line breaks and other controls would end a header of a mail. */
const ACTING = /[\u202a-\u202e\u2066-\u2069]|\p{Cc}/u;

const line = (missing: string, max = 140) =>
  z
    .string(missing)
    .trim()
    .max(max, `Use ${max} characters or fewer.`)
    .refine((text) => !/[\n\t]/.test(text), 'Write this on one line.')
    .refine((text) => !ACTING.test(text), 'Remove the characters that cannot be seen.');
const optionalLine = (max = 140) => line('Fill this in.', max).default('');

const lines = (most: number, long: number) =>
  z
    .string()
    .default('')
    .transform((text) =>
      text
        .split('\n')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .refine((all) => all.length <= most, `Use ${most} lines or fewer.`)
    .refine((all) => all.every((one) => one.length <= long), `Use ${long} characters or fewer on each line.`)
    .refine((all) => !all.some((one) => ACTING.test(one)), 'Remove the characters that cannot be seen.');

const date = z.string('Choose the first day.').transform((text, context): PlainDate => {
  const read = parsePlainDate(text);
  if (read.ok) return read.value;
  context.addIssue({ code: 'custom', message: 'This is not a day in the calendar. Choose the first day.' });
  return z.NEVER;
});

const MAILBOX = /^(?:[^<>@,;"\\]+ <([^<>\s@]+@[^<>\s@]+\.[^<>\s@]+)>|[^<>\s@,;"]+@[^<>\s@,;"]+\.[^<>\s@,;"]+)$/;
const ADDRESS = /^[^<>\s@,;"]+@[^<>\s@,;"]+\.[^<>\s@,;"]+$/;
const address = optionalLine(254).refine(
  (text) => text === '' || ADDRESS.test(text),
  'Enter one e-mail address, such as billing@example.com.',
);

/** From which day, and why; every change of a setting says both. */
const WHEN = { fromOn: date, reason: optionalLine(500) };

/** Per cent as people write it, with two decimals at most, in basis points. */
const percent = (missing: string) =>
  z.string(missing).transform((text, context) => {
    const found = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim());
    const basisPoints = found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : -1;
    if (basisPoints >= 0 && basisPoints <= 10_000) return basisPoints;
    context.addIssue({ code: 'custom', message: 'Enter a rate from 0 to 100 per cent, such as 20 or 22.5.' });
    return z.NEVER;
  });

const wholeNumber = (words: string, most: number) =>
  z
    .string(words)
    .refine((text) => /^\d{1,4}$/.test(text.trim()) && Number(text) <= most, words)
    .transform(Number);

/** Minutes of every day are the same in no zone we do not know; the engine's own list decides. */
const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && name.includes('/');
  } catch {
    return false;
  }
};

const SURCHARGE_MOST_BP = 2_000;
const [TERMS_MOST, DAYS_MOST] = [20, 365];
const daysWords = `Enter whole days from 0 to ${DAYS_MOST}.`;
const someDays = wholeNumber(daysWords, DAYS_MOST);
const terms = z.object({
  name: optionalLine(60),
  from: z.enum(TERMS_FROM).default('document'),
  days: z.string().default(''),
  discount: z.string().default(''),
  discountDays: z.string().default(''),
});

const named = z
  .array(terms.prefault({}))
  .default([])
  .transform((rows, context) => {
    const kept = rows.map((row, at) => ({ ...row, at })).filter((row) => row.name || row.days || row.discount);
    const say = (at: number, field: string, message: string) =>
      context.addIssue({ code: 'custom', message, path: [at, field] });
    if (kept.length === 0) say(0, 'name', 'Name at least one set of terms.');
    return kept.map((row) => {
      const days = wholeNumber(daysWords, DAYS_MOST).safeParse(row.days);
      const off = row.discount === '' ? null : percent('').safeParse(row.discount);
      const within = row.discount === '' ? null : wholeNumber(daysWords, DAYS_MOST).safeParse(row.discountDays);
      if (row.name === '') say(row.at, 'name', 'Give these terms a name.');
      if (kept.some((other) => other.at < row.at && other.name.toLowerCase() === row.name.toLowerCase()))
        say(row.at, 'name', 'Two sets of terms have this name. Change one.');
      if (!days.success || !termsFit({ from: row.from, days: days.data })) say(row.at, 'days', termsTrouble(row.from));
      if (off && (!off.success || off.data === 0))
        say(row.at, 'discount', 'Enter the discount in per cent, such as 2, or leave it empty.');
      if (within && !within.success) say(row.at, 'discountDays', daysWords);
      if (within?.success && days.success && row.from === 'document' && within.data > days.data)
        say(row.at, 'discountDays', 'A discount for early payment ends before the invoice is due.');
      return {
        ...{ name: row.name, from: row.from, days: days.data ?? 0 },
        discount: off?.success && within?.success ? { bp: off.data, days: within.data } : null,
      };
    });
  })
  .refine((rows) => rows.length <= TERMS_MOST, `Use ${TERMS_MOST} sets of terms or fewer.`);

/** What each setting's form asks; all answer the day, the reason and the value as the setting holds it. */
export const settingForms = {
  names: z
    .object({
      ...{ name: line('Enter the name customers know.'), legalName: line('Enter the registered name.') },
      ...{ addressLines: lines(8, 100), ...WHEN },
    })
    .refine((form) => form.addressLines.length > 0, {
      path: ['addressLines'],
      message: 'Enter the address, a line each.',
    })
    .transform(({ fromOn, reason, ...value }) => ({ fromOn, reason, value })),
  tax_number: z
    .object({
      taxNumber: optionalLine(40).refine(
        (text) => text === '' || /^[A-Z0-9][A-Z0-9 ./-]{3,}$/i.test(text),
        'Use letters, digits and spaces, with the country’s letters in front: GB 418 2207 36.',
      ),
      ...WHEN,
    })
    .transform(({ fromOn, reason, ...value }) => ({ fromOn, reason, value })),
  help: z
    .object({
      ...{ name: line('Enter who answers, a person or a team.'), email: address, phone: optionalLine(40) },
      ...{ hours: optionalLine(80), ...WHEN },
    })
    .refine((form) => form.email !== '' || form.phone !== '', {
      ...{ path: ['email'], message: 'Enter an e-mail address or a telephone number: customers must reach somebody.' },
    })
    .transform(({ fromOn, reason, ...value }) => ({ fromOn, reason, value })),
  mail: z
    .object({
      mailFrom: line('Enter the address mail comes from.', 254).refine(
        (text) => MAILBOX.test(text),
        'Enter one address, with or without a name: Calder billing <billing@example.com>.',
      ),
      ...{ replyTo: address, ...WHEN },
    })
    .transform(({ fromOn, reason, ...value }) => ({ fromOn, reason, value })),
  time_zone: z
    .object({
      timeZone: line('Choose a time zone.', 60).refine(
        isTimeZone,
        'There is no such time zone. Write it as Europe/London or Asia/Kuala_Lumpur.',
      ),
      ...WHEN,
    })
    .transform(({ fromOn, reason, ...value }) => ({ fromOn, reason, value })),
  languages: z
    .object({
      allowed: z.array(z.string()).default([]),
      fallback: z.string('Choose the language for everybody else.'),
      ...WHEN,
    })
    .refine((form) => form.allowed.length > 0, { path: ['allowed'], message: 'Choose at least one language.' })
    .refine((form) => form.allowed.length === 0 || form.allowed.includes(form.fallback), {
      path: ['fallback'],
      message: 'This language is not among those chosen above.',
    })
    .transform(({ fromOn, reason, ...value }) => ({ fromOn, reason, value })),
  terms: z.object({ terms: named, ...WHEN }).transform(({ fromOn, reason, ...value }) => ({ fromOn, reason, value })),
  days_allowed: z
    .object({ billedDays: someDays, deliveredDays: someDays, ...WHEN })
    .transform(({ fromOn, reason, ...value }) => ({ fromOn, reason, value })),
  tax_rate: z
    .object({ rate: percent('Enter the rate in per cent.'), ...WHEN })
    .transform(({ fromOn, reason, rate }) => ({ fromOn, reason, value: { rateBp: rate } })),
  surcharge: z
    .object({
      isOn: z
        .string()
        .optional()
        .transform((text) => text === 'yes'),
      percent: percent('Enter the share in per cent, or 0.'),
      fixed: z
        .string('Enter the fixed part, or 0.')
        .trim()
        // Minor units by then: the page reads what was typed in the currency of the key.
        .regex(/^\d{1,7}$/, 'Enter a smaller amount, or 0.'),
      taxCode: line('Choose the tax.', 20),
      ...WHEN,
    })
    .refine((form) => form.percent <= SURCHARGE_MOST_BP, {
      path: ['percent'],
      message: 'Enter 20 per cent or less. A surcharge must not be more than the payment costs you.',
    })
    .refine((form) => !form.isOn || form.percent > 0 || form.fixed !== '0', {
      path: ['percent'],
      message: 'Enter a share or a fixed part, or switch it off.',
    })
    .transform(({ fromOn, reason, isOn, percent: percentBp, fixed, taxCode }) => ({
      fromOn,
      reason,
      value: { isOn, percentBp, fixedMinor: String(Number(fixed)), taxCode },
    })),
  series: z
    .object({
      prefix: line('Enter what numbers begin with.', 20).refine(
        (text) => /^[A-Za-z0-9./_-]*[A-Za-z./_-]$/.test(text),
        'Use letters, digits, dots, dashes and slashes, and end with no digit: INV- or 2027/.',
      ),
      pad: wholeNumber('Enter how many digits a number has at least, from 1 to 12.', 12).refine(
        (digits) => digits >= 1,
        'Enter how many digits a number has at least, from 1 to 12.',
      ),
      ...WHEN,
    })
    .transform(({ fromOn, reason, ...value }) => ({ fromOn, reason, value })),
  branding: z
    .object({
      accentColour: z.string('Enter a colour, such as #1d4ed8.').transform((text, context) => {
        const read = readAccentColour(text);
        if (read.ok) return read.value;
        const { refusal } = read;
        const message =
          refusal.code === 'no-colour'
            ? 'Enter a colour as six digits and letters a to f, such as #1d4ed8.'
            : `This colour is too light to be read on white: its contrast is ${Math.round(refusal.ratio * 10) / 10} to 1, and 4.5 is the least. The nearest that can be read is ${refusal.offered}.`;
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }),
      ...{ footerLines: lines(4, 120), ...WHEN },
      /** The hash of a logo that was sent and checked before; empty for none. */
      logo: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'Send the logo again.')
        .optional(),
    })
    .transform(({ fromOn, reason, ...value }) => ({ fromOn, reason, value })),
};

/** Our own account in one currency, as it will be printed on documents, its numbers checked as far as numbers tell. */
export const companyBankForm = z
  .object({
    currency: z
      .string('Choose a currency.')
      .transform((text) => parseCurrency(text.toUpperCase()))
      .refine((code) => code !== null, 'Enter a currency such as GBP.')
      .transform((code) => code!),
    bankName: line('Enter the name of the bank.'),
    accountName: line('Enter the name the account is in.'),
    accountNumber: line('Enter the IBAN or the account number.'),
    routing: line('Enter the sort code, routing number or BIC.').default(''),
    fromOn: date.optional(),
    reason: z.string('Say why it changes.').max(500, 'Use 500 characters or fewer.'),
  })
  .superRefine((account, context) => {
    for (const [field, message] of Object.entries(checkAccount(account)))
      context.addIssue({ code: 'custom', message, path: [field] });
  });

/** A tax category as it is typed. */
export const taxCategoryForm = z
  .object({
    code: z
      .string('Enter a short code, like S5 or EXPORT.')
      .trim()
      .toUpperCase()
      .regex(/^[A-Z0-9][A-Z0-9-]{0,11}$/, 'Use up to 12 letters, digits or dashes, like S5 or EXPORT.'),
    name: line('Enter the name invoices say, like Service tax 6 %.', 60),
    standardCode: z.enum(TAX_LETTERS, 'Choose what kind of tax it is.'),
    rate: percent('Enter the rate in per cent, or 0.'),
    validFromOn: date,
    validToOn: z.string().default(''),
    exemptionReason: optionalLine(200),
    exemptionCode: optionalLine(46)
      .transform((text) => text.toUpperCase())
      .refine((text) => /^(VATEX-[A-Z0-9-]{2,40})?$/.test(text), 'Enter a code of the list VATEX, like VATEX-EU-132.'),
  })
  .transform((form, context): TaxCategoryInput => {
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    const last = form.validToOn === '' ? null : parsePlainDate(form.validToOn);
    if (last && !last.ok)
      say('validToOn', 'This is not a day in the calendar. Choose the last day, or leave it empty.');
    const validToOn = last?.ok ? last.value : null;
    for (const trouble of taxTroubles({ ...form, validToOn })) say(...trouble);
    return {
      ...{ code: form.code, name: form.name, standardCode: form.standardCode, rateBp: form.rate },
      ...{ validFromOn: form.validFromOn, validToOn },
      exemption: { reason: form.exemptionReason, code: form.exemptionCode },
    };
  });
