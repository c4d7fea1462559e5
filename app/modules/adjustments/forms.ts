import { z } from 'zod';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { WRITE_OFF_AGAINST } from './types.ts';

const ACTING = /[\u202a-\u202e\u2066-\u2069]/;

const reason = z
  .string('Say why, for whoever looks at this later.')
  .max(500, 'Use 500 characters or fewer.')
  .refine((value) => !ACTING.test(value), 'Remove the characters that change the direction of the text.');

const day = z
  .string('Enter a day.')
  .refine((value) => parsePlainDate(value).ok, 'This is not a date in the calendar. Write it as 2026-11-03.')
  .transform((value) => {
    const parsed = parsePlainDate(value);
    return parsed.ok ? parsed.value : (value as never);
  });

const reasonCode = z.string('Choose a reason.').max(40);
const against = z.enum(WRITE_OFF_AGAINST, 'Choose what bears it.');
/** Made with the form, so that sending it twice does it once. */
const once = z.uuid('Reload the page and try again.');

/** The amount is added by the route, which knows the currency. */
export const writeOffFields = z.object({ against, reasonCode, reason, effectiveOn: day, once });
/** The amount is in base currency and added by the route. */
export const allowanceFields = z.object({
  change: z.enum(['build', 'release'], 'Choose whether it grows or shrinks.'),
  reason,
  effectiveOn: day,
  once,
});
export const reliefFields = z.object({ reason, effectiveOn: day });
export const recoveryFields = z.object({
  reason,
  method: z.enum(['transfer', 'cheque', 'cash'], 'Choose how the money came.'),
  receivedOn: day,
  reference: z.string().max(140, 'Use 140 characters or fewer.').default(''),
});
export const refundFields = z.object({
  method: z.enum(['original', 'bank'], 'Choose where it goes.'),
  reasonCode,
  reason,
  effectiveOn: day,
  once,
});
export const smallFields = z.object({ against, reason, once });
export const batchFields = z.object({ executeOn: day, once });
