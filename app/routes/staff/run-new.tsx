import { data, Form } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { Steps } from '#app/ui/steps.tsx';
import { previewBilling } from '#app/workflows/run-billing.server.ts';
import type { Route } from './+types/run-new.ts';
import { postedFields } from './posted.server.ts';
import { readRecipe, readRun, runDefaults, startRefusal } from './run-form.server.ts';
import { RUN_STEPS, RunFieldset, SaveRecipe } from './run-new-parts.tsx';
import { keepRecipe } from './run-recipe-act.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { moment } = await requireStaff(args, 'runs.prepare');
  return { values: await runDefaults(staffDb(), args.url.searchParams, moment.today) };
}

/** Previews the run as typed, or keeps it as a recipe. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment, user, company } = await requireStaff(args, 'runs.prepare');
  const { fields, intent } = await postedFields(args.request);
  const typed = fields.filter(([name]) => name !== 'intent');
  if (intent === 'keep') {
    const recipe = await readRecipe(staffDb(), typed, mayStaff(user.role, 'runs.issue'));
    if (!recipe.ok) return data(recipe.refusal, 422);
    const kept = await keepRecipe(actor, recipe.value, moment);
    return kept.ok ? redirectWithFlash('/staff/runs', kept.value) : data(kept.refusal, 422);
  }
  const run = await readRun(staffDb(), typed);
  if (!run.ok) return data(run.refusal, 422);
  const started = await inTransaction(staffDb(), (tx) => previewBilling(tx, actor, run.value, moment));
  if (!started.ok) return data(startRefusal(started.refusal, typed, company.locale), 422);
  return redirectWithFlash(`/staff/runs/${started.value.runId}`, `${started.value.number} is being previewed.`);
}

export default function RunNew({ loaderData, actionData }: Route.ComponentProps) {
  const values = actionData?.values ?? loaderData.values;
  const errors = actionData?.fieldErrors ?? {};
  return (
    <>
      <PageTitle title="New billing run" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/runs">Billing runs</BackLink>
      <PageHead title="New billing run" />
      <Steps label="Steps of a run" steps={RUN_STEPS} current={0} />
      <Form method="post" noValidate className="staff-stack">
        <Panel title="What is billed" pad>
          <RunFieldset values={values} errors={errors} />
        </Panel>
        <SaveRecipe values={values} errors={errors} />
      </Form>
    </>
  );
}
