import { z } from 'zod';
import { NOTE_KINDS } from './types.ts';

/** A call, visit or note as it is typed. Day and time are the company's. */
export const noteForm = z.object({
  kind: z.enum(NOTE_KINDS, { error: 'Choose what it was.' }),
  on: z.string().trim().default(''),
  time: z
    .string()
    .trim()
    .regex(/^$|^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time like 14:30, or leave it empty.')
    .default(''),
  spokenWith: z.string().trim().max(200, 'A name has at most 200 characters.').default(''),
  note: z
    .string({ error: 'Write what was said or seen.' })
    .trim()
    .min(1, 'Write what was said or seen.')
    .max(5_000, 'A note has at most 5,000 characters.'),
  nextStep: z.string().trim().max(500, 'A next step has at most 500 characters.').default(''),
  nextOn: z.string().trim().default(''),
});
