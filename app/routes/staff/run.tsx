import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { parseId } from '#app/kernel/ids.ts';
import type { BillingRun } from '#app/modules/billing-runs/types.ts';
import { cycleWords, RUN_STATE_BADGES } from '#app/modules/billing-runs/ui/run-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Badges } from '#app/ui/badge.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Steps } from '#app/ui/steps.tsx';
import type { Route } from './+types/run.ts';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { actOnRun, permissionFor } from './run-acts.server.ts';
import { ChangePanel } from './run-change-panel.tsx';
import { RunExceptions } from './run-exceptions.tsx';
import { RUN_STEPS } from './run-new-parts.tsx';
import { runPage } from './run-page.server.ts';
import { ReviewPanel, RunFoot, RunNotes } from './run-preview-parts.tsx';
import { RunBusy } from './run-progress-parts.tsx';
import { RunResult } from './run-result.tsx';
import { TotalsPanel } from './run-totals-parts.tsx';

const STEP_OF = { drafting: 0, previewed: 1, reviewed: 1, issuing: 2, paused: 2, issued: 3 } as const;
const stepOf = ({ state, issueStartedAt }: BillingRun) =>
  state === 'cancelled' ? (issueStartedAt ? 2 : 1) : STEP_OF[state];

export async function loader(args: Route.LoaderArgs) {
  const { user, company } = await requireStaff(args, 'desk.read');
  return { ...(await runPage(staffDb(), parseId(args.params.id), user)), zone: company.timeZone };
}

export async function action(args: Route.ActionArgs) {
  await requireStaff(args, 'desk.read');
  const runId = foundOr404(parseId(args.params.id), 'run') as string;
  const { intent, of } = await postedFields(args.request);
  const { actor, moment, company } = await requireStaff(args, permissionFor(intent));
  const done = await actOnRun({ runId, intent, of, actor, moment, locale: company.locale });
  return done.ok ? redirectWithFlash(`/staff/runs/${runId}`, done.value) : data(done.refusal, 422);
}

export default function RunPage({ loaderData, actionData }: Route.ComponentProps) {
  const { run, isPreview, isDone, isBusy, samples, chosenUsage } = loaderData;
  const here = `/staff/runs/${run.id}`;
  return (
    <>
      <PageTitle title={run.name} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/runs">Billing runs</BackLink>
      <PageHead
        title={run.name}
        facts={
          <>
            <span className="reference">{run.number}</span>
            <span>
              billed up to <DateText date={run.cutOffOn} />
            </span>
            <span>{cycleWords(run.cycles)}</span>
            {chosenUsage !== null && (
              <span>only {chosenUsage === 1 ? 'one chosen record' : `${chosenUsage} chosen records`} of usage</span>
            )}
            <span>
              invoice date <DateText date={run.documentOn} weekday />
            </span>
            <Badges badges={[RUN_STATE_BADGES[run.state]]} />
          </>
        }
        actions={
          (isPreview || isDone) && (
            <>
              {samples[0] && (
                <LinkButton to={`${here}/drafts?state=ready`} variant="second">
                  Sample PDFs
                </LinkButton>
              )}
              <LinkButton to={`${here}/drafts`} variant="second">
                All drafts
              </LinkButton>
              <LinkButton to={`${here}/drafts.csv`} variant="second" download>
                {isPreview ? 'Export preview' : 'Export result'}
              </LinkButton>
            </>
          )
        }
      />
      <Steps label="Steps of a run" steps={RUN_STEPS} current={stepOf(run)} />
      <div className="staff-stack">
        <RunNotes page={loaderData} zone={loaderData.zone} />
        {isBusy && <RunBusy page={loaderData} />}
        {isDone && <RunResult page={loaderData} zone={loaderData.zone} />}
        {(isPreview || run.state === 'issued') && <TotalsPanel page={loaderData} />}
        {(isPreview || run.state === 'issued') && (
          <div className="even-columns">
            <RunExceptions page={loaderData} result={actionData} />
            <ChangePanel page={loaderData} />
          </div>
        )}
        {isPreview && <ReviewPanel page={loaderData} result={actionData} />}
      </div>
      {isPreview && <RunFoot page={loaderData} zone={loaderData.zone} />}
    </>
  );
}
