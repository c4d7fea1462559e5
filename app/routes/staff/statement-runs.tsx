import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { listSchedules, statementDefaults } from '#app/modules/statements/queries/schedules.server.ts';
import { listStatementRuns } from '#app/modules/statements/queries/statement-runs.server.ts';
import { EVERY_WORDS, FORM_WORDS } from '#app/modules/statements/ui/schedule-words.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { Route } from './+types/statement-runs.ts';
import { postedFields } from './posted.server.ts';
import { startNow } from './statement-acts.server.ts';
import { StatementRunTable } from './statement-run-parts.tsx';
import { ScheduleTable } from './statement-schedule-parts.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { user, company } = await requireStaff(args, 'desk.read');
  const db = staffDb();
  const [schedules, defaults, runs] = await Promise.all([
    listSchedules(db),
    statementDefaults(db),
    listStatementRuns(db),
  ]);
  return {
    ...{ schedules, defaults, runs, zone: company.timeZone },
    may: { make: mayStaff(user.role, 'messages.send'), set: mayStaff(user.role, 'settings.write') },
  };
}

/** Makes statements of one kind now. */
export async function action(args: Route.ActionArgs) {
  const { actor, moment, company } = await requireStaff(args, 'messages.send');
  const { of } = await postedFields(args.request);
  const kind = of('kind') === 'weekly' ? 'weekly' : 'monthly';
  const started = await startNow(kind, { actor, moment, locale: company.locale });
  return started.ok
    ? redirectWithFlash(started.value, 'They are being made. You can close this page.')
    : data(started.refusal, 422);
}

export default function StatementRuns({ loaderData, actionData }: Route.ComponentProps) {
  const { schedules, defaults, runs, zone, may } = loaderData;
  return (
    <>
      <PageTitle title="Statements" site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <PageHead
        title="Statements"
        facts={
          <span>
            Customers who chose nothing: {EVERY_WORDS[defaults.every].toLowerCase()},{' '}
            {FORM_WORDS[defaults.form].toLowerCase()}
          </span>
        }
        actions={may.set && <LinkButton to="/staff/statements/schedules">Change schedules</LinkButton>}
      />
      <div className="staff-stack">
        <Panel
          title="Schedules"
          foot="All statements of a run are as known at one seal, so that they agree with each other."
        >
          <ScheduleTable schedules={schedules} runs={runs} mayMake={may.make} />
        </Panel>
        <Panel title="Runs">
          {runs.length === 0 ? (
            <EmptyState>
              No statements went out by schedule yet. A run makes one for each customer who wants them, keeps it and
              sends it the customer’s way.
            </EmptyState>
          ) : (
            <StatementRunTable runs={runs} zone={zone} />
          )}
        </Panel>
      </div>
    </>
  );
}
