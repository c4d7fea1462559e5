import { z } from 'zod';
import { CYCLES } from '#app/kernel/billing-periods.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { FINDING_CODES, type FindingCode, type RuleParams, SEVERITIES } from './rules/issue-rule.ts';

const PERCENT_MAX = 99_999;
const wholePercent = (highest: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,5}$/, 'Enter a whole number of per cent.')
    .transform(Number)
    .refine((percent) => percent <= highest, `Enter ${highest} or less.`)
    .optional();

/** A rule as it is typed: customer by number, product by id, both left empty for all. */
export const issueRuleFields = z.object({
  code: z.enum(FINDING_CODES, 'Choose what is looked for.'),
  severity: z.enum(SEVERITIES, 'Choose what happens to such a draft.'),
  customer: z.string().trim().max(40, 'Use 40 characters or fewer.').default(''),
  product: z.uuid('Choose a product from the list.').optional(),
  everybody: z.literal('yes').optional(),
  countries: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^([A-Z]{2}([ ,]+|$))*$/, 'Enter country codes of two letters, like IN, AE.')
    .default(''),
  more: wholePercent(PERCENT_MAX),
  less: wholePercent(100),
  past: wholePercent(99),
});
export type IssueRuleFields = z.output<typeof issueRuleFields>;

/** Of what was typed, what this code reads. */
export function paramsOf({ code, ...typed }: IssueRuleFields): RuleParams {
  if (code === 'po-missing') return typed.everybody ? { everybody: true } : {};
  if (code === 'tax-number-missing') return { countries: typed.countries.match(/[A-Z]{2}/g) ?? [] };
  if (!hasLimits(code)) return {};
  return {
    ...(typed.more !== undefined && { morePercent: typed.more }),
    ...(typed.less !== undefined && { lessPercent: typed.less }),
    ...(code === 'quantity-jump' && typed.past !== undefined && { pastAtLeast: typed.past }),
  };
}

export const hasLimits = (code: FindingCode): boolean => code === 'quantity-jump' || code === 'change-over-limit';

const day = (missing: string) =>
  z.string(missing).transform((text, context): PlainDate => {
    const parsed = parsePlainDate(text);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: 'Enter a date, like 2026-11-03.' });
    return z.NEVER;
  });

/** A billing run as it is set up. */
export const runFields = z.object({
  name: z.string('Give the run a name.').trim().max(120, 'Use 120 characters or fewer.'),
  cycles: z.array(z.enum(CYCLES)).min(1, 'Choose at least one cycle.'),
  cutOffOn: day('Enter the last day that is billed.'),
  documentOn: day('Enter the date the invoices carry.'),
  customers: z.string().max(20_000, 'These are too many numbers at once.').default(''),
  review: z.literal('yes').optional(),
});
export type RunFields = z.output<typeof runFields>;

const DAYS_OF_WEEK = 7;

/** A set-up that is kept: the run's fields without its days, and when it runs by itself. */
export const recipeFields = runFields
  .omit({ cutOffOn: true, documentOn: true })
  .extend({
    every: z.enum(['hand', 'week', 'month'], 'Choose when it runs.').default('hand'),
    day: z
      .string()
      .trim()
      .regex(/^([1-9]|[12]\d|3[01])$/, 'Enter a day: 1 to 7 of a week, 1 to 31 of a month.')
      .transform(Number)
      .default(1),
    cutOffRule: z.enum(['same_day', 'day_before', 'month_end'], 'Choose up to when it bills.').default('day_before'),
    goesOn: z.literal('yes').optional(),
  })
  .refine(({ every, day: dayNo }) => every !== 'week' || dayNo <= DAYS_OF_WEEK, {
    path: ['day'],
    message: 'A week has the days 1 (Monday) to 7.',
  });
export type RecipeFields = z.output<typeof recipeFields>;
