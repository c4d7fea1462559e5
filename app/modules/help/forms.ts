import { z } from 'zod';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { LANGUAGES } from '#app/modules/customers/types.ts';

const BODY_CHARACTERS_MAX = 20_000;

/** The wording of a page as it is typed. */
export const helpForm = z.object({
  language: z.enum(LANGUAGES, 'Choose a language.'),
  title: z.string('Enter the title.').trim().min(1, 'Enter the title.').max(120, 'Use 120 characters or fewer.'),
  body: z
    .string('Enter the text.')
    .trim()
    .min(1, 'Enter the text.')
    .max(BODY_CHARACTERS_MAX, 'Use 20,000 characters or fewer.')
    .transform((text) => text.replaceAll('\r\n', '\n')),
  fromOn: z.string('Enter the day it holds from.').transform((text, context) => {
    const read = parsePlainDate(text);
    if (read.ok) return read.value;
    context.addIssue({ code: 'custom', message: 'Enter a day like 2026-11-03.' });
    return z.NEVER;
  }),
  reason: z.string().trim().max(500, 'Use 500 characters or fewer.').default(''),
});
