import { formatDate } from '#app/kernel/format-date.ts';
import { ok } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { lockDueRecipe, takeRecipeDay } from '#app/modules/billing-runs/commands/take-recipe-day.server.ts';
import { cutOffOn, dueRecipes, mayGoOn, type Recipe } from '#app/modules/billing-runs/queries/run-recipes.server.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { type Moment, momentIn } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { WorkerDb } from './outside.server.ts';
import { issueBilling, previewBilling } from './run-billing.server.ts';

type Worker = { readonly db: WorkerDb };

/** Job, once a day: previews each recipe whose day has come, once, whatever else fails. */
export async function startScheduledRuns({ db }: Worker): Promise<void> {
  const { timeZone, locale } = await getCompany(db);
  const moment = momentIn(timeZone);
  for (const { id } of await dueRecipes(db, moment)) await startOne(db, id, moment, locale);
}

/** Who kept the recipe has prepared its run: a review needs another person. */
const keeper = ({ savedById, savedByName }: Recipe): Actor => ({
  ...{ kind: 'staff', id: savedById, name: savedByName, requestId: null },
});

async function startOne(db: WorkerDb, recipeId: string, moment: Moment, locale: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const due = await lockDueRecipe(tx, { recipeId }, moment);
    if (!due.ok) return due;
    const recipe = due.value;
    const started = await previewBilling(
      tx,
      keeper(recipe),
      {
        name: `${recipe.name}, ${formatDate(moment.today, locale)}`,
        ...{ cycles: recipe.cycles, filter: recipe.filter, reviewNeeded: recipe.reviewNeeded },
        ...{ cutOffOn: cutOffOn(recipe, moment.today), documentOn: moment.today },
      },
      moment,
    );
    await takeRecipeDay(
      tx,
      recipe,
      started.ok ? { runId: started.value.runId } : { refused: started.refusal.code },
      moment,
    );
    return ok();
  });
}

/** After a preview: issues a run whose recipe goes on by itself, when nothing was found that a person should see. */
export async function goOnIfSet({ db }: Worker, runId: string): Promise<void> {
  if (!(await mayGoOn(db, { runId }))) return;
  const moment = momentIn((await getCompany(db)).timeZone);
  await inTransaction(db, (tx) => issueBilling(tx, SYSTEM, { runId }, moment));
}
