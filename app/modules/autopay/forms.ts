import { z } from 'zod';
import { NOTICE_DAYS_MAX } from './types.ts';

/** A whole number as it was typed, between two bounds. */
const whole = (words: string, least: number, most: number) =>
  z
    .string(words)
    .trim()
    .regex(/^\d{1,3}$/, words)
    .transform(Number)
    .refine((n) => n >= least && n <= most, words);

/** Turning autopay on, or changing it. The amount is read in the rule's currency afterwards. */
export const ruleForm = z
  .object({
    contractId: z.uuid().optional(),
    methodId: z.uuid('Choose what we may take it from.'),
    collects: z.enum(['due_date', 'day_of_month'], 'Choose when we take it.'),
    dayNo: z.string().trim().default(''),
    ceiling: z.string().trim().max(40).default(''),
    noticeDays: whole(`Enter a number of days up to ${NOTICE_DAYS_MAX}.`, 1, NOTICE_DAYS_MAX),
    versionNo: z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number)
      .optional(),
  })
  .superRefine((form, issues) => {
    const day = /^\d{1,2}$/.test(form.dayNo) ? Number(form.dayNo) : 0;
    if (form.collects === 'day_of_month' && (day < 1 || day > 31))
      issues.addIssue({ code: 'custom', path: ['dayNo'], message: 'Enter a day from 1 to 31.' });
  });

const days = (words: string, most: number) =>
  z
    .string()
    .trim()
    .default('')
    .transform((text, issues) => {
      const parts = text === '' ? [] : text.split(/[\s,;]+/).map(Number);
      if (parts.length > 6 || parts.some((n) => !Number.isInteger(n) || n < 1 || n > most)) {
        issues.addIssue({ code: 'custom', message: words });
        return z.NEVER;
      }
      return [...new Set(parts)];
    });

/** How debits are announced and tried again; the lists are numbers with commas between them. */
export const policyForm = z.object({
  noticeDays: whole('Enter a number of days from 1 to 30.', 1, NOTICE_DAYS_MAX),
  retryDays: days('Enter up to six days from 1 to 60, with commas between them.', 60),
  expiryDays: days('Enter up to six days from 1 to 120, with commas between them.', 120),
  fromOn: z.iso.date('Choose the day from which it holds.'),
  reason: z.string('Say why.').trim().min(1, 'Say why.').max(500, 'Use 500 characters or fewer.'),
});
