import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { getRecipe, type Recipe } from '../queries/run-recipes.server.ts';
import { nextDay } from '../rules/recipe-days.ts';

/** The recipe under its row lock when its day has come, else a refusal: another worker was quicker, or it was removed. */
export async function lockDueRecipe(
  tx: Tx,
  { recipeId }: { recipeId: string },
  { today }: Moment,
): Promise<Result<Recipe, { readonly code: 'not-due' }>> {
  await sql`select 1 from run_recipes where id = ${recipeId}::uuid for no key update`.execute(tx);
  const recipe = await getRecipe(tx, { recipeId });
  return recipe?.nextOn && recipe.nextOn <= today ? ok(recipe) : refuse({ code: 'not-due' });
}

/**
 * Notes that a recipe's day is done, with its run or with why there was none, and moves it to its next day after today: days
 * that passed while nothing ran come once, not all at once.
 */
export async function takeRecipeDay(
  tx: Tx,
  recipe: Recipe,
  done: { runId: string } | { refused: string },
  { now, today }: Moment,
): Promise<void> {
  const runId = 'runId' in done ? done.runId : null;
  const refused = 'refused' in done ? done.refused : '';
  await sql`insert into run_recipe_days (recipe_id, due_on, run_id, unattended, refused, started_at)
    values (${recipe.id}::uuid, ${recipe.nextOn}::date, ${runId}::uuid, ${recipe.goesOn}, ${refused}, ${now})`.execute(
    tx,
  );
  const nextOn = nextDay({ every: recipe.every!, dayNo: recipe.dayNo! }, today);
  await sql`update run_recipes set next_on = ${nextOn}::date where id = ${recipe.id}::uuid`.execute(tx);
}
