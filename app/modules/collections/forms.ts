import { z } from 'zod';
import { PAUSES, PROMISE_SOURCES, REMINDER_GROUPS } from './types.ts';

const text = (max: number) => z.string().trim().max(max, `Use ${max} characters or fewer.`).default('');
const whole = (min: number, max: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}$/, 'Enter a whole number.')
    .transform(Number)
    .refine((value) => value >= min && value <= max, `Enter a number from ${min} to ${max}.`);

/** A promise a colleague writes down; amount and day are read with the customer's currency. */
export const promiseForm = z.object({
  currency: z.string(),
  amount: z.string(),
  promisedOn: z.string(),
  source: z.enum(PROMISE_SOURCES, 'Choose how they said it.'),
  note: text(1_000),
});
/** A promise a customer makes. */
export const ownPromiseForm = z.object({
  currency: z.string(),
  amount: z.string(),
  promisedOn: z.string(),
  note: text(1_000),
});
/** "Already paid": what a customer says of one invoice. */
export const saidPaidForm = z.object({ amount: z.string(), paidOn: z.string(), reference: text(200) });
export const reminderGroupForm = z.object({
  group: z.enum(REMINDER_GROUPS, 'Choose which reminders they get.'),
  heldUntil: z.string().trim().default(''),
  reason: text(500),
});
/** The figures of a policy; its stages are rows of the same form. */
export const policyForm = z.object({
  fromOn: z.string(),
  promiseDaysAhead: whole(0, 365),
  promisesPerQuarter: whole(0, 99),
  promiseGraceDays: whole(0, 30),
  promisePauses: z.enum(PAUSES, 'Choose what waits.'),
  saidPaidDays: whole(0, 60),
  sendHour: whole(0, 23),
  gapDays: whole(1, 60),
});
