import { sql } from 'kysely';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { getRecipe, type Recipe } from '../queries/run-recipes.server.ts';
import { nextDay } from '../rules/recipe-days.ts';

export type RecipeInput = Pick<
  Recipe,
  'name' | 'cycles' | 'filter' | 'reviewNeeded' | 'every' | 'dayNo' | 'cutOffRule' | 'goesOn'
>;

/** Goes on by itself means: has a day, and needs no review. */
export type KeepRecipeRefusal = { readonly code: 'waits-for-review' } | { readonly code: 'goes-on-without-a-day' };

/** Keeps a set-up under its name; one of the same name is replaced. A scheduled one runs on its first day after today. */
export async function keepRecipe(
  tx: Tx,
  actor: Actor,
  input: RecipeInput,
  { now, today }: Moment,
): Promise<Result<{ recipeId: string; nextOn: string | null }, KeepRecipeRefusal>> {
  if (input.goesOn && input.reviewNeeded) return refuse({ code: 'waits-for-review' });
  if (input.goesOn && !input.every) return refuse({ code: 'goes-on-without-a-day' });
  const { every, dayNo } = input;
  const nextOn = every && dayNo ? nextDay({ every, dayNo }, today) : null;
  const { rows } = await sql<{ id: string }>`
    insert into run_recipes (name, cycles, filter, review_needed, every, day_no, cut_off_rule, unattended, next_on, saved_by, saved_by_name, saved_at)
    values (${input.name.trim()}, ${[...input.cycles].sort()}::text[], ${JSON.stringify(input.filter)}::jsonb, ${input.reviewNeeded}, ${every},
      ${every ? dayNo : null}, ${input.cutOffRule}, ${input.goesOn}, ${nextOn}::date, ${actor.id}::uuid, ${actor.name}, ${now})
    on conflict (lower(name)) where removed_at is null do update set cycles = excluded.cycles, filter = excluded.filter,
      review_needed = excluded.review_needed, every = excluded.every, day_no = excluded.day_no, cut_off_rule = excluded.cut_off_rule,
      unattended = excluded.unattended, next_on = excluded.next_on, saved_by = excluded.saved_by, saved_by_name = excluded.saved_by_name, saved_at = excluded.saved_at
    returning id`.execute(tx);
  const recipeId = rows[0]!.id;
  const after = { name: input.name.trim(), cycles: input.cycles, every, dayNo, goesOn: input.goesOn, nextOn };
  await writeAudit(tx, actor, { action: 'run-recipe.kept', subjectKind: 'run-recipe', subjectId: recipeId, after });
  return ok({ recipeId, nextOn });
}

/** Takes a recipe out of sight; it runs no more. */
export async function removeRecipe(
  tx: Tx,
  actor: Actor,
  { recipeId }: { recipeId: string },
  { now }: Moment,
): Promise<Result<{ name: string }, { readonly code: 'unknown-recipe' }>> {
  const recipe = await getRecipe(tx, { recipeId });
  if (!recipe) return refuse({ code: 'unknown-recipe' });
  await sql`update run_recipes set removed_at = ${now} where id = ${recipeId}::uuid`.execute(tx);
  await writeAudit(tx, actor, {
    ...{ action: 'run-recipe.removed', subjectKind: 'run-recipe', subjectId: recipeId },
    before: { name: recipe.name },
  });
  return ok({ name: recipe.name });
}
