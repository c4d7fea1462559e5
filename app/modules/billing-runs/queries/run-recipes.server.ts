import { sql } from 'kysely';
import type { Cycle } from '#app/kernel/billing-periods.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { type CutOffRule, cutOffOf } from '../rules/recipe-days.ts';
import type { RunFilter } from '../types.ts';

/** A kept set-up. `every` null: started by hand alone. */
export type Recipe = {
  readonly id: string;
  readonly name: string;
  readonly cycles: readonly Cycle[];
  readonly filter: RunFilter;
  readonly reviewNeeded: boolean;
  readonly every: 'week' | 'month' | null;
  readonly dayNo: number | null;
  readonly cutOffRule: CutOffRule;
  readonly goesOn: boolean;
  readonly nextOn: PlainDate | null;
  readonly savedById: string | null;
  readonly savedByName: string;
};

const RECIPE = sql`id, name, cycles, filter, review_needed as "reviewNeeded", every, day_no as "dayNo", cut_off_rule as "cutOffRule", unattended as "goesOn",
  next_on as "nextOn", saved_by as "savedById", saved_by_name as "savedByName"`;
const RECIPES_MAX = 200;

/** The set-ups that are kept, by name. */
export async function listRecipes(db: ReadDb): Promise<Recipe[]> {
  const { rows } =
    await sql<Recipe>`select ${RECIPE} from run_recipes where removed_at is null order by lower(name) limit ${RECIPES_MAX}`.execute(
      db,
    );
  return rows;
}

export async function getRecipe(db: ReadDb, { recipeId }: { recipeId: string }): Promise<Recipe | undefined> {
  const { rows } =
    await sql<Recipe>`select ${RECIPE} from run_recipes where id = ${recipeId}::uuid and removed_at is null`.execute(
      db,
    );
  return rows[0];
}

/** Recipes whose day has come. */
export async function dueRecipes(db: ReadDb, { today }: { today: PlainDate }): Promise<Recipe[]> {
  const { rows } =
    await sql<Recipe>`select ${RECIPE} from run_recipes where removed_at is null and next_on <= ${today}::date
    order by next_on, id limit ${RECIPES_MAX}`.execute(db);
  return rows;
}

/** Whether a run was started by a recipe that goes on by itself, and nothing was found that a person should see. */
export async function mayGoOn(db: ReadDb, { runId }: { runId: string }): Promise<boolean> {
  const { rows } = await sql<{
    may: boolean;
  }>`select exists (select from run_recipe_days y join billing_runs r on r.id = y.run_id
      where y.run_id = ${runId}::uuid and y.unattended and r.state = 'previewed' and not r.review_needed
        and not exists (select from run_findings f where f.run_id = r.id)
        and exists (select from run_drafts d where d.run_id = r.id and d.state = 'ready')) as may`.execute(db);
  return rows[0]?.may === true;
}

/** Up to which day a recipe bills when it runs on a day. */
export const cutOffOn = (recipe: Pick<Recipe, 'cutOffRule'>, day: PlainDate): PlainDate =>
  cutOffOf(recipe.cutOffRule, day);
