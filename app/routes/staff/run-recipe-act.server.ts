import { formatDate } from '#app/kernel/format-date.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import {
  keepRecipe as keep,
  type RecipeInput,
  removeRecipe,
} from '#app/modules/billing-runs/commands/keep-recipe.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';

/** Keeps a set-up and says when it runs. */
export async function keepRecipe(
  actor: Actor,
  input: RecipeInput,
  moment: Moment,
): Promise<Result<string, FormRefusal>> {
  const kept = await inTransaction(staffDb(), (tx) => keep(tx, actor, input, moment));
  if (kept.ok) {
    const { nextOn } = kept.value;
    return ok(
      nextOn ? `Kept. It runs first on ${formatDate(nextOn as PlainDate, 'en-GB')}.` : 'Kept. Start it from this page.',
    );
  }
  const text = {
    'waits-for-review': 'A run that needs a review waits for a person. Take one of the two away.',
    'goes-on-without-a-day': 'Choose the day it runs on, or let it wait for a person.',
  }[kept.refusal.code];
  return refuse(formRefusal({ fieldErrors: { goesOn: [text] } }));
}

/** Takes a recipe away; null where there is none. */
export async function dropRecipe(actor: Actor, recipeId: string, moment: Moment): Promise<string | null> {
  const removed = await inTransaction(staffDb(), (tx) => removeRecipe(tx, actor, { recipeId }, moment));
  return removed.ok ? `“${removed.value.name}” runs no more.` : null;
}
