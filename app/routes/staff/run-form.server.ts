import { parseId } from '#app/kernel/ids.ts';
import { addDays, addMonthsClamped, endOfMonth, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { RecipeInput } from '#app/modules/billing-runs/commands/keep-recipe.server.ts';
import { recipeFields, runFields } from '#app/modules/billing-runs/forms.ts';
import { getRun } from '#app/modules/billing-runs/queries/get-run.server.ts';
import { cutOffOn, getRecipe } from '#app/modules/billing-runs/queries/run-recipes.server.ts';
import type { BillingRun, RunFilter, StartPreviewInput, StartPreviewRefusal } from '#app/modules/billing-runs/types.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { customerNumbersById } from '#app/modules/customers/queries/customer-numbers-by-id.server.ts';
import { periodClosedText } from '#app/modules/ledger/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { renamed } from './run-name.ts';

type Fields = readonly (readonly [string, string])[];
type FieldValues = FormRefusal['values'];

/** The customers a run is for, by the numbers as typed. Empty: everybody. */
async function filterOf(db: ReadDb, typed: string): Promise<Result<RunFilter, string>> {
  const numbers = [...new Set(typed.split(/[\s,;]+/).filter((number) => number !== ''))];
  if (numbers.length === 0) return ok({});
  const ids = await customerIdsByNumber(db, numbers);
  const unknown = numbers.filter((number) => !ids.has(number));
  if (unknown.length > 0) return refuse(`No customer has the number ${unknown.slice(0, 5).join(', ')}.`);
  return ok({ customerIds: numbers.map((number) => ids.get(number)!) });
}

export async function readRun(db: ReadDb, fields: Fields): Promise<Result<StartPreviewInput, FormRefusal>> {
  const form = parseFields(fields, runFields);
  if (!form.ok) return refuse({ ...form.refusal, values: valuesOf(fields) });
  const { name, cycles, cutOffOn: upTo, documentOn, customers, review } = form.value;
  const filter = await filterOf(db, customers);
  if (!filter.ok) return refuse(again(fields, { customers: [filter.refusal] }));
  return ok({ name, cycles, cutOffOn: upTo, documentOn, filter: filter.value, reviewNeeded: review === 'yes' });
}

/** Only who may issue lets a run issue by itself. */
export async function readRecipe(
  db: ReadDb,
  fields: Fields,
  mayIssue: boolean,
): Promise<Result<RecipeInput, FormRefusal>> {
  const form = parseFields(fields, recipeFields);
  if (!form.ok) return refuse({ ...form.refusal, values: valuesOf(fields) });
  const { name, cycles, customers, review, every, day, cutOffRule, goesOn } = form.value;
  if (goesOn && !mayIssue) return refuse(again(fields, { goesOn: ['Your role may not issue runs.'] }));
  const filter = await filterOf(db, customers);
  if (!filter.ok) return refuse(again(fields, { customers: [filter.refusal] }));
  const beat = every === 'hand' ? { every: null, dayNo: null } : { every, dayNo: day };
  return ok({
    name,
    cycles,
    filter: filter.value,
    reviewNeeded: review === 'yes',
    ...beat,
    cutOffRule,
    goesOn: goesOn === 'yes',
  });
}

/** The form as it was sent, with words at its fields. */
export const again = (fields: Fields, fieldErrors: Record<string, string[]>, formErrors: string[] = []): FormRefusal =>
  formRefusal({ fieldErrors, formErrors, values: valuesOf(fields) });

/** Several cycles are one text here; the form takes them apart again. */
function valuesOf(fields: Fields): FieldValues {
  const values: FieldValues = {};
  for (const [name, text] of fields)
    values[name] = name === 'cycles' && values[name] ? `${values[name]} ${text}` : text;
  return values;
}

export function startRefusal(refusal: StartPreviewRefusal, fields: Fields, locale: string): FormRefusal {
  switch (refusal.code) {
    case 'no-name':
      return again(fields, { name: ['Give the run a name.'] });
    case 'no-cycles':
      return again(fields, { cycles: ['Choose at least one cycle.'] });
    case 'period-closed':
      return again(fields, { documentOn: [periodClosedText(refusal, locale)] });
  }
}

/** What the form begins with: a run to repeat (`like`), a recipe, or the weekly cycle up to yesterday. */
export async function runDefaults(db: ReadDb, asked: URLSearchParams, today: PlainDate): Promise<FieldValues> {
  const like = parseId(asked.get('like'));
  const run = like ? await getRun(db, { runId: like }) : undefined;
  if (run) {
    const days = { cutOffOn: run.cutOffOn, documentOn: run.documentOn, name: run.name };
    return { ...(await sameAs(db, run)), ...(asked.get('same') === 'yes' ? days : nextDays(run, today)) };
  }
  const recipeId = parseId(asked.get('recipe'));
  const recipe = recipeId ? await getRecipe(db, { recipeId }) : undefined;
  if (recipe)
    return {
      ...(await sameAs(db, recipe)),
      ...{ cutOffOn: cutOffOn(recipe, today), documentOn: today, name: recipe.name, cutOffRule: recipe.cutOffRule },
      ...{ every: recipe.every ?? 'hand', day: String(recipe.dayNo ?? 1), goesOn: recipe.goesOn ? 'yes' : '' },
    };
  return { name: '', cycles: 'weekly', cutOffOn: addDays(today, -1), documentOn: today, review: 'yes' };
}

async function sameAs(db: ReadDb, of: Pick<BillingRun, 'cycles' | 'filter' | 'reviewNeeded'>): Promise<FieldValues> {
  const numbers = await customerNumbersById(db, of.filter.customerIds ?? []);
  return { cycles: of.cycles.join(' '), customers: numbers.join(', '), review: of.reviewNeeded ? 'yes' : '' };
}

/** One step of the run's shortest cycle on; a month's end stays a month's end. */
function nextDays(run: BillingRun, today: PlainDate): FieldValues {
  const days = { weekly: 7, fortnightly: 14, four_weekly: 28 } as const;
  const months = { monthly: 1, quarterly: 3, annual: 12 } as const;
  const shortest = (['weekly', 'fortnightly', 'four_weekly', 'monthly', 'quarterly', 'annual'] as const).find((cycle) =>
    run.cycles.includes(cycle),
  )!;
  const { cutOffOn: last } = run;
  const moved =
    shortest in days
      ? addDays(last, days[shortest as keyof typeof days])
      : last === endOfMonth(last)
        ? endOfMonth(addMonthsClamped(last, months[shortest as keyof typeof months]))
        : addMonthsClamped(last, months[shortest as keyof typeof months]);
  return { cutOffOn: moved, documentOn: today, name: renamed(run.name, last, moved) };
}
