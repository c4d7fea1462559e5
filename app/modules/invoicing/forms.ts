import { z } from 'zod';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { cellName, isBlankLine, LINES_MAX, readLine } from './rules/read-line.ts';
import type { InvoiceLineInput, LineText } from './types.ts';

const ACTING = /[\u202a-\u202e\u2066-\u2069]/;

const date = (missing: string) =>
  z
    .string(missing)
    .refine((text) => parsePlainDate(text).ok, 'This is not a date in the calendar. Write it as 2026-11-03.')
    .transform((text) => {
      const parsed = parsePlainDate(text);
      return parsed.ok ? parsed.value : (text as never);
    });

const text = (max: number) =>
  z
    .string()
    .max(max, `Use ${max} characters or fewer.`)
    .refine((value) => !ACTING.test(value), 'Remove the characters that change the direction of the text.')
    .default('');

/** How a document is credited; what is typed on its lines is read beside it, because how many there are is the document's. */
export const creditForm = z.object({
  choice: z.enum(['whole', 'lines', 'amount'], 'Choose how much to credit.'),
  amount: z.string().optional(),
  reasonCode: z.string('Choose a reason.'),
  note: text(1000),
  documentOn: date('Enter the date of the credit note.'),
  apply: z.enum(['all', 'part', 'later'], 'Choose what happens to the credit now.'),
  applyAmount: z.string().optional(),
  once: z.string('The page is too old. Reload it and try again.').min(8).max(200),
});

/** A debit note is an invoice with a reason. */
export const debitFields = z.object({
  reasonCode: z.string('Choose a reason.'),
  once: z.string('The page is too old. Reload it and try again.').min(8).max(200),
});

/** The editor's form. Blank rows fall out; a wrong cell is an issue at lines[n].cell that names its line. */
export const draftForm = z
  .object({
    title: text(120),
    documentOn: date('Enter the invoice date.'),
    dueOn: date('Enter the date it is due.'),
    serviceFromOn: date('').nullish(),
    serviceToOn: date('').nullish(),
    poNumber: text(60),
    note: text(1000),
    lines: z
      .array(z.unknown())
      .max(LINES_MAX, `An invoice holds ${LINES_MAX} lines at most.`)
      .transform((rows, context) => {
        const lines: InvoiceLineInput[] = [];
        for (const [index, row] of rows.entries()) {
          const line = (row ?? {}) as Partial<LineText>;
          if (isBlankLine(line)) continue;
          const { value, problems } = readLine(line);
          for (const { cell, text: words } of problems)
            context.addIssue({ code: 'custom', path: [index, cell], message: `${cellName(index, cell)}: ${words}` });
          if (value) lines.push(value);
        }
        return lines;
      }),
  })
  .refine((form) => form.dueOn >= form.documentOn, {
    path: ['dueOn'],
    message: 'The due date is before the invoice date. Make it the same day or later.',
  })
  .refine((form) => !form.serviceFromOn || !form.serviceToOn || form.serviceToOn >= form.serviceFromOn, {
    path: ['serviceToOn'],
    message: 'The period ends before it begins.',
  });
